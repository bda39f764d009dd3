import { isDated, parseHrDate, type DateOrder } from '../../mapping/hrDates';
import type { Site } from '../../mapping/siteTime';
import type { DesiredDates } from '../plan/desiredUser';
import { siteFor, type Policy } from '../plan/policy';

/**
 * The dates of an item, read once, by the rules for HR dates (docs/hr-data.md). A blank date is absent.
 *
 * @throws Net2Error `badInput` that names the value and the remedy
 */
export function itemDates(
	zones: Pick<Policy, 'siteZone' | 'workflowZone'>,
	{ startDate, endDate }: { startDate?: unknown; endDate?: unknown },
	dateOrder: DateOrder = 'none',
): DesiredDates {
	const site: Site = siteFor(zones);
	const start = parseHrDate(startDate, { column: 'start', dateOrder, site });
	const end = parseHrDate(endDate, { column: 'end', dateOrder, site });
	return {
		...(isDated(start) && { start }),
		...(isDated(end) && { end }),
		...('never' in end && { end: 'never' as const }),
	};
}
