import { isFailure } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Entry, Journal } from './journal';
import { pass, type ItemResult, type PassOptions, type Traveller } from './pass';
import { disabledElsewhere } from './plan';
import type { Row, Scenario } from './scenario';

/** A scenario in which users exist if their roles say so. */
export function withUsers(scenario: Scenario): Scenario {
	return { ...scenario, rows: scenario.rows.map((row) => withUser(row, scenario.secondProcess)) };
}

function withUser(row: Row, secondProcess: boolean): Row {
	const { role, person } = row;
	if (role.role === 'listed' && role.as === 'returned')
		return { ...row, person: { ...person, absent: false, expiry: 'past', start: 'past' } };
	return secondProcess ? { ...row, person: { ...person, absent: false } } : row;
}

/** Rows whose items give no access, so that nothing speaks against another process that disables the user. */
export function disablable({ rows, secondProcess }: Scenario): Set<number> {
	if (!secondProcess) return new Set();
	return new Set(
		[...rows.entries()].flatMap(([n, { role }]) => (role.role === 'mover' ? [n] : [])),
	);
}

/** Another process disables these users at the same time. */
export async function passElsewhere(
	rows: ReadonlySet<number>,
	options: PassOptions,
): Promise<ItemResult[]> {
	const travellers = [...rows].map((row): Traveller => {
		return { row, deeds: [disabledElsewhere(row)], undoes: false, twice: false };
	});
	return await pass(travellers, options);
}

/**
 * A user that another process has disabled is disabled when both have settled. The exception is an item that could
 * not be confirmed.
 */
export function letInAgain(first: ItemResult[], other: ItemResult[], journal: Journal): string[] {
	return other.flatMap(({ row, results }) => {
		const mine = first.filter((one) => one.row === row).flatMap((one) => one.results);
		if ([...mine, ...results].some(isFailure)) return [];
		if (mine.some((result) => !isFailure(result) && result.warnings.some(isUnread))) return [];
		return results.flatMap((result) => {
			const userId = isFailure(result) ? null : result.userId;
			const isIn = userId !== null && (journal.now(userId)?.opens ?? []).length > 0;
			return isIn && openedBy(journal, userId) === 'us'
				? [`access: row ${row} was let in again after another process`]
				: [];
		});
	});
}

/** Who set the dates that give access. An operator may do so, and a level that an item gives then opens doors. */
function openedBy(journal: Journal, userId: number): Entry['by'] | undefined {
	const ofDates = (change: string) => change === 'expiryDate' || change === 'activateDate';
	return journal.entries.findLast((entry) => entry.userId === userId && entry.changes.some(ofDates))
		?.by;
}

function isUnread(warning: string): boolean {
	return warning.includes('could not read the user once more');
}
