import { accessEnd } from './access';
import { labelOf, valuesOf, type Words } from './changes';
import { isOverdue, type Group } from './groups';
import { visible } from './html';
import type { Findings } from './input';
import { CSV_COLUMNS, type CsvColumn } from './texts/texts';

/** The rows of the attached file, with its header first. There is one row for each change of each user in every group. */
export function csvRows(
	{ summary, refusals }: Findings,
	groups: Group[],
	words: Words & { now: string },
): string[][] {
	const { texts, now } = words;
	const planId = summary?.planId ?? '';
	const row = (cells: Partial<Record<CsvColumn, string>>) =>
		CSV_COLUMNS.map((column) => visible({ planId, ...cells }[column] ?? ''));
	const rows = groups.flatMap(({ id, shape, entries }) =>
		entries.flatMap((entry) => {
			const isNow = shape === 'leaving' && accessEnd(entry, now).when === 'now';
			const about = {
				group: texts.groups[id].heading,
				reason: [
					entry.reason === undefined ? '' : texts.reasons[entry.reason],
					isOverdue(entry) ? texts.overdue : '',
				]
					.filter((text) => text !== '')
					.join(', '),
				number: entry.key ?? '',
				userId: entry.userId === null ? '' : String(entry.userId),
				name: entry.name,
				note: [...(isNow ? [texts.access.endsNow('plan')] : []), ...entry.warnings].join(' '),
			};
			const changes = entry.changes.map((change) =>
				row({ ...about, field: labelOf(change.field, words), ...valuesOf(change, words) }),
			);
			return changes.length === 0 ? [row(about)] : changes;
		}),
	);
	const errors = refusals.map(({ key, userId, name, message }) =>
		row({
			group: texts.errors.heading,
			number: key ?? '',
			userId: userId === null ? '' : String(userId),
			name: name ?? '',
			note: message,
		}),
	);
	return [CSV_COLUMNS.map((column) => texts.csvColumns[column]), ...rows, ...errors];
}
