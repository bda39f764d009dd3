import { Net2Error } from '../../net2/errors';
import { cutOff } from '../steps/cutOff';
import { failed } from '../report/report';
import type { ItemOptions, Run } from '../run/request';
import { siteFor } from '../report/seen';
import { carriedOut, planned } from './answers';
import { carryOutDifferences } from './apply';
import { basesOf, thatMightBeGone } from './bases';
import { readCards, type HolderOf } from './cardsHeld';
import { trippedBrakes, type TrippedBrake } from './brakes';
import { diff, type Diff } from './diff';
import type { Difference } from './difference';
import { fieldMapOf, type FieldMap } from './fieldMap';
import { hasEnded, isManaged, type Ground } from './ground';
import { parseHrList, type Source } from './hrList';
import { createMatcher } from './match';
import { changedSince, isApproved, planHashOf } from './planHash';
import { protectedOnes } from './protect';
import type { Settings } from './settings';
import { readHoldings, takeSnapshot } from './snapshot';
import { summaryOf } from './summary';
import { wishesOf, type Wish } from './wishes';

/** One output item; `index` null: it belongs to all input items. */
export interface Answer {
	index: number | null;
	answer: object;
}

/** A plan, and what it stands on. */
interface Plan {
	diff: Diff;
	planHash: string;
	tripped: TrippedBrake[];
	warnings: string[];
	/** By the place of the row. */
	eventIds: ReadonlyMap<number, string>;
	changes(approved: string): string[] | null;
}

/**
 * The whole HR list against everybody in Net2 (design, section 8). `plan` tells the differences; `apply` carries them
 * out, unless a brake is tripped; `applyApproved` does so only if neither the list nor Net2 has changed since the plan
 * that was approved. One answer per difference and per row that cannot be carried out, then a summary.
 * Throws `brake` and `conflict`, and what concerns the list as a whole, before anything is written.
 */
export async function synchronize(
	run: Run,
	sources: Source[],
	settings: Settings,
): Promise<Answer[]> {
	const mode = settings.options.dryRun ? 'plan' : settings.mode;
	const plan = await makePlan(run, sources, settings);
	settings.onProgress?.(
		`Compared: ${plan.diff.differences.length} differences, ${plan.diff.problems.length} rows with an error.`,
	);
	if (mode === 'applyApproved') refuseOther(plan, settings.planHash ?? '');
	if (mode !== 'plan') refuseBraked(plan);

	const { differences, problems } = plan.diff;
	const { includeCards = false } = settings;
	const dryRun = mode === 'plan';
	const optionsOf = ({ index }: Difference): ItemOptions => {
		const eventId = plan.eventIds.get(index ?? -1) ?? settings.options.eventId;
		return { ...settings.options, ...(eventId !== undefined && { eventId }) };
	};
	const results = dryRun
		? differences.map(() => null)
		: await carryOutDifferences(run, differences, optionsOf, settings.onProgress);
	const answers: Answer[] = differences.map((difference, n) => {
		const result = results[n] ?? null;
		const answer =
			result === null
				? planned(run, difference, optionsOf(difference), { dryRun, includeCards })
				: carriedOut(difference, result);
		return { index: difference.index, answer };
	});
	answers.push(
		...problems.map(({ index, key, error }) => ({ index, answer: failed(run, error, { key }) })),
	);
	answers.sort((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || 0);
	const { planHash, tripped, warnings } = plan;
	const about = { operation: run.operation, mode, planHash, tripped, warnings };
	const limits = settings.brakes;
	return [...answers, { index: null, answer: summaryOf({ ...about, limits }, plan.diff, results) }];
}

async function makePlan(run: Run, sources: Source[], settings: Settings): Promise<Plan> {
	const list = parseHrList(sources, settings.levelsOf, settings.cardsOf);
	const customFields = await run.directory.customFields();
	const map = fieldMapOf(settings, customFields);
	const snapshot = await takeSnapshot(run, map);
	const known = { directory: run.directory, map, customFields, site: siteFor(run) };
	const { wishes, problems } = await wishesOf(list, settings, known);
	const peopleOf = ({ row }: Wish) => {
		const holders = snapshot.byKey.get(row.key) ?? [];
		return holders.length === 1 ? holders : [];
	};
	const asked = wishes.filter(({ levels }) => levels !== undefined);
	await readHoldings(run, snapshot, asked.flatMap(peopleOf));
	const given = wishes.filter(({ row }) => row.cards.length > 0);
	const holderOf =
		given.length === 0
			? () => undefined
			: await readCards(
					run,
					given.flatMap((wish) => {
						const values = wish.row.cards.map(({ value }) => value);
						return peopleOf(wish).map((present) => ({ present, values }));
					}),
				);
	const ground = await groundOf(run, settings, map, holderOf);
	const matcher = createMatcher(snapshot, wishes, problems, {
		ignoreDeleted: settings.options.ignoreDeleted,
		verifyName: settings.options.verifyName !== false,
		emailField: wishes.some(({ row }) => row.text.email !== undefined) ? map.email() : null,
		isActive: (present) => !hasEnded(present, ground),
	});
	const differences = diff({ size: list.size, wishes, problems }, snapshot, matcher, ground);
	const listed = new Set(wishes.map(({ row }) => row.key));
	const concerned = snapshot.people.filter(
		(present) => listed.has(present.key) || isManaged(present, ground),
	);
	const bases = basesOf(settings, { wishes, problems }, concerned);
	return {
		diff: differences,
		planHash: planHashOf(bases),
		tripped: trippedBrakes(settings.brakes, differences.counted),
		warnings: snapshot.warnings,
		eventIds: new Map(
			list.rows.flatMap(
				({ index, eventId }): Array<[number, string]> =>
					eventId === undefined ? [] : [[index, eventId]],
			),
		),
		changes: (approved) => changedSince(approved, bases, thatMightBeGone(concerned, wishes)),
	};
}

async function groundOf(
	run: Run,
	settings: Settings,
	map: FieldMap,
	holderOf: HolderOf,
): Promise<Ground> {
	const leaver =
		settings.leaverDepartment && (await run.directory.department(settings.leaverDepartment));
	return {
		now: run.clock.now(),
		settings,
		map,
		...(leaver !== undefined && { leaver }),
		...(await protectedOnes(run.directory, settings.protect)),
		siteFor: (user) => siteFor(run, user),
		cutOff: (user) => cutOff(run, user),
		holderOf,
	};
}

function refuseOther({ planHash, changes }: Plan, approved: string): void {
	if (isApproved(approved, planHash)) return;
	if (!/^[0-9a-f]{64}/.test(approved.trim()))
		throw new Net2Error(
			'badInput',
			'There is no plan hash that could be approved.',
			'Run the mode plan, and copy planHash from its summary.',
		);
	const changed = changes(approved);
	const what =
		changed === null || changed.length === 0
			? 'what it is cannot be told from this plan hash'
			: some(changed);
	throw new Net2Error(
		'conflict',
		`The list or Net2 has changed since this plan was approved: ${what}. Nothing was written.`,
		'Make a new plan, look at it, and approve that one.',
	);
}

function some(labels: string[]): string {
	const more = labels.length - 10;
	return labels.slice(0, 10).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function refuseBraked({ tripped, diff: { problems } }: Plan): void {
	if (tripped.length === 0) return;
	const [problem] = problems;
	const example =
		problem === undefined ? '' : ` First of the rows with an error: ${problem.error.message}`;
	throw new Net2Error(
		'safetyLimit',
		`Nothing was written, since the list trips a brake. ${tripped.map(({ message }) => message).join('; ')}.${example}`,
		'Look at the plan (mode plan). If the list is right, raise that brake for this run.',
	);
}
