import { putMembers, type PutMember } from '../nodes/PaxtonNet2/net2/siteProfile';
import { badRequest } from './apiError';
import type { Context } from './context';
import { localMidnight, requestedDate, roundedToMinutes } from './dates';
import { Fields, isRecord } from './fields';
import type { CustomField, NetUser } from './model';
import type { Switches } from './switches';

const TEXTS = [
	'firstName',
	'middleName',
	'lastName',
	'pin',
	'telephone',
	'extension',
	'fax',
] as const;
const FLAGS = ['isAntiPassbackUser', 'isAlarmUser', 'isLockdownExempt'] as const;

/** Net2 has limits below 255 that no source gives (docs/net2-api.md). These figures are a choice. */
const NATIVE_LENGTHS: Record<(typeof TEXTS)[number], number> = {
	firstName: 30,
	middleName: 30,
	lastName: 30,
	pin: 8,
	telephone: 20,
	extension: 10,
	fax: 20,
};

const SHORT_NAMES: Record<string, readonly PutMember[]> = {
	expiry: ['expiryDate'],
	activate: ['activateDate'],
	flags: FLAGS,
	texts: TEXTS,
};

/** The members that a PUT loses when it leaves them out, with the short names of `putClears` written out. */
export function clearedMembers({ putClears }: Switches): Set<PutMember> {
	const named = new Set<string>(putClears.flatMap((name) => SHORT_NAMES[name] ?? name));
	return new Set(putMembers.filter((member) => named.has(member)));
}

/**
 * Writes the members of a request into a user. Texts merge: null means unchanged, and the empty text clears. What a PUT
 * does to members that it leaves out is the switch `putClears`.
 */
export function changeUser(
	user: NetUser,
	fields: Fields,
	context: Context,
	how: 'create' | 'update',
): void {
	const { switches, clock } = context;
	const clears = how === 'update' ? clearedMembers(switches) : new Set<PutMember>();
	for (const name of TEXTS) {
		const value = fields.text(name);
		if (value !== undefined) user[name] = fitted(value, name, NATIVE_LENGTHS[name], switches);
		else if (clears.has(name)) user[name] = null;
	}
	for (const name of FLAGS) {
		const value = fields.flag(name);
		if (value !== undefined) user[name] = value;
		else if (clears.has(name)) user[name] = false;
	}
	if (fields.has('expiryDate') || clears.has('expiryDate')) {
		const expiry = requestedDate(fields.raw('expiryDate'), 'ExpiryDate', switches);
		user.expiryDate = expiry === null ? null : stored(expiry, switches.expiry);
	}
	const activate = requestedDate(fields.raw('activateDate'), 'ActivateDate', switches);
	if (activate !== null) {
		user.activateDate = switches.expiry === 'minutes' ? roundedToMinutes(activate) : activate;
	} else if (clears.has('activateDate')) {
		user.activateDate = localMidnight(clock.now(), switches.tz);
	}
	const custom = fields.list('customFields');
	if (custom) user.customFields = customFields(user, custom, context);
	else if (clears.has('customFields')) user.customFields = [];
}

function stored(expiry: string, form: Switches['expiry']): string {
	if (form === 'midnight') return `${expiry.slice(0, 10)}T00:00:00`;
	return form === 'minutes' ? roundedToMinutes(expiry) : expiry;
}

/** A text as the server keeps it: trimmed, cut, or refused when it is too long. */
function fitted(text: string, name: string, limit: number, switches: Switches): string {
	const kept = switches.trimsText ? text.trim() : text;
	if (switches.nativeLengths === 'off' || kept.length <= limit) return kept;
	if (switches.nativeLengths === 'cut') return kept.slice(0, limit);
	throw badRequest(`${name} is longer than ${limit}.`);
}

function customFields(user: NetUser, given: unknown[], context: Context): CustomField[] {
	const { switches, world } = context;
	const merged = new Map<number, string>();
	if (switches.customFields === 'merge') {
		for (const { id, value } of user.customFields) merged.set(id, value);
	}
	for (const entry of given) {
		// One client's list has holes (docs/net2-api.md).
		if (entry === null) continue;
		if (!isRecord(entry)) throw badRequest('A custom field is not an object.');
		const fields = new Fields(entry);
		const id = fields.number('id');
		const known = world.customFieldNames.find((field) => field.id === id);
		if (id === undefined || !known) throw badRequest(`Custom field ${String(id)} does not exist.`);
		const sent = fields.text('value');
		if (sent === undefined) continue;
		const value = switches.trimsText ? sent.trim() : sent;
		if (known.maxLength > 0 && value.length > known.maxLength) {
			throw badRequest(`${known.name} is longer than ${known.maxLength}.`);
		}
		merged.set(id, value);
	}
	return [...merged].sort(([a], [b]) => a - b).map(([id, value]) => ({ id, value }));
}
