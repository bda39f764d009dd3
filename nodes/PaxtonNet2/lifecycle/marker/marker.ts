import { correlationFieldId } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import type { CustomField, User } from '../../net2/model';

/**
 * What must outlive a run, kept in a custom field of the person (rule 10): that they are managed here, what they had
 * when they left, which levels end when, and which levels a rule granted.
 */
export interface Marker {
	left?: { on: string; department: number; levels: number[]; doors: number };
	/** By level id; `until` is wall time of the site. */
	timeBoxes: Array<{ level: number; until: string }>;
	/** Ids of the levels that rules granted. */
	byRules: number[];
}

export const NO_MARKS: Marker = { timeBoxes: [], byRules: [] };

/** e.g. `[n8n1 left=2026-11-24/3/1+4/0 until=4@2026-12-01T17:00:00 rules=2+5]`, beside whatever else the field holds. */
const SHAPE = /\[n8n(\d{1,6})([^\]]*)\]/;
const VERSION = '1';
const PART =
	/ (?:left=(\d{4}-\d\d-\d\d)\/(\d+)\/([\d+]*)\/(\d+)|until=([\d@T:+-]*)|rules=([\d+]*))/y;

/** The marker in a field's text; null: none. Throws `conflict` where it was altered by hand and cannot be read. */
export function readMarker(text: string | null): Marker | null {
	const found = SHAPE.exec(text ?? '');
	if (found === null) {
		if (/\[n8n\d/.test(text ?? '')) throw unreadable();
		return null;
	}
	const [, version, parts = ''] = found;
	if (version !== VERSION) throw unreadable();
	const marker: Marker = { timeBoxes: [], byRules: [] };
	PART.lastIndex = 0;
	let at = 0;
	for (let part = PART.exec(parts); part !== null; part = PART.exec(parts)) {
		at = PART.lastIndex;
		const [, on, department, levels, doors, boxes, rules] = part;
		if (on !== undefined)
			marker.left = {
				on,
				department: Number(department),
				levels: numbers(levels),
				doors: Number(doors),
			};
		else if (boxes !== undefined) marker.timeBoxes = boxes.split('+').map(timeBox);
		else marker.byRules = numbers(rules);
	}
	if (at !== parts.length) throw unreadable();
	return marker;
}

/**
 * The field's text with this marker in place of an older one, and everything else as it was.
 * Throws `badInput` where the field has no room for it.
 */
export function withMarker(text: string | null, marker: Marker, field: CustomField): string {
	const { left, timeBoxes, byRules } = marker;
	const parts = [
		left && `left=${left.on}/${left.department}/${left.levels.join('+')}/${left.doors}`,
		timeBoxes.length > 0 &&
			`until=${timeBoxes.map(({ level, until }) => `${level}@${until}`).join('+')}`,
		byRules.length > 0 && `rules=${byRules.join('+')}`,
	].filter(Boolean);
	const mark = `[n8n${VERSION}${parts.map((part) => ` ${String(part)}`).join('')}]`;
	const present = text ?? '';
	const written = SHAPE.test(present)
		? present.replace(SHAPE, () => mark)
		: [present, mark].filter((piece) => piece !== '').join(' ');
	if (field.maxLength > 0 && written.length > field.maxLength)
		throw new Net2Error(
			'badInput',
			`The field "${field.name}" has room for ${field.maxLength} characters, and what must be remembered needs ${written.length}.`,
			'Choose a roomier marker field, such as Notes.',
		);
	return written;
}

/** The custom field that holds the marker. Throws `unknownField`, and `badInput` where it would be the key's own field. */
export function markerFieldOf(
	wish: string,
	keyFieldId: number | null,
	all: CustomField[],
): CustomField {
	const id = correlationFieldId(wish, all);
	const field = all.find((one) => one.id === id);
	if (field !== undefined && id !== keyFieldId) return field;
	throw new Net2Error(
		'badInput',
		'The marker field is the field of the key, which it would overwrite.',
		'Choose another marker field, such as Notes.',
	);
}

/** What stands in the marker field of a person; null: nothing. */
export function markerText(user: Pick<User, 'customFields'>, { id }: CustomField): string | null {
	return user.customFields.find((field) => field.id === id)?.value ?? null;
}

function numbers(text = ''): number[] {
	return text === '' ? [] : text.split('+').map(Number);
}

function timeBox(text: string): { level: number; until: string } {
	const [level, until] = text.split('@');
	if (level === undefined || until === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(until))
		throw unreadable();
	return { level: Number(level), until };
}

function unreadable(): Net2Error {
	return new Net2Error(
		'conflict',
		'The marker "[n8n…]" in the marker field of this person cannot be read.',
		'Somebody altered it by hand: correct it or take it out in Net2, or choose another field, such as Notes.',
	);
}
