import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import { isRecord, jsonIn, textOf } from './values';

const LABEL = 'Access Levels';

/**
 * The access levels of an item: a list, or text with commas between. A name that contains a comma is in quotes, and a
 * quote inside those is doubled, as in CSV: `Staff, "Labs, ground floor", id:4`.
 */
export function levelList(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.flatMap((entry) => oneLevel(entry));
	if (typeof value === 'string') return fromText(value);
	throw failure(parameterMessages.levelsNotList);
}

/**
 * An entry of a list is one name, commas included. Level objects, as Get Many gives them, go by their id. Their name goes
 * along, because the id of another site is another level here.
 */
function oneLevel(entry: unknown): string[] {
	if (isRecord(entry) && 'id' in entry) {
		const id = textOf(entry['id'], LABEL);
		const name = typeof entry['name'] === 'string' ? entry['name'].trim() : '';
		return id === undefined ? [] : [`id:${id} ${name}`.trim()];
	}
	const name = textOf(entry, LABEL)?.trim();
	return name === undefined ? [] : [name];
}

function fromText(text: string): string[] {
	const trimmed = text.trim();
	if (trimmed.startsWith('[')) {
		const parsed = jsonIn(trimmed);
		if (Array.isArray(parsed)) return levelList(parsed);
	}
	const names: string[] = [];
	for (const match of `${trimmed},`.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*|([^,\s][^,]*)?),/gy)) {
		const [, quoted, plain] = match;
		const name = (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim();
		if (name !== '') names.push(name);
	}
	return names;
}
