import type { Entry, Journal } from './journal';
import { keyOf } from './keys';
import type { ItemResult } from './pass';

/**
 * No user has access that no input, operator or earlier state gave. A write of ours opens doors only if an item of
 * this moment gives access to this user. The employee who has another one's number gets nothing.
 */
export function unaskedAccess(
	results: ItemResult[],
	journal: Journal,
	elsewhere: ReadonlySet<number> = new Set(),
	/** Whether another client changed the same thing between our GET and this PUT. Net2 has no lock against that. */
	isOverwritten: (entry: Entry, change: string) => boolean = () => false,
): string[] {
	return journal.entries.flatMap((entry) => {
		if (entry.by !== 'us') return [];
		const during = results.filter(({ from, to }) => entry.seq > from && entry.seq <= to);
		if (during.length === 0) return [];
		const before = journal.at(entry.userId, entry.seq - 1);
		const key = before?.record['customField:14'] ?? entry.after.record['customField:14'];
		const mine = during.filter(({ row }) => keyOf(row) === key);
		const who = `user ${entry.userId} (${key ?? 'no number'}) by ${entry.route}`;
		const violations: string[] = [];
		// Between our GET and PUT another process may disable a user. The end of both is judged, see elsewhere.ts.
		const isRaced =
			mine.some(({ row }) => elsewhere.has(row)) ||
			entry.changes.some((change) => DECIDES.has(change) && isOverwritten(entry, change));
		if (
			!isRaced &&
			opens(entry, before?.opens ?? []) &&
			!mine.some(({ deed }) => deed.opens === true)
		)
			violations.push(`access: ${during[0]?.deed.stage ?? ''} opened doors for ${who}`);
		const isStranger = mine.length > 0 && mine.every(({ deed }) => deed.stranger === true);
		const given = entry.changes.filter((change) => GIVES.test(change));
		if (isStranger && given.length > 0)
			violations.push(`access: another employee got ${given.join(', ')} of ${who}`);
		return violations;
	});
}

const GIVES = /^(level \+|door \+|card \+|card found)/;
const DECIDES = new Set(['expiryDate', 'activateDate', 'created']);

/** A level or a door is judged by its item. Dates are judged here. */
function opens({ changes, after }: Entry, before: number[]): boolean {
	return after.opens.length > 0 && before.length === 0 && changes.some((one) => DECIDES.has(one));
}
