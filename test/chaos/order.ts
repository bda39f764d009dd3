import { isFailure } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Journal } from './journal';
import { keyOf } from './keys';
import type { ItemResult } from './pass';

/**
 * The end date of a leaver comes before everything else that goes (docs/safety-rules.md, rule 7). If another writer
 * changed the user meanwhile, the order at the server is not ours alone. So that user is not judged.
 */
export function wrongOrder(
	results: ItemResult[],
	journal: Journal,
	elsewhere: ReadonlySet<number> = new Set(),
): string[] {
	return results.flatMap(({ row, deed, results: outcomes, from, to }) => {
		if (deed.shuts !== true || outcomes.some(isFailure) || elsewhere.has(row)) return [];
		const during = journal.entries.filter(
			({ seq, userId }) =>
				seq > from && seq <= to && journal.at(userId, seq)?.record['customField:14'] === keyOf(row),
		);
		if (during.some(({ by }) => by === 'other')) return [];
		return during.flatMap(({ seq, userId, changes, route }) => {
			const opened = journal.at(userId, seq - 1)?.opens ?? [];
			const taken = changes.filter((change) => TAKES.test(change));
			if (opened.length === 0 || taken.length === 0) return [];
			return [`order: ${taken.join(', ')} of row ${row} by ${route}, before the end date`];
		});
	});
}

const TAKES = /^(department|level -|door -|card lost)/;
