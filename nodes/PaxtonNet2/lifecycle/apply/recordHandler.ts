import { instantOf, isInUtc, sameDay, sameInstant, storedTimeOf } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import { writesMessages } from '../../messages/writes';
import { failure, type Net2Error } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import { updateUser, userBody } from '../../net2/userUpdate';
import type { PlanOperation, WriteRecord } from '../plan/userPlan';
import type { Run } from '../run/request';
import {
	describeLeftOut,
	leftOut,
	lostAmong,
	repairOf,
	type LeftOut,
	type UserWrites,
} from '../run/userWrites';
import { recordUndo } from '../undo/undoPart';
import { comparePin } from './comparePin';
import { freshFields } from './freshFields';
import { guardFrom, OutdatedReading } from './freshReading';
import type { ApplyContext, ResourceHandler } from './resourceHandler';

interface Payload {
	/** As just read. */
	user: User;
	/** The members that change. */
	changes: UserBody;
	/** What Net2 accepted. */
	body: UserBody;
	goesAlone: boolean;
}

/** The user record: both dates as just read, and what changes (safety rule 2, docs/safety-rules.md). */
export const recordHandler: ResourceHandler<WriteRecord, User, Payload> = {
	read: async ({ net2 }, userId) => await net2.users.get(userId),
	prepare(operation, user, context) {
		refuseFasterWriter(operation, user, context.siteOf(user));
		const changes = changing(fromFreshRead(operation, user, context), user);
		if (Object.keys(changes).length === 0) return null;
		const writes = writesOf(context);
		const body = userBody(user, changes, writes.form);
		const goesAlone = writes.goesAlone(user, body);
		return {
			payload: { user, changes, body, goesAlone },
			undo: recordUndo(user, changes),
			goesAlone,
		};
	},
	async apply(context, _userId, payload, beforeSending) {
		const { users } = context.net2;
		const { user, changes } = payload;
		const { form } = writesOf(context);
		payload.body = await updateUser(users, user, changes, form, beforeSending);
	},
	async readBack(context, userId, payload) {
		if (!payload.goesAlone) return await context.reference.shared.recordAfter(userId);
		const after = await context.net2.users.get(userId);
		return after && (await repaired(context, payload, after));
	},
	verify(payload, after, context) {
		const site = context.siteOf(after);
		const problems = differences(after, payload.changes, {
			site,
			before: payload.user,
			writes: writesOf(context),
			report: context,
		});
		if (problems.length === 0) refuseOtherDifference(payload, after, site);
		refuseUnknownZone(context.run, problems, after);
		return problems;
	},
	observe(observed, user) {
		observed.user = user;
	},
};

function writesOf({ run }: { run: Run }): UserWrites {
	return run.processState.userWrites(run.net2.origin);
}

/** Whether an earlier reading shows that a PUT of this plan has to go alone (docs/safety-rules.md, rule 2). */
export function seemsToGoAlone(run: Run, user: User, operations: PlanOperation[]): boolean {
	const writes = writesOf({ run });
	return operations.some((operation) => {
		if (operation.type !== 'writeRecord') return false;
		const changes = changing(operation.set, user);
		return writes.goesAlone(user, userBody(user, changes, writes.form));
	});
}

/**
 * The planned members, with the custom fields as they become from what was read just now. An operation may be prepared
 * again, after a wait or a lost reply. So what it knows is from before its first preparation.
 */
function fromFreshRead(operation: WriteRecord, user: User, context: ApplyContext): UserBody {
	const { customFields, ...members } = operation.set;
	if (customFields === undefined) return operation.set;
	const { run, knownFields, knownBefore } = context;
	const known = knownBefore.get(operation) ?? new Map(knownFields);
	knownBefore.set(operation, known);
	const fresh = freshFields(user, customFields, known, run.markerKey);
	for (const { id, value } of customFields) knownFields.set(id, value ?? '');
	return { ...members, customFields: fresh };
}

/**
 * The steps in the place of a write that Net2 rejected as a whole. So an end date does not wait for another value.
 * Undefined: there are none, or it failed for another reason.
 */
export function stepsOf(
	operation: PlanOperation,
	problem: Net2Error,
	{ knownFields, knownBefore, warn }: ApplyContext,
): WriteRecord[] | undefined {
	if (operation.type !== 'writeRecord' || problem.reason !== 'badInput') return undefined;
	const { oneByOne, set } = operation;
	if (oneByOne === undefined) return undefined;
	// Nothing of it is in Net2, so what the fields said before still counts.
	const before = knownBefore.get(operation);
	for (const { id } of set.customFields ?? []) knownFields.set(id, before?.get(id) ?? '');
	warn(
		`Net2 rejected the change as a whole, so the node wrote its parts one by one: ${problem.message}`,
	);
	return oneByOne;
}

/** The members that are not so already. */
function changing(set: UserBody, user: User): UserBody {
	const { customFields = [], ...members } = set;
	const body: UserBody = Object.fromEntries(
		Object.entries(members).filter(
			([name, value]) =>
				(value ?? '') !== (Reflect.get(user, name) ?? '') ||
				(name === 'pin' && user.pinHidden !== undefined),
		),
	);
	const changed = customFields.filter(
		({ id, value }) =>
			(user.customFields.find((field) => field.id === id)?.value ?? '') !== (value ?? ''),
	);
	return changed.length > 0 ? { ...body, customFields: changed } : body;
}

/**
 * What the PUT left out and Net2 has cleared is written again, from the reading before. This applies only to a text,
 * a flag or a custom field. A date, PIN, level or card is never written back (safety rule 2, docs/safety-rules.md).
 */
async function repaired(
	context: ApplyContext,
	payload: Payload,
	after: User,
	readings = 1,
): Promise<User> {
	const { clock } = context.run;
	const beforeSending = guardFrom(clock, clock.now(), readings);
	const { user, body } = payload;
	const lost = lostAmong(leftOut(user, body), after);
	const writes = writesOf(context);
	// Without its own changes nothing says that this PUT has been carried out at all.
	const site = context.siteOf(after);
	const unlike = differences(after, payload.changes, { site, before: user, writes });
	if (unlike.length > 0) return after;
	writes.learn(user, body, lost);
	const repair = repairOf(lost);
	if (Object.keys(repair).length === 0) return after;
	try {
		await updateUser(context.net2.users, after, repair, writes.form, beforeSending);
	} catch (error) {
		if (!(error instanceof OutdatedReading)) throw error;
		const now = await context.net2.users.get(user.id);
		return now === undefined ? after : await repaired(context, payload, now, readings + 1);
	}
	writes.noteChange(user.id);
	context.warn(
		`Net2 cleared ${describeLeftOut(lost.filter(({ of }) => of !== 'pin'))}, which the change did not name. The node wrote the value back, and sends complete records from now on.`,
	);
	return (await context.net2.users.get(user.id)) ?? after;
}

/** What the node did not change must be as it was read. The exception is a new value from another writer. */
function refuseOtherDifference({ user, body, changes }: Payload, after: User, site: Site): void {
	const dates = (['expiryDate', 'activateDate'] as const).filter(
		(name) => !(name in changes) && user[name] !== null && !sameDay(user[name], after[name], site),
	);
	if (user.expiryDate === null && !('expiryDate' in changes) && after.expiryDate !== null)
		dates.push('expiryDate');
	const carried = leftOut(user, changes);
	const lost: LeftOut[] = lostAmong(carried, after);
	if (dates.length === 0 && lost.length === 0) return;
	const what = [...dates.map((name) => DATE_NAMES[name]), describeLeftOut(lost)].filter(Boolean);
	const lostPin = lost.some(({ of }) => of === 'pin') && body.pin === undefined;
	throw failure(lostPin ? writesMessages.pinLost : writesMessages.otherDataChanged, {
		members: what.join(', '),
	});
}

const DATE_NAMES = { expiryDate: 'End Date', activateDate: 'Start Date' };

/**
 * A difference of dates may be one of zones. Times in UTC do not show the zone of the building, and the credential has
 * none (docs/net2-api.md). Then the error says what helps.
 */
export function refuseUnknownZone({ siteZone }: Run, problems: string[], after: User): void {
	const differ = problems.some((problem) => /^(?:expiry|activate)Date /.test(problem));
	if (!differ || siteZone !== null) return;
	if (![after.expiryDate, after.activateDate].some(isInUtc)) return;
	throw failure(writesMessages.readBackInUtc, { problems: problems.join('; ') });
}

/** Access is neither given nor prolonged against what another writer has done since the plan was made. */
function refuseFasterWriter({ givesAccessFrom, set }: WriteRecord, user: User, site: Site): void {
	if (givesAccessFrom === undefined) return;
	if (sameInstant(givesAccessFrom, user.expiryDate, site)) return;
	if (endsNoLater(set.expiryDate, user.expiryDate, site)) return;
	throw failure(writesMessages.endDateChanged, {
		now: user.expiryDate ?? 'none',
		planned: givesAccessFrom ?? 'none',
	});
}

/** Whether the end date to be written removes more access than the one that Net2 has now. */
function endsNoLater(end: UserBody['expiryDate'], inNet2: string | null, site: Site): boolean {
	if (end === undefined || end === null) return false;
	return inNet2 === null || instantOf(end, site) <= instantOf(inNet2, site);
}

const TEXTS = ['firstName', 'middleName', 'lastName', 'telephone', 'extension', 'fax'] as const;
const FLAGS = ['isAlarmUser', 'isAntiPassbackUser', 'isLockdownExempt'] as const;

/** How a user is compared with what was written. */
interface Comparison {
	site: Site;
	/** As read before the write; absent: a new user. */
	before?: User | undefined;
	writes: Pick<UserWrites, 'storedTime' | 'hidesPins'>;
	report?: Pick<ApplyContext, 'warnOfSite' | 'notCompared'>;
}

const SILENT = { warnOfSite: () => undefined, notCompared: () => undefined };

/**
 * What is not as it was written. Net2 may keep whole days (docs/net2-api.md). So a date that kept its day but not its
 * time is only a warning about the site. There is no warning if the site profile says so.
 */
export function differences(
	after: User,
	sent: UserBody,
	{ site, before, writes, report = SILENT }: Comparison,
): string[] {
	const problems: string[] = [];
	for (const name of TEXTS)
		if (name in sent && (sent[name] ?? '') !== (after[name] ?? ''))
			problems.push(`${name} is "${after[name] ?? ''}", not "${sent[name] ?? ''}"`);
	for (const name of ['expiryDate', 'activateDate'] as const) {
		if (!(name in sent)) continue;
		const [want, got] = [sent[name] ?? null, after[name]];
		if (sameInstant(want, got, site)) continue;
		if (want !== null && got !== null && sameDay(want, got, site)) {
			if (writes.storedTime === 'midnight' || writes.storedTime === 'minutes') continue;
			report.warnOfSite(
				`Net2 keeps the day of the ${DATE_NAMES[name]}, but ${storedTimeOf(got, want, site)} as its time.`,
			);
		} else problems.push(`${name} is ${got ?? 'none'}, not ${want ?? 'none'}`);
	}
	for (const name of FLAGS)
		if (sent[name] !== undefined && sent[name] !== after[name])
			problems.push(`${name} is ${String(after[name])}, not ${String(sent[name])}`);
	const pin = comparePin(sent, before, after, writes);
	if (pin === 'notShown') report.notCompared(PIN_NOT_COMPARED);
	else if (pin !== undefined) problems.push(pin);
	for (const { id, value } of sent.customFields ?? []) {
		const got = after.customFields.find((field) => field.id === id)?.value ?? '';
		if (got !== (value ?? ''))
			problems.push(`custom field ${id} is "${got}", not "${value ?? ''}"`);
	}
	return problems;
}

const PIN_NOT_COMPARED = 'This Net2 does not show PINs, so the node could not compare the PIN.';
