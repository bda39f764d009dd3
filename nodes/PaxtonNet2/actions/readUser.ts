import type { Lookup } from '../lifecycle/run/request';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { ItemParameters } from './itemParameters';
import { readLocator, refuseHrColumn } from './readLocator';
import { isRecord, textOf } from './values';

const LABEL = 'User';
const MODES = { key: 'Number', list: 'From List', net2Id: 'Net2 ID' } as const;

/** Who is meant by the locator `user` of an item. Throws `badInput` if it is empty or has an unknown mode. */
export function readUser(item: ItemParameters, isDryRun: () => boolean): Lookup {
	const locator = item.value('user');
	if (!isRecord(locator)) throw failure(parameterMessages.userNotLocated);
	refuseHrColumn(item.stored('user'), LABEL, 'key', MODES.key);
	const { mode, text } = readLocator(locator, LABEL, MODES);
	const byKey = mode === 'key';
	const wouldBe = userOfDryRun(item, { byKey, text, isDryRun });
	if (wouldBe !== undefined) return wouldBe;
	if (text === undefined) throw item.empty(LABEL);
	if (!byKey) return { by: 'id', id: text };
	return { by: 'key', key: text, field: item.correlationField() };
}

/** Whether the locator of an item names a user at all. */
export function hasUser(item: ItemParameters): boolean {
	const locator = item.value('user');
	return textOf(isRecord(locator) ? locator['value'] : locator, LABEL) !== undefined;
}

/** The user of a refused item, as far as its parameters say so. */
export function subjectOf(item: ItemParameters): { key: string | null; userId: number | null } {
	try {
		const locator = item.value('user');
		const mode = isRecord(locator) ? locator['mode'] : undefined;
		const given = isRecord(locator) ? locator['value'] : item.value('key');
		const text = textOf(given, LABEL)?.trim() ?? null;
		if (mode === undefined || mode === 'key') return { key: text, userId: null };
		return { key: null, userId: text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null };
	} catch {
		return { key: null, userId: null };
	}
}

/**
 * A user that an earlier node would have created outside a dry run. The item is the output of that node. Only a dry
 * run takes one, and only for that very user.
 */
function userOfDryRun(
	item: ItemParameters,
	{ byKey, text, isDryRun }: { byKey: boolean; text: string | undefined; isDryRun: () => boolean },
): Lookup | undefined {
	const json = item.context.getInputData()[item.index]?.json ?? {};
	const isDry =
		json['dryRun'] === true && json['userId'] === null && json['outcome'] !== 'notFound';
	if (!isDry || !isDryRun()) return undefined;
	const key = typeof json['key'] === 'string' ? json['key'] : null;
	const isMeant = byKey ? text !== undefined && text === key?.trim() : text === undefined;
	return isMeant ? { by: 'wouldBe', key } : undefined;
}
