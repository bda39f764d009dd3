import { parseEnd, type Site } from '../../mapping/siteTime';

export { endsToday, sameEndDate as endsAsAsked, wallTime } from '../../mapping/net2Dates';

/** Whether a text says in place of an end date that there is none; an empty one keeps what there is. */
export function saysNever(text: string): boolean {
	return text.trim().toLowerCase() === 'never';
}

/** The end that a text gives; null: none, so that one that lies ahead is withdrawn. Throws `badInput`. */
export function askedEnd(text: string, site: Site): string | null {
	return saysNever(text) ? null : parseEnd(text, site);
}
