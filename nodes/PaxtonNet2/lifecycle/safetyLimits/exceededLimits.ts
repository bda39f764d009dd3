import { plural } from './plural';
import { isPercent, type LimitName, type SafetyLimits } from './settings';

/** What a plan will write, and how well the list fits Net2. */
export interface PlanCounts {
	/** Employees on the list. */
	listSize: number;
	/** `changes`: the list contains changed employees only, so it need not name the others. */
	listKind: 'full' | 'changes';
	/** Enabled users that the list matched. Percentages are of these. */
	matched: number;
	/** Enabled users in the scope of the list who have a personnel number. */
	numbered: number;
	/** Those of the `numbered` users that the list names. */
	numberedOnList: number;
	/** Users who lose access, now or earlier than Net2 says today: by end date, future start date, status or absence. */
	disables: number;
	/** Access levels removed. */
	revokes: number;
	/** New users. */
	joiners: number;
	/** Users who get access again. */
	enables: number;
	/** Access levels added for existing users. */
	grants: number;
	/** Existing users who get access levels. */
	usersWithGrants: number;
	/** Lines that cannot be processed. */
	errors: number;
	/** Existing users who change. */
	changes: number;
	/** Users who seem to have another number. */
	keyChanges: number;
}

export interface ExceededLimit {
	name: LimitName;
	/** As set. */
	limit: number;
	/** How many there are. For `minMatchPercent`, the users that the list names. */
	count: number;
	/** How many were allowed, or for a minimum, required. */
	allowed: number;
	/** What the percentage is of; null for a plain number. */
	of: number | null;
	/** What happened in words, and that nothing was written. */
	message: string;
	/** What to do. */
	remedy: string;
	/** Whether `leaversFirst` has no effect because this limit says that the list itself may be wrong. */
	stopsLeavers: boolean;
}

/** A percentage never stops fewer than 3 users or lines. */
const FEWEST_STOPPED_BY_PERCENT = 3;
/** Of fewer enabled users than this, no share says anything. */
const FEWEST_TO_MATCH = 3;

interface Measure {
	name: Exclude<LimitName, 'minMatchPercent' | 'minListSize'>;
	count: keyof Omit<PlanCounts, 'listKind'>;
	inWords: (count: number) => string;
}

const loseAccess = (count: number) => `${plural(count, 'user')} would lose access`;
const newUsers = (count: number) => `${plural(count, 'new user')} would be created`;

const MEASURES: Measure[] = [
	{ name: 'maxDisables', count: 'disables', inWords: loseAccess },
	{ name: 'maxDisablePercent', count: 'disables', inWords: loseAccess },
	{
		name: 'maxRevokes',
		count: 'revokes',
		inWords: (count) => `${plural(count, 'access level')} would be removed`,
	},
	{ name: 'maxJoiners', count: 'joiners', inWords: newUsers },
	{ name: 'maxJoinerPercent', count: 'joiners', inWords: newUsers },
	{
		name: 'maxEnables',
		count: 'enables',
		inWords: (count) => `${plural(count, 'user')} would get access again`,
	},
	{
		name: 'maxGrants',
		count: 'grants',
		inWords: (count) => `${plural(count, 'access level')} would be added for existing users`,
	},
	{
		name: 'maxGrantPercent',
		count: 'usersWithGrants',
		inWords: (count) => `${plural(count, 'existing user')} would get more access levels`,
	},
	{
		name: 'maxErrorPercent',
		count: 'errors',
		inWords: (count) => `${plural(count, 'line')} cannot be processed`,
	},
	{
		name: 'maxChangePercent',
		count: 'changes',
		inWords: (count) => `${plural(count, 'existing user')} would change`,
	},
	{
		name: 'maxKeyChangePercent',
		count: 'keyChanges',
		inWords: (count) =>
			`${plural(count, 'user')} ${count === 1 ? 'seems' : 'seem'} to have another personnel number`,
	},
];

/** The limits that a plan exceeds, those first that say that the list itself may be wrong. */
export function exceededLimits(counts: PlanCounts, limits: SafetyLimits): ExceededLimit[] {
	const minimums = [tooShort(counts, limits), tooFewMatches(counts, limits)];
	const exceeded = [
		...minimums,
		...MEASURES.map((measure) => tooMany(measure, counts, limits)),
	].filter((one) => one !== null);
	return exceeded.sort((a, b) => Number(b.stopsLeavers) - Number(a.stopsLeavers));
}

/** How many a limit allows: Infinity if it is turned off. */
export function allowedBy(name: Measure['name'], limits: SafetyLimits, matched: number): number {
	const limit = limits[name];
	if (!isPercent(name)) return limit;
	if (limit >= 100) return Infinity;
	if (limit === 0) return 0;
	return Math.max(shareOf(limit, matched), FEWEST_STOPPED_BY_PERCENT - 1);
}

/** Whole users in a percentage; 0.1 is not exact as a binary number, so 29% of 100 would be 28. */
function shareOf(percent: number, of: number): number {
	return Math.floor(Number(((percent * of) / 100).toPrecision(12)));
}

function tooMany(
	{ name, count: of, inWords }: Measure,
	counts: PlanCounts,
	limits: SafetyLimits,
): ExceededLimit | null {
	const { matched } = counts;
	const limit = limits[name];
	const count = counts[of];
	const allowed = allowedBy(name, limits, matched);
	if (count <= allowed) return null;
	return {
		name,
		limit,
		count,
		allowed,
		of: isPercent(name) ? matched : null,
		message: `${inWords(count)}, and the limit is ${limitInWords(name, limit, matched, allowed)}. ${NOTHING_WRITTEN}`,
		remedy:
			name === 'maxErrorPercent'
				? `Correct these lines, or ${raise(name)} to process the others.`
				: name === 'maxKeyChangePercent'
					? `Check the column with the personnel numbers. If they are right, ${raise(name)}.`
					: `Check the list. If it is right, ${raise(name)}.`,
		stopsLeavers: name === 'maxKeyChangePercent',
	};
}

const NOTHING_WRITTEN = 'Nothing was written.';

/** As the editor shows it: `maxDisables` is 'Max Disables'. */
function labelOf(name: LimitName): string {
	return name.replace(/[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase());
}

function raise(name: LimitName): string {
	return `raise '${labelOf(name)}' in 'Safety Limits'`;
}

/** `2 (5% of 58)`, and why it is more than that share. */
function limitInWords(name: LimitName, limit: number, matched: number, allowed: number): string {
	if (!isPercent(name)) return String(limit);
	const share = `${limit}% of ${matched}`;
	return limit > 0 && shareOf(limit, matched) < allowed
		? `${allowed} (${share}, but at least ${allowed})`
		: `${allowed} (${share})`;
}

function tooShort({ listSize }: PlanCounts, { minListSize }: SafetyLimits): ExceededLimit | null {
	if (listSize >= minListSize) return null;
	return {
		name: 'minListSize',
		limit: minListSize,
		count: listSize,
		allowed: minListSize,
		of: null,
		message: `The list names ${plural(listSize, 'employee')}, but it must name at least ${minListSize}. ${NOTHING_WRITTEN}`,
		remedy: "Check that the list is complete. If it is, lower 'Min List Size' in 'Safety Limits'.",
		stopsLeavers: true,
	};
}

function tooFewMatches(
	{ numbered, numberedOnList, listKind }: PlanCounts,
	{ minMatchPercent }: SafetyLimits,
): ExceededLimit | null {
	if (listKind === 'changes' || numbered < FEWEST_TO_MATCH) return null;
	const required = Math.ceil(Number(((minMatchPercent * numbered) / 100).toPrecision(12)));
	if (numberedOnList >= required) return null;
	return {
		name: 'minMatchPercent',
		limit: minMatchPercent,
		count: numberedOnList,
		allowed: required,
		of: numbered,
		message: `The list names ${numberedOnList} of ${numbered} enabled users who have a personnel number, but it must name at least ${required} (${minMatchPercent}% of ${numbered}). ${NOTHING_WRITTEN}`,
		remedy:
			"Check that it is the list of this site, and that 'Correlation Field' is the field with the personnel numbers. If both are right, lower 'Min Match Percent' in 'Safety Limits'.",
		stopsLeavers: true,
	};
}
