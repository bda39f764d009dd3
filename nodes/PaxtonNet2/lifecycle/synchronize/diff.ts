import { explain } from '../result/resultBuilder';
import type { Counted } from './brakes';
import { compare } from './compare';
import { nameOf, type Difference } from './difference';
import { hasEnded, isManaged, isProtected, type Ground } from './ground';
import type { RowProblem } from './hrList';
import { joining } from './joining';
import { missingLeaver } from './leaving';
import type { Match, Matcher } from './match';
import type { Present, Snapshot } from './snapshot';
import type { Wish } from './wishes';

/** Everything that differs between the list and Net2, and what it comes to. */
export interface Diff {
	differences: Difference[];
	problems: RowProblem[];
	counted: Counted;
	/** People who differ and are protected. */
	protectedPeople: Present[];
	/** People who hold individual doors, which the list does not know. */
	withDoors: Present[];
	unchanged: number;
}

/** Pure: the same list, the same Net2 and the same day give the same differences, whatever the order of the list. */
export function diff(
	list: { size: number; wishes: Wish[]; problems: RowProblem[] },
	{ people }: Snapshot,
	matcher: Matcher,
	ground: Ground,
): Diff {
	const found = new Findings(list.problems, ground);
	const matches = list.wishes.map((wish) => ({ wish, match: matcher.of(wish) }));
	for (const { wish, match } of matches) found.row(wish, match);

	const named = new Set([
		...list.wishes.map(({ row }) => row.key),
		...list.problems.map(({ key }) => key),
	]);
	for (const present of people)
		if (named.has(present.key)) found.listed(present);
		else found.unlisted(present, matcher.mayBeListed.has(present.user.id));
	return found.told(list.size);
}

class Findings {
	private readonly differences: Difference[] = [];
	private readonly problems: RowProblem[];
	private readonly protectedPeople: Present[] = [];
	private readonly withDoors: Present[] = [];
	private matched = 0;
	private unchanged = 0;
	private keyChanges = 0;
	private contradictions = 0;

	constructor(
		problems: RowProblem[],
		private readonly ground: Ground,
	) {
		this.problems = [...problems];
	}

	row(wish: Wish, match: Match): void {
		try {
			this.judge(wish, match);
		} catch (error) {
			this.problem(wish, error);
		}
	}

	private judge(wish: Wish, match: Match): void {
		switch (match.kind) {
			case 'nobody': {
				const joiner = joining(wish, this.ground);
				if (joiner !== null) this.differences.push(joiner);
				return;
			}
			case 'many':
				this.contradictions += 1;
				this.differences.push(heldByMany(wish, match.holders));
				return;
			case 'doubtful':
				if (match.keyChanged) this.keyChanges += 1;
				this.problem(wish, match.error);
				return;
			case 'one':
				this.person(wish, match.present);
		}
	}

	private person(wish: Wish, present: Present): void {
		if ((present.holding?.doors ?? 0) > 0) this.withDoors.push(present);
		const difference = compare(wish, present, this.ground);
		if (difference === null) this.unchanged += 1;
		else if (isProtected(present, this.ground)) this.protectedPeople.push(present);
		else this.differences.push(difference);
	}

	/** Somebody whom a row names, be it one with an error. */
	listed(present: Present): void {
		if (!hasEnded(present, this.ground)) this.matched += 1;
	}

	/** Somebody whom no row names. */
	unlisted(present: Present, mayBeListed: boolean): void {
		const { settings } = this.ground;
		if (settings.missing === 'ignore') return;
		if (isProtected(present, this.ground)) {
			if (isManaged(present, this.ground) && !hasEnded(present, this.ground))
				this.protectedPeople.push(present);
			return;
		}
		const ours = isManaged(present, this.ground);
		if (settings.missing === 'disable' && ours && !mayBeListed) {
			const leaver = missingLeaver(present, this.ground);
			if (leaver !== null) this.differences.push(leaver);
		} else if (present.key !== '' || ours) {
			if (!hasEnded(present, this.ground))
				this.differences.push(orphan(present, ours, mayBeListed));
		}
	}

	told(listSize: number): Diff {
		const writing = this.differences.filter(({ action }) => action !== null);
		return {
			differences: this.differences.sort(inListOrder),
			problems: this.problems.sort((a, b) => a.index - b.index),
			protectedPeople: this.protectedPeople,
			withDoors: this.withDoors,
			unchanged: this.unchanged,
			counted: {
				listSize,
				matched: this.matched,
				disables: writing.filter(({ losesAccess }) => losesAccess).length,
				deletes: 0,
				revokes: writing.reduce((sum, { revokes }) => sum + revokes, 0),
				errors: this.problems.length + this.contradictions,
				changes: writing.filter(({ userId }) => userId !== null).length,
				keyChanges: this.keyChanges,
			},
		};
	}

	private problem({ row, desired }: Wish, error: unknown): void {
		const { firstName, middleName, lastName } = desired.text;
		const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
		this.problems.push({ index: row.index, key: row.key, name, error: explain(error) });
	}
}

function heldByMany({ row }: Wish, holders: Present[]): Difference {
	const who = holders.map(({ user }) => `${user.id} (${nameOf(user)})`).join(', ');
	return told('duplicateKey', {
		index: row.index,
		key: row.key,
		name: holders.map(({ user }) => nameOf(user)).join(', '),
		warnings: [
			`${holders.length} users in Net2 carry the key "${row.key}": ${who}. Nothing is written to any of them: correct the key of all but one.`,
		],
	});
}

function orphan({ user, key }: Present, ours: boolean, mayBeListed: boolean): Difference {
	const why = mayBeListed
		? 'but a row with an error may mean them.'
		: ours
			? 'and not on the list.'
			: 'and not on the list; they do not carry our marker, so they are left alone.';
	return told('orphan', {
		index: null,
		key: key === '' ? null : key,
		userId: user.id,
		name: nameOf(user),
		warnings: [`User ${user.id} is active in Net2 ${why}`],
	});
}

/** A difference that is told and not acted on. */
function told(
	kind: Difference['kind'],
	about: Pick<Difference, 'index' | 'key' | 'name' | 'warnings'> & { userId?: number },
): Difference {
	return {
		userId: null,
		changes: [],
		action: null,
		losesAccess: false,
		revokes: 0,
		kind,
		...about,
	};
}

/** In the order of the list; people whom no row names come after it. */
function inListOrder(a: Difference, b: Difference): number {
	return (
		(a.index ?? Infinity) - (b.index ?? Infinity) || (a.userId ?? Infinity) - (b.userId ?? Infinity)
	);
}
