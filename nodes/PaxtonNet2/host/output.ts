import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { evidenceOf } from './evidence';
import { isJsonObject, toJson } from './json';
import { stopped } from './nodeErrors';
import { isFailed, type ItemResult } from './told';

/** What `output: minimal` leaves of a result, beside the names of the fields that changed. */
const MINIMAL = new Set([
	'operation',
	'outcome',
	'changed',
	'dryRun',
	'verified',
	'userId',
	'key',
	'warnings',
	'undo',
	// Of a synchronise, its kind, and what its summary counts; not whom it names.
	'kind',
	'mode',
	'planId',
	'blocked',
	'safetyLimits',
	'leaversOnly',
	'counts',
	'done',
]);

/**
 * One output item per input item (of a list, one per entry), in input order, each paired with its own. A failed one holds `error` and nothing
 * else, since only then does n8n send it to the error output. Where the node is to stop on errors, every item has been
 * tried all the same, and one error tells of all of them (design, section 6).
 */
export function finish(
	context: IExecuteFunctions,
	told: ItemResult[],
	{ minimal = false, evidence = false }: { minimal?: boolean; evidence?: boolean } = {},
): INodeExecutionData[] {
	if (told.some(isFailed) && !context.continueOnFail()) throw stopped(context.getNode(), told);
	return told.flatMap((one) => {
		const pairedItem = one.ofAll === true ? everyItem(context) : { item: one.index };
		if (one.entries !== undefined)
			return one.entries.map((entry) => ({ json: toJson(entry), pairedItem }));
		const json = minimal && !isFailed(one) ? minimised(one.answer) : toJson(one.answer);
		if (evidence) attach(json, one.answer);
		return [{ json, pairedItem, ...(one.binary === undefined ? {} : { binary: one.binary }) }];
	});
}

function everyItem(context: IExecuteFunctions): IPairedItemData[] {
	return context.getInputData().map((_, item) => ({ item }));
}

/** Entries of a list, each paired with every input item: the list does not depend on any of them. */
export function itemsOf(context: IExecuteFunctions, entries: object[]): INodeExecutionData[] {
	const pairedItem = everyItem(context);
	return entries.map((entry) => ({ json: toJson(entry), pairedItem }));
}

function minimised(answer: object): IDataObject {
	const json = toJson(answer);
	const kept = Object.fromEntries(Object.entries(json).filter(([name]) => MINIMAL.has(name)));
	const { changes } = json;
	if (!Array.isArray(changes)) return kept;
	const names = changes.map((change) => (isJsonObject(change) ? String(change['field']) : ''));
	return { ...kept, changedFields: [...new Set(names)] };
}

/** A failed item holds `error` and nothing beside it, so there it goes inside. */
function attach(json: IDataObject, answer: object): void {
	const evidence = toJson(evidenceOf(answer));
	const { error } = json;
	if (isJsonObject(error)) error['evidence'] = evidence;
	else json['evidence'] = evidence;
}
