import type { Brakes } from './settings';

/** What a plan comes to, in numbers. */
export interface Counted {
	/** Different keys on the list. */
	listSize: number;
	/** Active people of Net2 who are managed and on the list: what percentages are of. */
	matched: number;
	/** People who would lose their access, now or by an end date. */
	disables: number;
	deletes: number;
	/** Access levels that would be taken away. */
	revokes: number;
	/** Rows that cannot be carried out. */
	errors: number;
	/** People on record who would be written to. */
	changes: number;
	/** People who seem to have got another key. */
	keyChanges: number;
}

export interface TrippedBrake {
	brake: keyof Brakes;
	limit: number;
	found: number;
	/** What a percentage is of; null where the limit is a plain number. */
	of: number | null;
	message: string;
}

const MEASURES: Array<{ brake: keyof Brakes; count: keyof Counted; what: string }> = [
	{ brake: 'maxDisables', count: 'disables', what: 'people would lose their access' },
	{ brake: 'maxDisablePercent', count: 'disables', what: 'people would lose their access' },
	{ brake: 'maxDeletes', count: 'deletes', what: 'people would be deleted' },
	{ brake: 'maxRevokes', count: 'revokes', what: 'access levels would be taken away' },
	{ brake: 'maxErrorPercent', count: 'errors', what: 'rows cannot be carried out' },
	{ brake: 'maxChangePercent', count: 'changes', what: 'people would be changed' },
	{ brake: 'maxKeyChangePercent', count: 'keyChanges', what: 'people seem to have another key' },
];

/**
 * The brakes that a plan trips, each with what it found and by how much that is too much. A percentage is of the
 * active managed people matched; where nobody is matched, any number is too much, unless the limit is 100.
 */
export function trippedBrakes(brakes: Brakes, counted: Counted): TrippedBrake[] {
	const tripped: TrippedBrake[] = [];
	const { listSize, matched } = counted;
	if (listSize < brakes.minListSize)
		tripped.push({
			brake: 'minListSize',
			limit: brakes.minListSize,
			found: listSize,
			of: null,
			message: `minListSize ${brakes.minListSize}: the list names ${listSize} people, ${brakes.minListSize - listSize} too few`,
		});
	for (const { brake, count, what } of MEASURES) {
		const limit = brakes[brake];
		const found = counted[count];
		const isPercent = brake.endsWith('Percent');
		const most = isPercent ? shareOf(matched, limit) : limit;
		if (found <= most) continue;
		const of = isPercent ? matched : null;
		const share = isPercent ? ` of ${matched} on record${percent(found, matched)}` : '';
		const allowed = isPercent ? `${limit}% (${most})` : String(limit);
		const message = `${brake} ${allowed}: ${found}${share}: ${what}, ${found - most} too many`;
		tripped.push({ brake, limit, found, of, message });
	}
	return tripped;
}

/** All of them is no limit: a first list, which matches nobody, could not be let through otherwise. */
function shareOf(matched: number, limit: number): number {
	return limit >= 100 ? Infinity : Math.floor((limit * matched) / 100);
}

function percent(found: number, matched: number): string {
	return matched === 0 ? '' : ` (${Math.round((found * 1000) / matched) / 10}%)`;
}
