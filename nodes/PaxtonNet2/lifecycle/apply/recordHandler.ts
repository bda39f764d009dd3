import { sameDay, sameInstant } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import { mergedCustomFields } from '../../mapping/customFields';
import { carryAll } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import type { WriteRecord } from '../plan/userPlan';
import { recordUndo, type UndoPart } from '../undo/undoPart';
import type { ResourceHandler } from './resourceHandler';

interface Payload {
	user: User;
	set: UserBody;
	/** What is written alone if Net2 rejects the changed members, too. */
	alone: UserBody | undefined;
	/** The record as Net2 is to show it, given what it accepted. */
	expected: UserBody;
	undo: UndoPart;
}

/** The user record. What a PUT leaves out may be lost (docs/net2-api.md), so it carries what was just read. */
export const recordHandler: ResourceHandler<WriteRecord, User, Payload> = {
	read: async ({ net2 }, userId) => await net2.users.get(userId),
	prepare(operation, user, context) {
		refuseFasterWriter(operation, user, context.siteOf(user));
		const set = changing(operation.set, user);
		if (Object.keys(set).length === 0) return null;
		const undo = recordUndo(user, set);
		const expected = { ...carryAll(user), ...set };
		return { payload: { user, set, alone: operation.alone, expected, undo }, undo };
	},
	async apply({ net2, warn }, userId, payload) {
		const { user, set, alone } = payload;
		const { expiryDate, activateDate } = user;
		const dates = { expiryDate, ...(activateDate !== null && { activateDate }) };
		const whole = await rejectionOf(net2.users.update(userId, { ...carryAll(user), ...set }));
		if (whole === undefined) return;
		// Another value that Net2 does not accept any more must not keep this change out (docs/safety-rules.md, rule 2).
		const changes = await rejectionOf(net2.users.update(userId, { ...dates, ...set }));
		if (changes === undefined) return;
		if (alone === undefined) throw changes;
		await net2.users.update(userId, { ...dates, ...alone });
		payload.expected = { ...carryAll(user), ...alone };
		Object.assign(payload.undo, recordUndo(user, alone));
		warn(
			`Net2 rejected the change as a whole, so only the End Date was written: ${changes.message}`,
		);
	},
	readBack: async ({ reference }, userId) => await reference.recordAfter(userId),
	verify: ({ expected }, after, { siteOf, warn }) =>
		differences(after, expected, siteOf(after), warn),
	observe(observed, user) {
		observed.user = user;
	},
};

/** Why Net2 answered 400; undefined: it accepted the write. */
async function rejectionOf(write: Promise<void>): Promise<Net2Error | undefined> {
	try {
		await write;
		return undefined;
	} catch (error) {
		if (error instanceof Net2Error && error.reason === 'badInput') return error;
		throw error;
	}
}

/** The members that are not so already, custom fields merged into the whole list. */
function changing(set: UserBody, user: User): UserBody {
	const { customFields = [], ...members } = set;
	const body: UserBody = Object.fromEntries(
		Object.entries(members).filter(
			([name, value]) => (value ?? '') !== (Reflect.get(user, name) ?? ''),
		),
	);
	const changed = customFields.filter(
		({ id, value }) =>
			(user.customFields.find((field) => field.id === id)?.value ?? '') !== (value ?? ''),
	);
	if (changed.length > 0)
		body.customFields = mergedCustomFields(
			user.customFields,
			new Map(changed.map(({ id, value }) => [id, value ?? ''])),
		);
	return body;
}

/** Access is not given against what another writer has done since the plan was made. */
function refuseFasterWriter({ givesAccessFrom }: WriteRecord, user: User, site: Site): void {
	if (givesAccessFrom === undefined) return;
	if (sameInstant(givesAccessFrom, user.expiryDate, site)) return;
	throw new Net2Error(
		'conflict',
		`The End Date of the user is ${user.expiryDate ?? 'none'} now, and it was ${givesAccessFrom ?? 'none'} when the change was planned. Access was not given.`,
		'Another program or person changes this user. Look at the user in Net2, then run the item again.',
	);
}

const TEXTS = ['firstName', 'middleName', 'lastName', 'telephone', 'extension', 'fax'] as const;
const FLAGS = ['isAlarmUser', 'isAntiPassbackUser', 'isLockdownExempt'] as const;

/**
 * What is not as it was written. A date that kept its day but not its time is a warning only: Net2 may keep whole days
 * (docs/net2-api.md).
 */
export function differences(
	after: User,
	sent: UserBody,
	site: Site,
	warn: (message: string) => void,
): string[] {
	const problems: string[] = [];
	for (const name of TEXTS)
		if (name in sent && (sent[name] ?? '') !== (after[name] ?? ''))
			problems.push(`${name} is "${after[name] ?? ''}", not "${sent[name] ?? ''}"`);
	for (const name of ['expiryDate', 'activateDate'] as const) {
		if (!(name in sent)) continue;
		const [want, got] = [sent[name] ?? null, after[name]];
		if (sameInstant(want, got, site)) continue;
		if (sameDay(want, got, site))
			warn(`Net2 keeps ${name} as ${got ?? 'none'}, not ${want ?? 'none'}: same day, other time.`);
		else problems.push(`${name} is ${got ?? 'none'}, not ${want ?? 'none'}`);
	}
	for (const name of FLAGS)
		if (sent[name] !== undefined && sent[name] !== after[name])
			problems.push(`${name} is ${String(after[name])}, not ${String(sent[name])}`);
	if ('pin' in sent && (sent.pin ?? '') !== (after.pin ?? ''))
		problems.push('the PIN is another one');
	for (const { id, value } of sent.customFields ?? []) {
		const got = after.customFields.find((field) => field.id === id)?.value ?? '';
		if (got !== (value ?? ''))
			problems.push(`custom field ${id} is "${got}", not "${value ?? ''}"`);
	}
	return problems;
}
