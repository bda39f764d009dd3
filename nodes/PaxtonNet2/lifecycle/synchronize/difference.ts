import type { AccessLevel, User } from '../../net2/model';
import type { Change } from '../result/result';
import type { DisableParams, UpsertParams } from '../run/request';

/** What kind of difference there is between the list and Net2 (design 8). */
export const KINDS = [
	'joiner',
	'mover',
	'leaver',
	'rehire',
	'drift',
	'orphan',
	'duplicateKey',
	'leaverStillActive',
	'blockedByHand',
] as const;
export type Kind = (typeof KINDS)[number];

/** What carries a difference out; null: nothing does, it is told only. */
export type Action =
	| { verb: 'upsert'; params: UpsertParams }
	| { verb: 'disable'; params: DisableParams };

/** One difference between the list and Net2. */
export interface Difference {
	kind: Kind;
	/** The row's item; null: nobody's, so that it belongs to all. */
	index: number | null;
	key: string | null;
	userId: number | null;
	name: string;
	changes: Change[];
	/** Why nothing is done, or what to mind. */
	warnings: string[];
	action: Action | null;
	/** What of it counts to a brake. */
	losesAccess: boolean;
	revokes: number;
}

/** Levels that somebody has and should not have, and the other way round. */
export function levelDifference(
	held: AccessLevel[],
	wanted: AccessLevel[],
): { extra: AccessLevel[]; missing: AccessLevel[] } {
	const without = (all: AccessLevel[], others: AccessLevel[]) =>
		all.filter(({ id }) => !others.some((other) => other.id === id));
	return { extra: without(held, wanted), missing: without(wanted, held) };
}

/** A person's name as one text. */
export function nameOf({
	firstName,
	middleName,
	lastName,
}: Pick<User, 'firstName' | 'middleName' | 'lastName'>): string {
	return [firstName, middleName, lastName].filter(Boolean).join(' ');
}
