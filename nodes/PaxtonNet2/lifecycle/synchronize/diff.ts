import { listed } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import { forEachInTurns, mapInTurns } from '../../net2/eventLoop';
import type { PlanCounts } from '../safetyLimits';
import { accessState } from '../plan/accessState';
import { explain } from '../result/resultBuilder';
import { hasEnded, isInScope, isManaged, isProtected, type DiffContext } from './diffContext';
import { nameOf, type Difference } from './difference';
import type { DesiredLine } from './desiredState';
import type { RowProblem } from './hrList';
import { planAbsentUser, planNewUser, planPresentUser } from './planLine';
import type { Match, Matcher } from './match';
import { newTwins } from './newTwins';
import type { SnapshotUser, Snapshot } from './snapshot';

/** Everything that differs between the list and Net2, and what it comes to. */
export interface Diff {
	differences: Difference[];
	problems: RowProblem[];
	counts: PlanCounts;
	/** Users who differ and are protected. */
	protectedUsers: SnapshotUser[];
	/** Users who have individual doors, which the list does not know. */
	withDoors: SnapshotUser[];
	/** Enabled users with a number, in the scope of the list, that it does not name. */
	notOnList: SnapshotUser[];
	/** What is to be known of lines that change nothing. */
	lineWarnings: string[];
	unchanged: number;
}

/** Pure: the same list, Net2 and day give the same differences, whatever the order of the list. */
export async function diff(
	list: { size: number; lines: DesiredLine[]; problems: RowProblem[] },
	{ users }: Snapshot,
	matcher: Matcher,
	context: DiffContext,
): Promise<Diff> {
	const found = new Findings(list.problems, context);
	const matches = await mapInTurns(list.lines, (line) => ({ line, match: matcher.of(line) }));
	const twins = newTwins(matches);
	await forEachInTurns(matches, ({ line, match }) => found.line(line, twins.get(line) ?? match));

	const named = new Set([
		...list.lines.map(({ row }) => row.key),
		...list.problems.map(({ key }) => key),
	]);
	await forEachInTurns(users, (present) => {
		if (named.has(present.key)) found.listed(present);
		else found.unlisted(present, matcher.mayBeListed.has(present.current.record.id));
	});
	return found.result(list.size);
}

class Findings {
	private readonly differences: Difference[] = [];
	private readonly problems: RowProblem[];
	private readonly protectedUsers: SnapshotUser[] = [];
	private readonly withDoors: SnapshotUser[] = [];
	private readonly notOnList: SnapshotUser[] = [];
	private readonly lineWarnings: string[] = [];
	private matched = 0;
	private numbered = 0;
	private numberedOnList = 0;
	private unchanged = 0;
	private keyChanges = 0;
	private contradictions = 0;

	constructor(
		problems: RowProblem[],
		private readonly context: DiffContext,
	) {
		this.problems = [...problems];
	}

	line(line: DesiredLine, match: Match): void {
		try {
			this.judge(line, match);
		} catch (error) {
			this.problem(line, error);
		}
	}

	private judge(line: DesiredLine, match: Match): void {
		switch (match.kind) {
			case 'none': {
				const joiner = planNewUser(line, this.context);
				if (joiner !== null) this.differences.push(joiner);
				return;
			}
			case 'many':
				this.contradictions += 1;
				this.differences.push(heldByMany(line, match.holders));
				return;
			case 'deleted':
				// A leaver who was deleted has no access, so there is nothing to decide.
				if (!line.hasLeft) this.differences.push(deletedInNet2(line, match.userIds));
				return;
			case 'doubtful':
				this.problem(line, match.error);
				return;
			case 'one':
				this.user(line, match.present);
		}
	}

	private user(line: DesiredLine, present: SnapshotUser): void {
		if (present.unread !== undefined && !line.hasLeft) throw present.unread;
		const doors = present.current.permissions?.individualPermissions.length ?? 0;
		if (doors > 0) this.withDoors.push(present);
		const difference = planPresentUser(line, present, this.context);
		if (difference?.planned?.plan.seemsToHaveOtherNumber === true) this.keyChanges += 1;
		if (difference === null) {
			this.unchanged += 1;
			for (const warning of line.warnings)
				this.lineWarnings.push(`Line ${line.row.line}: ${warning}`);
		} else if (isProtected(present, this.context)) {
			this.protectedUsers.push(present);
			if (difference.planned?.plan.effect.mustBeDisabled === true && this.isEnabled(present))
				this.differences.push(protectedLeaver(difference));
		} else this.differences.push(difference);
	}

	/** A user that a line names, also if the line has an error. */
	listed(present: SnapshotUser): void {
		if (this.isEnabled(present)) {
			this.matched += 1;
			if (isInScope(present, this.context)) {
				this.numbered += 1;
				this.numberedOnList += 1;
			}
		}
	}

	/** A user that no line names. */
	unlisted(present: SnapshotUser, mayBeListed: boolean): void {
		const { settings } = this.context;
		const inScope = isInScope(present, this.context);
		if (present.key !== '' && inScope && this.isEnabled(present)) {
			this.numbered += 1;
			this.notOnList.push(present);
		}
		if (settings.missing === 'ignore' || settings.listKind === 'changes' || !inScope) return;
		const ours = isManaged(present, this.context);
		if (isProtected(present, this.context)) {
			if (ours && !hasEnded(present, this.context)) this.protectedUsers.push(present);
			return;
		}
		if (settings.missing === 'disable' && ours && !mayBeListed) {
			const leaver = planAbsentUser(present, this.context);
			if (leaver !== null) this.differences.push(leaver);
		} else if ((present.key !== '' || ours) && !hasEnded(present, this.context))
			this.differences.push(orphan(present, ours, mayBeListed));
	}

	result(listSize: number): Diff {
		const plans = this.differences.flatMap(({ planned, userId, kind }) =>
			planned === null ? [] : [{ ...planned.plan.effect, isNew: userId === null, kind }],
		);
		const existing = plans.filter(({ isNew }) => !isNew);
		const sum = (of: (plan: (typeof plans)[number]) => number, all = plans) =>
			all.reduce((total, plan) => total + of(plan), 0);
		return {
			differences: this.differences.sort(inListOrder),
			problems: this.problems.sort((a, b) => a.index - b.index),
			protectedUsers: this.protectedUsers,
			withDoors: this.withDoors,
			notOnList: this.notOnList,
			lineWarnings: this.lineWarnings,
			unchanged: this.unchanged,
			counts: {
				listSize,
				listKind: this.context.settings.listKind,
				matched: this.matched,
				numbered: this.numbered,
				numberedOnList: this.numberedOnList,
				disables: plans.filter(({ losesAccess }) => losesAccess).length,
				revokes: sum(({ levelsRemoved }) => levelsRemoved),
				joiners: plans.filter(({ isNew }) => isNew).length,
				enables: plans.filter(({ getsAccessAgain }) => getsAccessAgain).length,
				grants: sum(({ levelsAdded }) => levelsAdded, existing),
				usersWithGrants: existing.filter(({ levelsAdded }) => levelsAdded > 0).length,
				errors: this.problems.length + this.contradictions,
				changes: existing.length,
				keyChanges: this.keyChanges,
			},
		};
	}

	private problem({ row, given, hasLeft }: DesiredLine, error: unknown): void {
		const name = [given.firstName, given.middleName, given.lastName].filter(Boolean).join(' ');
		const explained = explain(error);
		if (NUMBER_DOUBTS.has(explained.reason)) this.keyChanges += 1;
		this.problems.push({
			index: row.index,
			key: row.key,
			name,
			error: explained,
			...(hasLeft && { hasLeft }),
		});
	}

	private isEnabled({ current }: SnapshotUser): boolean {
		return accessState(current.record, this.context.policy).enabled;
	}
}

/** Reasons that say that numbers were given a second time, or that the field with the numbers is another one. */
const NUMBER_DOUBTS: ReadonlySet<Net2Error['reason']> = new Set([
	'nameMismatch',
	'nearMiss',
	'ambiguous',
]);

function protectedLeaver(difference: Difference): Difference {
	const why = `HR says that the employee has left, but user ${difference.userId ?? ''} is protected, so nothing is written. Disable the user in Net2, or remove it from 'Protected Users and Departments'.`;
	return {
		...difference,
		changes: [],
		planned: null,
		warnings: [why, ...difference.warnings],
		isUrgent: true,
	};
}

function heldByMany({ row, hasLeft }: DesiredLine, holders: SnapshotUser[]): Difference {
	const ids = listed(holders.map(({ current }) => `user ${current.record.id}`));
	return reported('duplicateKey', {
		...(hasLeft && { isUrgent: true as const }),
		index: row.index,
		key: row.key,
		name: listed(holders.map(({ current }) => nameOf(current.record))),
		warnings: [
			`${holders.length} users in Net2 have personnel number "${row.key}": ${ids}. Nothing is written to any of them. Correct the number of all but one.`,
		],
	});
}

function deletedInNet2({ row, given }: DesiredLine, userIds: number[]): Difference {
	const ids = userIds.map((id) => `user ${id}`).slice(0, 5);
	return reported('blockedByHand', {
		index: row.index,
		key: row.key,
		name: [given.firstName, given.middleName, given.lastName].filter(Boolean).join(' '),
		warnings: [
			`Personnel number "${row.key}" belongs to a user who was deleted in Net2 (${ids.join(', ')}), so the list does not create a user. If the employee is to have access, or the number was given to a new employee, switch on 'Ignore Deleted'.`,
		],
	});
}

function orphan({ current, key }: SnapshotUser, ours: boolean, mayBeListed: boolean): Difference {
	const { record } = current;
	const more = mayBeListed
		? ['A line with an error may mean this user.']
		: ours
			? []
			: ['No list manages this user, so nothing is done.'];
	return reported('orphan', {
		index: null,
		key: key === '' ? null : key,
		userId: record.id,
		name: nameOf(record),
		warnings: [`User ${record.id} is enabled in Net2 and is not on the list.`, ...more],
	});
}

/** A difference that is reported and not acted on. */
function reported(
	kind: Difference['kind'],
	about: Pick<Difference, 'index' | 'key' | 'name' | 'warnings' | 'isUrgent'> & {
		userId?: number;
	},
): Difference {
	return { userId: null, changes: [], planned: null, kind, ...about };
}

/** In the order of the list. Users that no line names come after it. */
function inListOrder(a: Difference, b: Difference): number {
	return (
		(a.index ?? Infinity) - (b.index ?? Infinity) || (a.userId ?? Infinity) - (b.userId ?? Infinity)
	);
}
