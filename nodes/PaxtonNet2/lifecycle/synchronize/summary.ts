import { isFailure, type Outcome, type Result } from '../result/result';
import type { Brakes, Mode } from './settings';
import { DEFAULT_BRAKES } from './settings';
import type { Counted, TrippedBrake } from './brakes';
import type { Diff } from './diff';
import { KINDS, nameOf, type Kind } from './difference';
import type { Present } from './snapshot';

/** How many names are told of each kind; the items tell all. */
const MOST_NAMES = 50;

/** The last item: counts and names (design 8). */
export interface Summary {
	operation: string;
	kind: 'summary';
	mode: Mode;
	/** Whether anything was written. */
	changed: boolean;
	dryRun: boolean;
	/** Whether everything that was to be written was, and read back so. */
	verified: boolean;
	/** To be given to `applyApproved`. */
	planHash: string;
	/** Whether a brake would keep this plan from being applied. */
	braked: boolean;
	brakes: { tripped: TrippedBrake[]; limits: Brakes };
	counts: Counted & Record<Kind, number> & { unchanged: number; protected: number };
	/** What became of it; empty for a plan. */
	done: Partial<Record<Outcome | 'failed', number>>;
	names: Partial<Record<Kind | 'failed' | 'protected' | 'individualDoors', string[]>>;
	warnings: string[];
}

export function summaryOf(
	about: Pick<Summary, 'operation' | 'mode' | 'planHash' | 'warnings'> & {
		limits?: Brakes;
		tripped: TrippedBrake[];
	},
	{ differences, problems, counted, protectedPeople, withDoors, unchanged }: Diff,
	results: Array<Result | null>,
): Summary {
	const { operation, mode, planHash, warnings, tripped } = about;
	const done: Summary['done'] = {};
	for (const result of results) {
		if (result === null) continue;
		const word = isFailure(result) ? 'failed' : result.outcome;
		done[word] = (done[word] ?? 0) + 1;
	}
	const kinds = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
	for (const { kind } of differences) kinds[kind] = (kinds[kind] ?? 0) + 1;
	const names: Summary['names'] = {};
	for (const kind of KINDS) {
		const ofKind = differences.filter((difference) => difference.kind === kind);
		if (ofKind.length > 0)
			names[kind] = some(ofKind.map(({ key, userId, name }) => told(key, userId, name)));
	}
	if (problems.length > 0)
		names.failed = some(
			problems.map(({ index, key, name, error }) =>
				told(key, null, `${name || `row ${index}`}: ${error.reason}`),
			),
		);
	if (protectedPeople.length > 0) names.protected = some(protectedPeople.map(presentTold));
	if (withDoors.length > 0)
		names.individualDoors = some(
			withDoors.map((present) => `${presentTold(present)}: ${present.holding?.doors ?? 0}`),
		);
	return {
		operation,
		kind: 'summary',
		mode,
		changed: results.some((result) => result !== null && !isFailure(result) && result.changed),
		dryRun: mode === 'plan',
		verified: mode !== 'plan' && done.failed === undefined,
		planHash,
		braked: tripped.length > 0,
		brakes: { tripped, limits: about.limits ?? DEFAULT_BRAKES },
		counts: {
			...counted,
			...countsOf(kinds),
			unchanged,
			protected: protectedPeople.length,
		},
		done,
		names,
		warnings,
	};
}

function countsOf(kinds: Record<string, number>): Record<Kind, number> {
	const of = (kind: Kind) => kinds[kind] ?? 0;
	return {
		joiner: of('joiner'),
		mover: of('mover'),
		leaver: of('leaver'),
		rehire: of('rehire'),
		drift: of('drift'),
		orphan: of('orphan'),
		duplicateKey: of('duplicateKey'),
		leaverStillActive: of('leaverStillActive'),
		blockedByHand: of('blockedByHand'),
	};
}

function presentTold({ key, user }: Present): string {
	return told(key === '' ? null : key, user.id, nameOf(user));
}

/** `00123 Anna Berg`, or with the number of the user where there is no key. */
function told(key: string | null, userId: number | null, name: string): string {
	const who = key ?? (userId === null ? '' : `user ${userId}`);
	return `${who} ${name}`.trim();
}

function some(names: string[]): string[] {
	const more = names.length - MOST_NAMES;
	return more <= 0 ? names : [...names.slice(0, MOST_NAMES), `and ${more} more`];
}
