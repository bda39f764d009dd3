import type { FieldValues } from '../lifecycle/run/request';
import { nameBy, type HrName, type PersonName } from '../mapping/nameConvention';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { Item } from './item';
import { isRecord, textOf } from './values';

const PARTS: ReadonlyArray<[part: keyof HrName, label: string]> = [
	['convention', 'Convention'],
	['firstName', 'First Name'],
	['ownName', 'Own Name'],
	['ownPrefix', 'Own Prefix'],
	['partnerName', 'Partner Name'],
	['partnerPrefix', 'Partner Prefix'],
];

/**
 * The whole name of an item by its convention. Undefined if no part of it is given. A name that the fields give in
 * another way is refused, because it is not clear which one is meant.
 */
export function nameOf(item: Item, fields: FieldValues): PersonName | undefined {
	const given = item.value('nameConvention');
	if (!isRecord(given)) return undefined;
	const name: HrName = {};
	for (const [part, label] of PARTS) {
		const text = textOf(given[part], label);
		if (text !== undefined) name[part] = text;
	}
	const { convention: _convention, ...parts } = name;
	// A convention alone is its default in the editor, or a list that has no name for this item.
	if (Object.keys(parts).length === 0) return undefined;
	const composed = nameBy(name);
	for (const [field, value] of Object.entries(composed)) {
		const mapped = String(fields[field] ?? '').trim();
		if (mapped !== '' && mapped !== value)
			throw failure(parameterMessages.otherName, { part: LABELS.get(field) ?? field });
	}
	return composed;
}

const LABELS = new Map([
	['firstName', 'first name'],
	['middleName', 'middle name'],
	['lastName', 'last name'],
]);
