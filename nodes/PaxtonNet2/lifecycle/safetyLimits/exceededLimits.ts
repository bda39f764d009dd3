import { limitMessages } from '../../messages/limits';
import { filled, type Message } from '../../messages/message';
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
	noun: string;
	message: Message;
	/** The message for a count of one, if its verb differs. */
	messageForOne?: Message;
}

const MEASURES: Measure[] = [
	{
		name: 'maxDisables',
		count: 'disables',
		noun: 'user',
		message: limitMessages.loseAccess,
	},
	{
		name: 'maxDisablePercent',
		count: 'disables',
		noun: 'user',
		message: limitMessages.loseAccess,
	},
	{
		name: 'maxRevokes',
		count: 'revokes',
		noun: 'access level',
		message: limitMessages.levelsRemoved,
	},
	{ name: 'maxJoiners', count: 'joiners', noun: 'new user', message: limitMessages.newUsers },
	{
		name: 'maxJoinerPercent',
		count: 'joiners',
		noun: 'new user',
		message: limitMessages.newUsers,
	},
	{ name: 'maxEnables', count: 'enables', noun: 'user', message: limitMessages.accessAgain },
	{
		name: 'maxGrants',
		count: 'grants',
		noun: 'access level',
		message: limitMessages.levelsAdded,
	},
	{
		name: 'maxGrantPercent',
		count: 'usersWithGrants',
		noun: 'existing user',
		message: limitMessages.usersGetLevels,
	},
	{ name: 'maxErrorPercent', count: 'errors', noun: 'line', message: limitMessages.badLines },
	{
		name: 'maxChangePercent',
		count: 'changes',
		noun: 'existing user',
		message: limitMessages.usersChange,
	},
	{
		name: 'maxKeyChangePercent',
		count: 'keyChanges',
		noun: 'user',
		message: limitMessages.numbersChanged,
		messageForOne: limitMessages.oneNumberChanged,
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
	{ name, count: of, noun, message, messageForOne = message }: Measure,
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
		...filled(count === 1 ? messageForOne : message, {
			count: plural(count, noun),
			limit: limitInWords(name, limit, matched, allowed),
			option: labelOf(name),
		}),
		stopsLeavers: name === 'maxKeyChangePercent',
	};
}

/** As the editor shows it: `maxDisables` is 'Max Disables'. */
function labelOf(name: LimitName): string {
	return name.replace(/[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase());
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
		...filled(limitMessages.listTooShort, {
			count: plural(listSize, 'employee'),
			limit: minListSize,
		}),
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
		...filled(limitMessages.tooFewMatches, {
			named: numberedOnList,
			numbered,
			required,
			percent: minMatchPercent,
		}),
		stopsLeavers: true,
	};
}
