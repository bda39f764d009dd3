/** Pairs of operations that two processes carry out on the same users at the same time. Both scripts count alike. */
import type { PersonState } from '../../emulator';

export const ACTIONS = [
	'create',
	'update',
	'updateOther',
	'move',
	'disable',
	'grant',
	'grantOther',
	'revoke',
] as const;

export type Action = (typeof ACTIONS)[number];

export interface Pair {
	name: string;
	one: Action;
	other: Action;
}

export const PAIRS: Pair[] = [
	{ name: 'update and disable', one: 'update', other: 'disable' },
	{ name: 'update with department and disable', one: 'move', other: 'disable' },
	{ name: 'two movers', one: 'update', other: 'updateOther' },
	{ name: 'grant and revoke', one: 'grant', other: 'revoke' },
	{ name: 'two grants', one: 'grant', other: 'grantOther' },
	{ name: 'two creates', one: 'create', other: 'create' },
];

/** What became of one item: `ok`, or the reason of its failure. */
export interface Deed {
	action: Action;
	key: string;
	end: string;
}

export interface Counts {
	/** Items that are reported as failed. */
	errors: number;
	/** Successful items whose change is not there. */
	silentLosses: number;
	/** Numbers of several users that no `duplicateKey` reports. */
	silentDuplicates: number;
	/** Users with access whose disable succeeded, although no item about them failed. */
	leaversWithAccess: number;
	/** Users with access whose disable succeeded. The item of the other process failed. */
	reportedByTheOther: number;
	/** Disables that were reported as failed. */
	failedDisables: number;
	/** Users who have access after such a failure. */
	failedWithAccess: number;
}

/** The titles of the columns of {@link Counts}. */
export const TITLES = [
	'reported as errors',
	'silent losses',
	'duplicates without an error',
	'leavers with access without an error',
	'leavers with access, reported by the other item',
	'disables reported as failed',
	'users with access of these',
];

/** What a user must look like after an operation that reported success. */
function hasEffect(action: Action, user: PersonState): boolean {
	const field = (id: number) => user.customFields.find((one) => one.id === id)?.value;
	switch (action) {
		case 'create':
			return true;
		case 'update':
			return field(9) === 'first@example.com';
		case 'updateOther':
			return field(10) === 'Second';
		case 'move':
			return field(9) === 'first@example.com' && user.department === "Int'l Trade";
		case 'disable':
			return user.canOpen.length === 0;
		case 'grant':
			return user.accessLevelNames.includes('Server room');
		case 'grantOther':
			return user.accessLevelNames.includes('Warehouse');
		case 'revoke':
			return !user.accessLevelNames.includes('Office hours');
	}
}

/** Compares what was reported with the users at the end. */
export function count(deeds: readonly Deed[], users: readonly PersonState[]): Counts {
	const byKey = new Map<string, PersonState[]>();
	for (const user of users) {
		const key = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		byKey.set(key, [...(byKey.get(key) ?? []), user]);
	}
	const counts: Counts = {
		errors: 0,
		silentLosses: 0,
		silentDuplicates: 0,
		leaversWithAccess: 0,
		reportedByTheOther: 0,
		failedDisables: 0,
		failedWithAccess: 0,
	};
	const failed = new Set(deeds.filter(({ end }) => end !== 'ok').map(({ key }) => key));
	for (const { action, key, end } of deeds) {
		const [user] = byKey.get(key) ?? [];
		const isThere = user !== undefined && hasEffect(action, user);
		if (end !== 'ok') {
			counts.errors += 1;
			if (action !== 'disable') continue;
			counts.failedDisables += 1;
			if (!isThere) counts.failedWithAccess += 1;
		} else if (!isThere) {
			if (action !== 'disable') counts.silentLosses += 1;
			else if (failed.has(key)) counts.reportedByTheOther += 1;
			else counts.leaversWithAccess += 1;
		}
	}
	const named = new Set(deeds.filter(({ end }) => end === 'duplicateKey').map(({ key }) => key));
	for (const key of new Set(deeds.map((deed) => deed.key)))
		if ((byKey.get(key)?.length ?? 0) > 1 && !named.has(key)) counts.silentDuplicates += 1;
	return counts;
}

/** Counts that must be 0. Without a marker field an error of either process is enough (docs/safety-rules.md, rule 11). */
export function broken(counts: Counts, { marker }: { marker: boolean }): Partial<Counts> {
	const { silentLosses, silentDuplicates, leaversWithAccess, reportedByTheOther } = counts;
	const must = {
		silentLosses,
		silentDuplicates,
		leaversWithAccess,
		...(marker && { reportedByTheOther }),
	};
	return Object.fromEntries(Object.entries(must).filter(([, found]) => found > 0));
}
