import { badRequest } from './apiError';
import type { Context } from './context';
import { localMidnight, requestedDate } from './dates';
import { Fields, isRecord } from './fields';
import type { CustomField, NetUser } from './model';

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

/**
 * Writes the members of a request into a user: texts merge, and what else omission does is a switch
 * (API sheet, sections 5.4, 5.5 and 14 item 5).
 */
export function changeUser(
	user: NetUser,
	fields: Fields,
	context: Context,
	how: 'create' | 'update',
): void {
	const { switches, clock } = context;
	const clears = new Set(how === 'update' ? switches.putClears : []);
	for (const name of TEXTS) {
		// Null means unchanged, the empty text clears.
		const value = fields.text(name);
		if (value !== undefined) user[name] = value;
	}
	for (const name of FLAGS) {
		const value = fields.flag(name);
		if (value !== undefined) user[name] = value;
		else if (clears.has('flags')) user[name] = false;
	}
	if (fields.has('expiryDate') || clears.has('expiry')) {
		const expiry = requestedDate(fields.raw('expiryDate'), 'ExpiryDate', switches.tz);
		const midnight = switches.expiry === 'midnight';
		user.expiryDate = expiry && midnight ? `${expiry.slice(0, 10)}T00:00:00` : expiry;
	}
	const activate = requestedDate(fields.raw('activateDate'), 'ActivateDate', switches.tz);
	if (activate !== null) user.activateDate = activate;
	else if (clears.has('activate')) user.activateDate = localMidnight(clock.now(), switches.tz);
	const custom = fields.list('customFields');
	if (custom) user.customFields = customFields(user, custom, context);
}

function customFields(user: NetUser, given: unknown[], context: Context): CustomField[] {
	const merged = new Map<number, string>();
	if (context.switches.customFields === 'merge') {
		for (const { id, value } of user.customFields) merged.set(id, value);
	}
	for (const entry of given) {
		// One client's list has holes (API sheet, section 5.5).
		if (entry === null) continue;
		if (!isRecord(entry)) throw badRequest('A custom field is not an object.');
		const fields = new Fields(entry);
		const id = fields.number('id');
		const known = context.world.customFieldNames.find((field) => field.id === id);
		if (id === undefined || !known) throw badRequest(`Custom field ${String(id)} does not exist.`);
		const value = fields.text('value');
		if (value === undefined) continue;
		if (known.maxLength > 0 && value.length > known.maxLength) {
			throw badRequest(`${known.name} is longer than ${known.maxLength}.`);
		}
		merged.set(id, value);
	}
	return [...merged].sort(([a], [b]) => a - b).map(([id, value]) => ({ id, value }));
}
