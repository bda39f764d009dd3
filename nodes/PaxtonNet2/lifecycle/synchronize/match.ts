import { bareKey, sameName } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import { nameOf } from './difference';
import type { RowProblem } from './hrList';
import type { Present, Snapshot } from './snapshot';
import type { Wish } from './wishes';

/** Who a row is about. */
export type Match =
	| { kind: 'one'; present: Present }
	| { kind: 'nobody' }
	| { kind: 'many'; holders: Present[] }
	/** Somebody, or nobody, of whom it cannot be told whether they are meant. */
	| { kind: 'doubtful'; error: Net2Error; keyChanged: boolean };

export interface Matcher {
	of(wish: Wish): Match;
	/** People who may be somebody on the list after all, and so must not count as missing. */
	readonly mayBeListed: ReadonlySet<number>;
}

/**
 * Finds who each row is about, by exact key (rule 3). Where the names of a match all differ, or a key that nobody has
 * stands beside a name or an address that somebody has under another key, the numbers were given anew: acting on such a
 * list would give one person the access of another (design 8, `maxKeyChangePercent`).
 */
export function createMatcher(
	{ people, byKey, deletedByKey }: Snapshot,
	wishes: Wish[],
	problems: RowProblem[],
	options: {
		ignoreDeleted: boolean;
		verifyName: boolean;
		emailField: number | null;
		/** Somebody who left may have a namesake who joins. */
		isActive: (present: Present) => boolean;
	},
): Matcher {
	const listed = new Set([...wishes.map(({ row }) => row.key), ...problems.map(({ key }) => key)]);
	const unlisted = people.filter(({ key }) => key !== '' && !listed.has(key));
	const byBareKey = groupedBy(unlisted, ({ key }) => [bareKey(key)]);
	const byTrait = groupedBy(unlisted.filter(options.isActive), (present) =>
		traitsOf(present, options.emailField),
	);
	const mayBeListed = new Set<number>();
	const doubt = (error: Net2Error, keyChanged: boolean, about: Present[]): Match => {
		for (const { user } of about) mayBeListed.add(user.id);
		return { kind: 'doubtful', error, keyChanged };
	};
	for (const { key, name } of problems) {
		if (key !== null)
			for (const { user } of byBareKey.get(bareKey(key)) ?? []) mayBeListed.add(user.id);
		for (const { user } of byTrait.get(nameTrait(name)) ?? []) mayBeListed.add(user.id);
	}

	return {
		mayBeListed,
		of(wish) {
			const { row } = wish;
			const holders = byKey.get(row.key) ?? [];
			const [present, second] = holders;
			if (second !== undefined) return { kind: 'many', holders };
			if (present !== undefined) {
				if (options.verifyName && isSomebodyElse(wish, present))
					return doubt(otherName(wish, present), true, []);
				return { kind: 'one', present };
			}
			const alike = byBareKey.get(bareKey(row.key)) ?? [];
			if (alike.length > 0) return doubt(nearMiss(row.key, alike), true, alike);
			const [same] = (options.verifyName ? traitsOfWish(wish) : [])
				.flatMap((trait) => byTrait.get(trait) ?? [])
				.filter((other) => !addressesDiffer(wish, other, options.emailField));
			if (same !== undefined) return doubt(otherKey(row.key, same), true, [same]);
			const deleted = deletedByKey.get(row.key) ?? [];
			if (deleted.length > 0 && !options.ignoreDeleted)
				return doubt(
					wasDeleted(
						row.key,
						deleted.map(({ userId }) => userId),
					),
					false,
					[],
				);
			return { kind: 'nobody' };
		},
	};
}

/** Somebody who marries keeps a first name; whoever has neither name is another person. */
function isSomebodyElse({ desired }: Wish, { user }: Present): boolean {
	const { firstName = '', lastName = '' } = desired.text;
	const given = [
		[firstName, user.firstName],
		[lastName, user.lastName],
	].filter(([name]) => (name ?? '') !== '');
	return given.length > 0 && given.every(([name, present]) => !sameName(name ?? '', present ?? ''));
}

function traitsOf({ user }: Present, emailField: number | null): string[] {
	const email = emailField === null ? '' : emailOf(user.customFields, emailField);
	return traits(nameOf(user), email);
}

function traitsOfWish({ row, desired }: Wish): string[] {
	const { firstName = '', middleName = '', lastName = '' } = desired.text;
	return traits([firstName, middleName, lastName].filter(Boolean).join(' '), row.text.email ?? '');
}

/** What tells a person apart beside the key: the whole name of at least two words, and the e-mail address. */
function traits(name: string, email: string): string[] {
	return [nameTrait(name), email === '' ? '' : `@ ${email.toLowerCase()}`].filter(
		(trait) => trait !== '',
	);
}

function nameTrait(name: string): string {
	const words = name.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
	return words.length < 2 ? '' : words.join(' ');
}

/** Two people of one name with an address each are two people. */
function addressesDiffer({ row }: Wish, { user }: Present, emailField: number | null): boolean {
	const wanted = (row.text.email ?? '').toLowerCase();
	const present = emailField === null ? '' : emailOf(user.customFields, emailField).toLowerCase();
	return wanted !== '' && present !== '' && wanted !== present;
}

function emailOf(customFields: Present['user']['customFields'], id: number): string {
	return (customFields.find((field) => field.id === id)?.value ?? '').trim();
}

function groupedBy(
	people: Present[],
	namesOf: (present: Present) => string[],
): Map<string, Present[]> {
	const groups = new Map<string, Present[]>();
	for (const present of people)
		for (const name of namesOf(present)) groups.set(name, [...(groups.get(name) ?? []), present]);
	return groups;
}

function told({ user, key }: Present): string {
	return `${user.id} (${nameOf(user)}, key "${key}")`;
}

function otherName({ row, desired }: Wish, present: Present): Net2Error {
	const { firstName = '', lastName = '' } = desired.text;
	return new Net2Error(
		'nameMismatch',
		`The key "${row.key}" belongs to user ${told(present)}, whose name is not "${`${firstName} ${lastName}`.trim()}".`,
		'Check the number: it may have been given to somebody new. To go by the key alone, switch off Verify Name.',
	);
}

function nearMiss(key: string, alike: Present[]): Net2Error {
	return new Net2Error(
		'nearMiss',
		`Nobody in Net2 carries the key "${key}", but somebody's is nearly the same: ${alike.slice(0, 5).map(told).join(', ')}.`,
		'Correct the key in the list or in Net2; leading zeros count.',
	);
}

function otherKey(key: string, same: Present): Net2Error {
	return new Net2Error(
		'ambiguous',
		`Nobody in Net2 carries the key "${key}", but user ${told(same)} has the same name or e-mail address and is not on the list.`,
		'If that is the same person, correct the key in Net2. If not, give the e-mail address of both.',
	);
}

function wasDeleted(key: string, ids: number[]): Net2Error {
	return new Net2Error(
		'ambiguous',
		`The key "${key}" belongs to somebody who was deleted in Net2 (user ${ids.slice(0, 5).join(', ')}).`,
		'If the number was given to somebody new, switch on Ignore Deleted.',
	);
}
