import { startToday } from '../../mapping/net2Dates';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Net2Error } from '../../net2/errors';
import { checkPlanId, makePlanId, planDigest } from '../planId';
import { siteFor, type Policy } from '../plan/policy';
import {
	exceededLimits,
	leaversMayGoFirst,
	leaversWithinLimits,
	type ExceededLimit,
} from '../safetyLimits';
import type { Result } from '../result/result';
import { failed } from '../result/resultBuilder';
import type { ItemOptions, Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { applyDifferences } from './applyDifferences';
import { readCards, type HolderOf } from './cardsHeld';
import { desiredLines, type DesiredLine } from './desiredState';
import { diff, type Diff } from './diff';
import { isManaged, type DiffContext } from './diffContext';
import type { Difference } from './difference';
import { fieldMapOf, type FieldMap } from './fieldMap';
import { parseHrList, type Source } from './hrList';
import { createMatcher } from './match';
import { planFingerprint } from './planFingerprint';
import { appliedResult, plannedResult, type DifferenceResult } from './planOutput';
import { protectedOnes } from './protect';
import type { Settings } from './settings';
import { readHoldings, takeSnapshot, type Snapshot } from './snapshot';
import { summaryOf, type Summary } from './summary';

/** One output item; `index` null: it belongs to all input items. */
export interface Answer {
	index: number | null;
	answer: DifferenceResult | Result | Summary;
}

/** A plan of the whole list, and what it stands on. */
interface ListPlan {
	diff: Diff;
	policy: Policy;
	digest: Buffer;
	exceeded: ExceededLimit[];
	warnings: string[];
	/** By the place of the line. */
	eventIds: ReadonlyMap<number, string>;
}

/**
 * The whole HR list against all users in Net2. `plan` reports the differences; `apply` carries them out, unless a safety
 * limit is exceeded; `applyApproved` does so only if neither the list nor Net2 has changed since the plan that was
 * approved. One answer for each difference and for each line that cannot be processed, then a summary.
 * Throws `safetyLimit` and `conflict`, and what concerns the list as a whole, before anything is written.
 */
export async function synchronize(
	run: Run,
	sources: Source[],
	settings: Settings,
): Promise<Answer[]> {
	const mode = settings.options.dryRun ? 'plan' : settings.mode;
	const plan = await makePlan(run, sources, settings);
	settings.onProgress?.(
		`Compared: ${plan.diff.differences.length} differences, ${plan.diff.problems.length} lines with an error.`,
	);
	if (mode === 'applyApproved') refuseOtherPlan(run, plan, settings.planId ?? '');
	const leaversOnly = mode !== 'plan' && refuseOrLimit(plan, settings);

	const { differences, problems } = plan.diff;
	const dryRun = mode === 'plan';
	const optionsOf = ({ index }: Difference): ItemOptions => {
		const eventId = plan.eventIds.get(index ?? -1) ?? settings.options.eventId;
		return { ...settings.options, ...(eventId !== undefined && { eventId }) };
	};
	const toApply = leaversOnly ? differences.map(onlyLeavers) : differences;
	const results = dryRun
		? differences.map(() => null)
		: await applyDifferences(run, toApply, plan.policy, optionsOf, settings.onProgress);
	const answers: Answer[] = differences.map((difference, n) => {
		const result = results[n] ?? null;
		const answer =
			result === null
				? plannedResult(run, difference, optionsOf(difference), dryRun || leaversOnly)
				: appliedResult(difference, result);
		return { index: difference.index, answer };
	});
	answers.push(
		...problems.map(({ index, key, error }) => ({ index, answer: failed(run, error, { key }) })),
	);
	answers.sort((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || 0);
	const parts = {
		operation: run.operation,
		mode,
		planId: planIdOf(run, plan),
		warnings: plan.warnings,
		leaversOnly,
		exceeded: plan.exceeded,
		limits: settings.limits,
		approvedBy: settings.approvedBy,
	};
	return [...answers, { index: null, answer: summaryOf(parts, plan.diff, results) }];
}

async function makePlan(run: Run, sources: Source[], settings: Settings): Promise<ListPlan> {
	const list = parseHrList(sources, settings.levelsOf, settings.cardsOf);
	const customFields = await run.reference.customFields();
	const map = fieldMapOf(settings, customFields);
	refuseReopenWithoutMarker(settings, map);
	const wanted = new Set(list.rows.map(({ key }) => key));
	const snapshot = await takeSnapshot(run, map, wanted);
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
	const known = { reference: run.reference, map, customFields, policy };
	const { lines, problems } = await desiredLines(list, settings, known);
	const holderOf = await readParts(run, snapshot, lines);
	const { users, warnings: protectWarnings } = await contextParts(run, settings, snapshot);
	const context: DiffContext = { policy, settings, map, holderOf, ...users };
	const emailField = lines.some(({ row }) => row.text.email !== undefined) ? map.email() : null;
	const matcher = createMatcher(snapshot, lines, problems, context, emailField);
	const differences = diff({ size: list.size, lines, problems }, snapshot, matcher, context);
	const listed = new Set(lines.map(({ row }) => row.key));
	const concerned = snapshot.users.filter(
		(present) => listed.has(present.key) || isManaged(present, context),
	);
	const basis = planFingerprint(run.net2.origin, settings, { lines, problems }, concerned);
	return {
		diff: differences,
		policy,
		digest: await planDigest(basis, {
			key: run.planKey,
			yieldToEventLoop: async () => void (await yieldToEventLoop()),
		}),
		exceeded: exceededLimits(differences.counts, settings.limits),
		warnings: [...snapshot.warnings, ...protectWarnings],
		eventIds: new Map(
			list.rows.flatMap(
				({ index, eventId }): Array<[number, string]> =>
					eventId === undefined ? [] : [[index, eventId]],
			),
		),
	};
}

/** Reads the levels and cards of the users whose lines name some. */
async function readParts(run: Run, snapshot: Snapshot, lines: DesiredLine[]): Promise<HolderOf> {
	const usersOf = ({ row }: DesiredLine) => {
		const holders = snapshot.byKey.get(row.key) ?? [];
		return holders.length === 1 ? holders : [];
	};
	const withLevels = lines.filter(({ desired }) => desired.levels !== undefined);
	await readHoldings(run, snapshot, withLevels.flatMap(usersOf));
	const withCards = lines.filter(({ row }) => row.cards.length > 0);
	if (withCards.length === 0) return () => undefined;
	return await readCards(
		run,
		withCards.flatMap((line) => {
			const values = line.row.cards.map(({ value }) => value);
			return usersOf(line).map((present) => ({ present, values }));
		}),
	);
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

/** Without a marker field the node does not know whom it disabled (docs/safety-rules.md, rule 8). */
function refuseReopenWithoutMarker({ reopen }: Settings, { marker }: FieldMap): void {
	if (!reopen || marker !== null) return;
	throw new Net2Error(
		'badInput',
		"'Re-Enable Returning Users' needs a 'Marker Field', since without one the node does not know whom it disabled. Nothing was written.",
		"Set 'Marker Field' in the options, for example to Notes, or switch off 'Re-Enable Returning Users'.",
	);
}

function planIdOf(run: Run, { digest, policy }: ListPlan): string {
	const day = startToday({ now: policy.now, site: siteFor(policy) }).slice(0, 10);
	return makePlanId(digest, { key: run.planKey, now: policy.now, day });
}

function refuseOtherPlan(run: Run, { digest, policy }: ListPlan, approved: string): void {
	switch (checkPlanId(approved, digest, { key: run.planKey, now: policy.now })) {
		case 'matches':
			return;
		case 'malformed':
			throw new Net2Error(
				'badInput',
				`"${approved.slice(0, 40)}" is not a plan ID. Nothing was written.`,
				"Run the mode 'Plan', and copy 'planId' from its summary into 'Plan ID'.",
			);
		case 'expired':
			throw new Net2Error(
				'conflict',
				'The plan was made more than 72 hours ago. Nothing was written.',
				'Make a new plan, check it, and have it approved.',
			);
		case 'differs':
			throw new Net2Error(
				'conflict',
				'The list, the settings or Net2 has changed since this plan was made, or it was made on another server. Nothing was written.',
				'Make a new plan, check it, and have it approved.',
			);
	}
}

/** Whether only leavers are to be disabled. Throws `safetyLimit` where nothing may be written. */
function refuseOrLimit(
	{ exceeded, diff: { differences, counts, problems } }: ListPlan,
	settings: Settings,
): boolean {
	const [first] = exceeded;
	if (first === undefined) return false;
	const leavers = differences.filter(isMarkedLeaver).length;
	if (
		settings.leaversFirst &&
		leavers > 0 &&
		leaversMayGoFirst(exceeded, { unknownColumn: false, wrongNumberField: false }) &&
		leaversWithinLimits(leavers, counts.matched, settings.limits)
	)
		return true;
	const [problem] = problems;
	const example =
		problem === undefined ? '' : ` First line with an error: ${problem.error.message}`;
	throw new Net2Error(
		'safetyLimit',
		`${exceeded.map(({ message }) => message).join(' ')}${example}`,
		first.remedy,
	);
}

/** A user whom HR marks as having left, and who still has access. */
function isMarkedLeaver({ reason, planned }: Difference): boolean {
	return reason === 'endDate' && planned?.plan.effect.losesAccess === true;
}

function onlyLeavers(difference: Difference): Difference {
	return isMarkedLeaver(difference) ? difference : { ...difference, planned: null };
}
