import type { HrColumns } from './hrColumns';
import { hasEnded, parseHrDate, type DateOrder, type HrDate } from './hrDates';
import { readStatus, type EmploymentStatus } from './hrStatus';
import type { Site } from './siteTime';
import { isRecord } from './text';

/** What the columns that count say in one line. */
interface Counting {
	line: number;
	status: EmploymentStatus;
	end: HrDate;
}

interface Reading {
	dateOrder: DateOrder;
	leaverStatuses: readonly string[];
	now: number;
	site: Site;
}

/**
 * Warnings for a line in which a column that another one outranks says something else about a leave. HR may use the
 * column that does not count. A value that cannot be read says nothing (docs/hr-data.md).
 */
export function contradictions(
	record: unknown,
	{ outranked, headerOf }: Pick<HrColumns, 'outranked' | 'headerOf'>,
	{ line, status, end }: Counting,
	{ now, site, ...options }: Reading,
): readonly string[] {
	if (outranked.length === 0) return NONE;
	const warnings: string[] = [];
	for (const { column, means } of outranked) {
		const value = isRecord(record) ? record[column] : undefined;
		const at = { ...options, header: column, line };
		const counting = headerOf.get(means) ?? means;
		if (means === 'status') {
			const other = readable(() => readStatus(value, at)) ?? 'blank';
			if (status !== 'blank' && other !== 'blank' && other !== status)
				warnings.push(warning(column, other === 'left', counting));
			continue;
		}
		const other = readable(() => parseHrDate(value, { ...at, site, column: 'end' }));
		if (other === undefined || 'blank' in other || 'blank' in end) continue;
		const hasLeft = hasEnded(other, now, site);
		if (hasLeft !== hasEnded(end, now, site)) warnings.push(warning(column, hasLeft, counting));
	}
	return warnings;
}

/** Shared by all lines, because a list may have 100,000 of them. */
const NONE: readonly string[] = [];

function readable<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

function warning(column: string, hasLeft: boolean, counting: string): string {
	const says = hasLeft ? 'has left' : 'has not left';
	return `The column '${column}' says that the employee ${says}, and '${counting}' says the opposite. The column '${counting}' counts.`;
}
