import { synchronizeMessages } from '../../messages/synchronize';
import { failure, type Net2Error } from '../../net2/errors';
import { mapInTurns } from '../../net2/eventLoop';
import {
	compareNames,
	createNamesakes,
	createUserIndex,
	hasNumber,
	indexedUser,
	swappedNumbers,
	type IndexedUser,
} from '../identity';
import { accessState } from '../plan/accessState';
import type { DiffContext } from './diffContext';
import type { DesiredLine } from './desiredState';
import type { RowProblem } from './hrList';
import type { SnapshotUser, Snapshot } from './snapshot';

/** The user that a line is about. */
export type Match =
	| { kind: 'one'; present: SnapshotUser }
	| { kind: 'none' }
	| { kind: 'many'; holders: SnapshotUser[] }
	/** A user who was deleted in Net2 had the number, so that a person must decide. */
	| { kind: 'deleted'; userIds: number[] }
	/** A user, or none, for which it is uncertain whether the line means them. */
	| { kind: 'doubtful'; error: Net2Error };

export interface Matcher {
	of(line: DesiredLine): Match;
	/** Users who may be on the list after all, and so must not count as absent. */
	readonly mayBeListed: ReadonlySet<number>;
}

/**
 * Finds the user of each line by the exact number (docs/safety-rules.md, rule 3). If no user has the number, the line
 * is compared with all users before a user is created. The comparison uses the number in normal form, the name and
 * the email.
 */
export async function createMatcher(
	{ users, byKey, deletedByKey }: Snapshot,
	lines: DesiredLine[],
	problems: RowProblem[],
	context: Pick<DiffContext, 'settings' | 'map' | 'policy'>,
	emailField: number | null,
): Promise<Matcher> {
	const { settings, map, policy } = context;
	const { ignoreDeleted, verifyName, allowDuplicateOf = [] } = settings.options;
	const fields = { number: map.keyField, email: emailField };
	const indexed = await mapInTurns(users, ({ current: { record } }) =>
		indexedUser(record, fields, accessState(record, policy).enabled),
	);
	const index = createUserIndex(indexed);
	const listed = new Set([
		...lines.map(({ row }) => row.key),
		...problems.flatMap(({ key }) => key ?? []),
	]);
	const isListed = ({ number }: IndexedUser) => listed.has((number ?? '').trim());
	const allowed = new Set(allowDuplicateOf);
	const mayBeListed = new Set<number>();
	const namesakesOf = createNamesakes(indexed);
	for (const { key, name, email } of problems) {
		const near = key === null ? [] : index.nearMatches(key);
		// A number that cannot be read may be anyone's. One that can be read is about its user.
		const namesakes = key === null ? namesakesOf(name) : index.byFullName({ lastName: name });
		for (const { id } of [...near, ...namesakes, ...index.byEmail(email)]) mayBeListed.add(id);
	}
	const doubt = (error: Net2Error, about: readonly IndexedUser[]): Match => {
		for (const { id } of about) mayBeListed.add(id);
		return { kind: 'doubtful', error };
	};

	/** Users without this number who seem to be the employee of a line. */
	const alike = ({ given }: DesiredLine) => {
		const named = given.firstName !== undefined && given.lastName !== undefined;
		const found = [...index.byEmail(given.email), ...(named ? index.byFullName(given) : [])];
		return found.filter(
			(user) => !allowed.has(user.id) && !isListed(user) && sameEmailOrUnknown(given.email, user),
		);
	};

	const numbered = lines.map((line) => ({ ...line.given, number: line.row.key, line }));
	const swaps = verifyName === false ? [] : [...swappedNumbers(numbered, index)];
	const swapped = new Map(swaps.map(([{ line }, user]) => [line, user]));

	return {
		mayBeListed,
		of(line) {
			const { key: number } = line.row;
			const holders = byKey.get(number) ?? [];
			const [present, second] = holders;
			if (second !== undefined) return { kind: 'many', holders };
			if (present !== undefined) {
				const other = swapped.get(line);
				// Doubt about the last name alone does not delay the end of access.
				if (other === undefined || line.hasLeft) return { kind: 'one', present };
				const holder = present.current.record.id;
				return doubt(
					failure(synchronizeMessages.swappedNumbers, { number, holder, other: other.id }),
					[other],
				);
			}
			const near = index.nearMatches(number).filter(({ id }) => !allowed.has(id));
			if (near.length > 0)
				return doubt(
					failure(synchronizeMessages.similarNumber, { number, users: described(near) }),
					near,
				);
			const same = verifyName === false ? [] : alike(line);
			const withoutNumber = same.filter((user) => !hasNumber(user));
			const [first] = withoutNumber;
			if (first !== undefined)
				return doubt(
					failure(synchronizeMessages.sameWithoutNumber, { number, id: first.id }),
					withoutNumber,
				);
			const otherNumber = same.filter(
				(user) => user.enabled && compareNames(line.given, user) === 'same',
			);
			if (otherNumber.length > 0)
				return doubt(
					failure(synchronizeMessages.sameWithOtherNumber, {
						number,
						users: described(otherNumber),
					}),
					otherNumber,
				);
			const deleted = deletedByKey.get(number) ?? [];
			if (deleted.length > 0 && !ignoreDeleted) return { kind: 'deleted', userIds: deleted };
			return { kind: 'none' };
		},
	};
}

/** Two users with one name and an address each are two employees. */
function sameEmailOrUnknown(given: string | null | undefined, { email }: IndexedUser): boolean {
	const wanted = (given ?? '').trim().toLowerCase();
	const present = (email ?? '').trim().toLowerCase();
	return wanted === '' || present === '' || wanted === present;
}

function described(users: readonly IndexedUser[]): string {
	return users
		.slice(0, 5)
		.map(({ id, number }) => `user ${id} (number "${number ?? ''}")`)
		.join(', ');
}
