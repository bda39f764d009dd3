import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { HrColumns } from '../../mapping/hrColumns';
import { synchronizeMessages } from '../../messages/synchronize';
import { failure, Net2Error } from '../../net2/errors';
import { siteFor, type Policy } from '../plan/policy';
import { planDigest } from '../planId';
import type { Run } from '../run/request';
import { exceededLimits, type ExceededLimit } from '../safetyLimits';
import { policyFor } from '../users/policyFor';
import { leaverReader, readCards, type HolderOf } from './cardsHeld';
import { desiredLines, type DesiredLine } from './desiredState';
import { diff, type Diff } from './diff';
import { isManaged, isProtected, type DiffContext } from './diffContext';
import { fieldMapOf, type FieldMap } from './fieldMap';
import { parseHrList, type RowProblem, type Source } from './hrList';
import { createMatcher } from './match';
import { planFingerprint } from './planFingerprint';
import { protectedOnes } from './protect';
import type { Settings } from './settings';
import {
	readHoldings,
	takeSnapshot,
	withoutGone,
	type SnapshotUser,
	type Snapshot,
} from './snapshot';

/** A plan of the whole list, and what it was made from. */
export interface ListPlan {
	diff: Diff;
	policy: Policy;
	digest: Buffer;
	exceeded: ExceededLimit[];
	columns: HrColumns;
	warnings: string[];
	/** Numbers of users who were deleted in Net2 and that the list does not name. */
	absentDeleted: string[];
	/** By the place of the line. */
	eventIds: ReadonlyMap<number, string>;
}

/**
 * Compares the HR list with Net2. Reads only.
 *
 * @throws Net2Error `unknownColumn` for a column that may not be ignored. `badInput` and `unknownDepartment` for
 * settings that cannot be. A line with an error never throws
 */
export async function makePlan(run: Run, sources: Source[], settings: Settings): Promise<ListPlan> {
	const customFields = await run.reference.customFields();
	const map = fieldMapOf(settings, customFields);
	refuseReopenWithoutMarker(settings, map);
	const list = await parseHrList(sources, settings, {
		dateOrder: settings.options.dateOrder,
		now: run.clock.now(),
		site: siteFor(run),
		numberIsEmail: map.numberIsEmail,
	});
	refuseUnknownColumns(list.columns);
	const listed = new Set([
		...list.rows.map(({ key }) => key),
		...list.problems.flatMap(({ key }) => key ?? []),
	]);
	const read = await takeSnapshot(run, map, listed);
	const leaverDepartment =
		settings.leaverDepartment && (await run.reference.department(settings.leaverDepartment));
	const policy = await policyFor(run, {
		leaverDepartment,
		markerField: settings.markerField,
		numberFieldId: map.keyField,
		levels: list.rows.some(({ accessLevels }) => accessLevels.length > 0),
		restores: settings.reopen,
		source: 'list',
	});
	const known = { reference: run.reference, map, customFields };
	const { lines, problems } = await desiredLines(list, settings, known);
	const { holderOf, withoutPermissions } = await readParts(run, read, lines);
	const { users, warnings: protectWarnings } = await contextParts(run, settings, read);
	const context: Omit<DiffContext, 'leaverWho'> = { policy, settings, map, holderOf, ...users };
	const hasEmail =
		lines.some(({ row }) => row.text.email !== undefined) ||
		problems.some(({ email }) => email !== undefined);
	const emailField = hasEmail && !map.numberIsEmail ? map.email() : null;
	const present = presentKeys(lines, problems);
	const planFrom = async (snapshot: Snapshot) => {
		const matcher = await createMatcher(snapshot, lines, problems, context, emailField);
		const mayBePresent = (present: SnapshotUser) =>
			isProtected(present, users) || matcher.mayBeListed.has(present.current.record.id);
		const leaverWho =
			settings.options.replaceFromLeavers === true
				? leaverReader(snapshot.users, { present, isKept: mayBePresent }, policy)
				: () => undefined;
		const all = { size: list.size, lines, problems };
		return await diff(all, snapshot, matcher, { ...context, leaverWho });
	};
	let snapshot = await withoutGone(run, read, withoutPermissions);
	let differences = await planFrom(snapshot);
	const certain = await withoutGone(run, snapshot, doubtful(snapshot, differences, settings));
	if (certain !== snapshot) {
		snapshot = certain;
		differences = await planFrom(snapshot);
	}
	const concerned = snapshot.users.filter(
		(present) => listed.has(present.key) || isManaged(present, context),
	);
	const basis = planFingerprint(
		run.net2.origin,
		settings,
		{ ...users, leaverDepartment: leaverDepartment?.id },
		{ lines, problems: differences.problems, differences: differences.differences, holderOf },
		concerned,
	);
	const mayBeAbsent = settings.missing !== 'ignore' && settings.listKind === 'full';
	return {
		diff: differences,
		policy,
		digest: await planDigest(basis, {
			key: run.planKey,
			yieldToEventLoop: async () => void (await yieldToEventLoop()),
		}),
		exceeded: exceededLimits(differences.counts, settings.limits),
		columns: list.columns,
		warnings: [
			...list.columns.warnings,
			...snapshot.warnings,
			...(await joinersRefused(run, differences)),
			...protectWarnings,
		],
		absentDeleted: mayBeAbsent
			? [...snapshot.deletedByKey.keys()].filter(
					(key) => !listed.has(key) && !snapshot.byKey.has(key),
				)
			: [],
		eventIds: new Map(
			list.rows.flatMap(
				({ index, eventId }): Array<[number, string]> =>
					eventId === undefined ? [] : [[index, eventId]],
			),
		),
	};
}

/** A plan shows it before the list is applied: each new user would stop with `notAllowed`. */
async function joinersRefused(run: Run, { counts }: Diff): Promise<string[]> {
	if (counts.joiners === 0 || (await run.reference.knowsAllUsers())) return [];
	return [
		"Net2 did not answer by the SQL route, and its list may leave out users. So the node will not create new users. Give the operator the right to 'customquery'.",
	];
}

/**
 * Users for which it matters whether they are deleted. The plan is about them, or they make the list look like the
 * list of another site.
 */
function doubtful(
	{ users }: Snapshot,
	{ differences, notOnList, counts }: Diff,
	{ limits }: Settings,
): SnapshotUser[] {
	const ids = new Set(differences.map(({ userId }) => userId));
	const concerned = users.filter(({ current }) => ids.has(current.record.id));
	const fewMatch = exceededLimits(counts, limits).some(({ name }) => name === 'minMatchPercent');
	return fewMatch ? [...new Set([...concerned, ...notOnList])] : concerned;
}

/**
 * Numbers of employees who have not left by the list. A line with an error counts, since it does not say that the
 * employee has left.
 */
function presentKeys(lines: DesiredLine[], problems: RowProblem[]): Set<string> {
	return new Set([
		...lines.flatMap(({ row, hasLeft }) => (hasLeft ? [] : [row.key])),
		...problems.flatMap(({ key }) => key ?? []),
	]);
}

/** Reads the levels and cards of the users whose lines name some. */
async function readParts(
	run: Run,
	snapshot: Snapshot,
	lines: DesiredLine[],
): Promise<{ holderOf: HolderOf; withoutPermissions: SnapshotUser[] }> {
	const usersOf = ({ row }: DesiredLine) => {
		const holders = snapshot.byKey.get(row.key) ?? [];
		return holders.length === 1 ? holders : [];
	};
	const withLevels = lines.filter(({ desired }) => desired.levels !== undefined);
	const withoutPermissions = await readHoldings(run, snapshot, withLevels.flatMap(usersOf));
	const withCards = lines.filter(({ desired }) => desired.cards !== undefined);
	if (withCards.length === 0) return { holderOf: () => undefined, withoutPermissions };
	const holderOf = await readCards(
		run,
		withCards.flatMap((line) => {
			const values = line.row.cards.map(({ value }) => value);
			return usersOf(line).map((present) => ({ present, values }));
		}),
	);
	return { holderOf, withoutPermissions };
}

async function contextParts(run: Run, settings: Settings, snapshot: Snapshot) {
	const { warnings, ...protectedUsers } = await protectedOnes(
		run.reference,
		settings.protect,
		snapshot,
	);
	const departments = await Promise.all(
		settings.scope.map(async (name) => await run.reference.department({ by: 'name', name })),
	);
	const scope = departments.length === 0 ? null : new Set(departments.map(({ id }) => id));
	return { users: { ...protectedUsers, scope }, warnings };
}

/** Without a marker field the node does not know which users it disabled (docs/safety-rules.md, rule 8). */
function refuseReopenWithoutMarker({ reopen }: Settings, { marker }: FieldMap): void {
	if (!reopen || marker !== null) return;
	throw failure(synchronizeMessages.reopenWithoutMarker);
}

/** A column that may say who has left is never ignored in silence (docs/hr-data.md). */
function refuseUnknownColumns({ problems }: HrColumns): void {
	const [first] = problems;
	if (first === undefined) return;
	throw new Net2Error(
		first.reason,
		`${problems.map(({ message }) => message).join(' ')} Nothing was written.`,
		[...new Set(problems.map(({ remedy }) => remedy))].join(' '),
	);
}
