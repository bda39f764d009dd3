import type { HrColumns } from '../../mapping/hrColumns';
import { lineOfIndex } from '../../mapping/hrRecord';
import type { ExceededLimit, PlanCounts, SafetyLimits } from '../safetyLimits';
import { isFailure, type Outcome, type Result } from '../result/result';
import type { Diff } from './diff';
import { listSentences } from './listSentences';
import { KINDS, nameOf, type Kind } from './difference';
import type { Mode } from './settings';
import type { SnapshotUser } from './snapshot';

/** How many names are listed of each kind; the items list all. */
const MOST_NAMES = 50;

/** The last item: counts, names and limits. */
export interface Summary {
	operation: string;
	kind: 'summary';
	/** What happened, or would happen, in a few sentences with all counts and without a name. */
	summary: string;
	mode: Mode;
	/** Whether anything was written. */
	changed: boolean;
	dryRun: boolean;
	/** Whether everything that was to be written was, and read back so. */
	verified: boolean;
	/** For `applyApproved`. */
	planId: string;
	/** Whether a safety limit keeps this plan from being applied. */
	blocked: boolean;
	safetyLimits: { exceeded: ExceededLimit[]; limits: SafetyLimits };
	/** Whether only leavers are disabled, because a limit stops the rest. A plan says what applying it would do. */
	leaversOnly: boolean;
	counts: PlanCounts & Record<Kind, number> & { unchanged: number; protected: number };
	/** What became of it; empty for a plan. */
	done: Partial<Record<Outcome | 'failed', number>>;
	names: Partial<
		Record<Kind | 'failed' | 'protected' | 'individualDoors' | 'absentDeleted', string[]>
	>;
	/** How the columns of the list were understood. */
	columns: Pick<HrColumns, 'recognised' | 'assigned' | 'ignored'>;
	approvedBy?: string;
	/** What a person should know. A warning about the server or the site as a whole is here, and on no line. */
	warnings: string[];
}

export interface SummaryParts
	extends Pick<Summary, 'operation' | 'mode' | 'planId' | 'warnings' | 'leaversOnly'> {
	limits: SafetyLimits;
	exceeded: ExceededLimit[];
	columns: HrColumns;
	/** Numbers of users who were deleted in Net2 and that the list does not name. */
	absentDeleted: string[];
	approvedBy?: string | undefined;
}

export function summaryOf(
	parts: SummaryParts,
	{ differences, problems, counts, protectedUsers, withDoors, lineWarnings, unchanged }: Diff,
	results: Array<Result | null>,
): Summary {
	const { operation, mode, planId, warnings, leaversOnly, limits, exceeded, approvedBy } = parts;
	const { recognised, assigned, ignored } = parts.columns;
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
			names[kind] = some(ofKind.map(({ key, userId, name }) => label(key, userId, name)));
	}
	if (problems.length > 0)
		names.failed = some(
			problems.map(({ index, key, name, error }) =>
				label(key, null, `${name || `line ${lineOfIndex(index)}`}: ${error.reason}`),
			),
		);
	if (protectedUsers.length > 0) names.protected = some(protectedUsers.map(presentLabel));
	if (withDoors.length > 0)
		names.individualDoors = some(
			withDoors.map(
				(present) =>
					`${presentLabel(present)}: ${present.current.permissions?.individualPermissions.length ?? 0}`,
			),
		);
	if (parts.absentDeleted.length > 0) names.absentDeleted = some(parts.absentDeleted);
	const blocked = exceeded.length > 0;
	const all = { ...counts, ...countsOf(kinds), unchanged, protected: protectedUsers.length };
	return {
		operation,
		kind: 'summary',
		summary: listSentences({ mode, blocked, leaversOnly, counts: all, done, differences }),
		mode,
		changed: results.some((result) => result !== null && !isFailure(result) && result.changed),
		dryRun: mode === 'plan',
		verified: mode !== 'plan' && done.failed === undefined,
		planId,
		blocked,
		safetyLimits: { exceeded, limits },
		leaversOnly,
		counts: all,
		done,
		names,
		columns: { recognised, assigned, ignored },
		...(approvedBy !== undefined && { approvedBy }),
		warnings: [...warnings, ...some(lineWarnings)],
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

function presentLabel({ key, current }: SnapshotUser): string {
	return label(key === '' ? null : key, current.record.id, nameOf(current.record));
}

/** `00123 Anna Berg`, or with the id of the user if the user has no number. */
function label(key: string | null, userId: number | null, name: string): string {
	const who = key ?? (userId === null ? '' : `user ${userId}`);
	return `${who} ${name}`.trim();
}

function some(names: string[]): string[] {
	const more = names.length - MOST_NAMES;
	return more <= 0 ? names : [...names.slice(0, MOST_NAMES), `and ${more} more`];
}
