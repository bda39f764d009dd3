import { instantOf } from '../../mapping/net2Dates';
import { writesMessages } from '../../messages/writes';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import type { LeftEntry } from '../marker/markerEntries';
import { readMarker } from '../marker/userMarker';
import { accessState } from '../plan/accessState';
import { dateChanges } from '../plan/planDates';
import { sameEndFor } from '../plan/planMarker';
import { siteFor, type Policy } from '../plan/policy';
import type { PlanOperation, UserPlan } from '../plan/userPlan';
import { isFailure, type Result } from '../result/result';
import { failed } from '../result/resultBuilder';
import type { Run } from '../run/request';
import { conflictAtEnd } from './conflictAtEnd';
import { afterAgain, disabledAgain, repeatOnce, type Disabled } from './settleLeavers';
import { EMPTY_PLAN } from './userWork';

/** What a run knows of a user that it wrote. */
interface Known {
	/** The record that the first plan of the run was made from; undefined: the run created the user. */
	before: User | undefined;
	operations: readonly PlanOperation[];
}

/**
 * The leave that another process stored while this run wrote. The user has access under another end date all the same.
 * Undefined: there is none. An entry that was there before is no such leave, since a person may have decided about the
 * end date. Nor is an entry that this run wrote (docs/safety-rules.md, rule 11).
 */
export function otherLeave(
	record: User,
	{ before, operations }: Known,
	policy: Policy,
): LeftEntry | undefined {
	if (!accessState(record, policy).enabled) return undefined;
	const isSameEnd = sameEndFor(record, policy);
	const leftIn = (text: string | null | undefined) =>
		readMarker(text ?? null, { userId: record.id, key: policy.markerKey }).entries.left;
	for (const { id, value } of record.customFields) {
		const left = leftIn(value);
		if (left === null || isSameEnd(record.expiryDate, left.endDate)) continue;
		const known = [
			before?.customFields.find((field) => field.id === id)?.value,
			...operations.flatMap((one) =>
				one.type === 'writeRecord' ? valuesOf(one.set.customFields, id) : [],
			),
		];
		if (!known.some((text) => isSame(leftIn(text), left))) return left;
	}
	return undefined;
}

function valuesOf(fields: User['customFields'] = [], wanted: number): Array<string | null> {
	return fields.flatMap(({ id, value }) => (id === wanted ? [value] : []));
}

function isSame(one: LeftEntry | null, other: LeftEntry): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Writes the End Date of another process once more, and says what became of the item. That End Date may lie ahead. Then
 * the user keeps access until then. An item that itself decided about access is a `conflict`.
 *
 * @param mismatch.seen the user with the End Date that this run left
 */
export async function leaveAgain(
	run: Run,
	result: Disabled,
	{
		seen,
		leave,
		wroteDates,
		policy,
	}: { seen: User; leave: LeftEntry; wroteDates: boolean; policy: Policy },
): Promise<Result> {
	const { endDate } = leave;
	const site = siteFor(policy, seen);
	// The other process gave access for longer. That is not repeated.
	if (seen.expiryDate !== null && instantOf(seen.expiryDate, site) <= instantOf(endDate, site))
		return conflictAtEnd(run, result, [
			`the End Date is ${seen.expiryDate}, and another process had set ${endDate}`,
		]);
	const hasEndDate = (record: User) => sameEndFor(record, policy)(record.expiryDate, endDate);
	const ended = { now: false };
	const again = await repeatOnce(run, result, {
		plan: (record) => endPlan(record, hasEndDate(record) ? null : endDate),
		isDone(record) {
			ended.now = !accessState(record, policy).enabled;
			return ended.now || hasEndDate(record);
		},
	});
	const warning = ended.now ? disabledAgain(seen) : endsAgain(seen, endDate);
	const after = await afterAgain(run, result, { seen, warning }, again);
	if (isFailure(after) || !(wroteDates || result.outcome === 'enabled')) return after;
	const { key, userId, name, undo, audit } = after;
	const done = audit.map(({ message }) => message);
	const conflict = failure(writesMessages.leaveMeanwhile, { endDate });
	const { error } = failed(run, conflict, { key, userId, name, done });
	return { error: { ...error, undo, audit } };
}

/** Only the End Date. The entry of the leave stays, so that a rehire gives back what the other process removed. */
function endPlan(record: User, end: string | null): UserPlan {
	if (end === null) return { ...EMPTY_PLAN, outcome: 'disabled', operations: [] };
	const set = { expiryDate: end };
	const message = `End Date set to ${end.slice(0, 10)}`;
	const changes = dateChanges(record, set);
	return {
		...EMPTY_PLAN,
		outcome: 'disabled',
		operations: [{ type: 'writeRecord', set, changes, message }],
	};
}

function endsAgain({ expiryDate }: User, endDate: string): string {
	return `At the end of the run the End Date was ${expiryDate ?? 'none'}. Another process had set ${endDate} meanwhile. The node wrote that End Date once more.`;
}
