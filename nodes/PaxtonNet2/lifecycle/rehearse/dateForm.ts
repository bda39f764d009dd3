import type { SiteProfile } from '../../net2/siteProfile';

type DateForm = SiteProfile['dateForm'];

/**
 * What an end date kept of the time of day 07:08:39. Offsets of zones are whole quarters of an hour, so they do not hide
 * the minutes.
 *
 * @param returned as Net2 returned it
 * @returns null for a time that none of the forms explains
 */
export function storedForm(returned: string | null): DateForm['stored'] {
	const [, minutes = '', seconds = ''] = /T\d{2}:(\d{2}):(\d{2})/.exec(returned ?? '') ?? [];
	const withinQuarter = Number(minutes) % 15;
	if (minutes === '') return /^\d{4}-\d{2}-\d{2}$/.test(returned ?? '') ? 'midnight' : null;
	if (seconds === '39' && withinQuarter === 8) return 'exact';
	if (seconds !== '00') return null;
	if (withinQuarter === 8 || withinQuarter === 9) return 'minutes';
	return withinQuarter === 0 ? 'midnight' : null;
}

/**
 * How times are returned. A server in a zone without an offset returns `+00:00` in both of the forms, which are then
 * the same. So one date is in winter and one in summer.
 *
 * @returns null if no date was returned
 */
export function zoneForm(returned: ReadonlyArray<string | null>): DateForm['zone'] {
	const zones = returned.flatMap((date) =>
		date === null ? [] : [/(Z|[+-]\d{2}:?\d{2})$/i.exec(date)?.[1]?.toUpperCase() ?? ''],
	);
	if (zones.length === 0) return null;
	if (zones.every((zone) => zone === '')) return 'none';
	if (zones.every((zone) => zone === 'Z')) return 'Z';
	return zones.every((zone) => /^\+00:?00$/.test(zone)) ? '+00:00' : 'offset';
}
