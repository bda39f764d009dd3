import { isDated, parseHrDate, type DateOrder } from '../../mapping/hrDates';
import type { Site } from '../../mapping/siteTime';
import type { DesiredDates } from '../plan/desiredUser';
import { siteFor, type Policy } from '../plan/policy';

/** The dates of an item as they come, and what a blank end means. Absent: it keeps the end in Net2. */
export interface GivenDates {
	startDate?: unknown;
	endDate?: unknown;
	blankEndDate?: 'keep' | 'remove' | undefined;
}

/**
 * The dates of an item, read once, by the rules for HR dates (docs/hr-data.md). A blank date is absent, unless a blank end
 * removes the end.
 *
 * @throws Net2Error `badInput` that names the value and the remedy
 */
export function itemDates(
	zones: Pick<Policy, 'siteZone' | 'workflowZone'>,
	{ startDate, endDate, blankEndDate }: GivenDates,
	dateOrder: DateOrder = 'none',
): DesiredDates {
	const site: Site = siteFor(zones);
	const start = parseHrDate(startDate, { column: 'start', dateOrder, site });
	const end = parseHrDate(endDate, { column: 'end', dateOrder, site });
	const isNone = 'never' in end || ('blank' in end && blankEndDate === 'remove');
	return {
		...(isDated(start) && { start }),
		...(isDated(end) && { end }),
		...(isNone && { end: 'never' as const }),
	};
}
