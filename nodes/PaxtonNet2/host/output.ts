import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { isSuccess, isSummary } from '../lifecycle/result/operationResult';
import { isFailure } from '../lifecycle/result/result';
import { mapInTurns } from '../net2/eventLoop';
import { evidenceOf } from './evidence';
import { isJsonObject, toJson } from './json';
import { isFailed, type ItemResult } from './itemResult';
import { stopped } from './nodeErrors';
import { jsonOf, type EntryForms, type OutputForm } from './outputForms';
import { problemRow } from './tableRows';

/** The form of the output. */
export interface OutputSettings {
	form?: OutputForm;
	evidence?: boolean;
	/** How entries of lists look in the forms that are not `full`. */
	entryForms?: EntryForms;
}

/**
 * Makes output items of results, in input order, each paired with its input item. A failed one has `error` and
 * nothing else, because only then does n8n send it to the error output. If the node is to stop on errors, every item
 * has still been tried. Then one error names all of them.
 *
 * @throws NodeOperationError if an item failed and the node does not continue on errors
 */
export function finish(
	context: IExecuteFunctions,
	results: ItemResult[],
	settings: OutputSettings = {},
): INodeExecutionData[] {
	return beginOutput(context, results, settings)(results);
}

/** As {@link finish}. A list may have 20,000 results, and other work of the process runs in between. */
export async function finishInTurns(
	context: IExecuteFunctions,
	results: ItemResult[],
	settings: OutputSettings = {},
): Promise<INodeExecutionData[]> {
	const outputOf = beginOutput(context, results, settings);
	const items = await mapInTurns(results, (result) => outputOf([result]));
	return items.flat();
}

/** Throws or hints at what concerns all results, and returns what makes items of some. */
function beginOutput(
	context: IExecuteFunctions,
	results: ItemResult[],
	{ form = 'full', evidence = false, entryForms = {} }: OutputSettings,
): (some: ItemResult[]) => INodeExecutionData[] {
	if (results.some(isFailed) && !context.continueOnFail() && !hasPlan(results))
		throw stopped(context.getNode(), results, form);
	showDryRun(context, results);
	const asRows = form === 'table' && !context.continueOnFail();
	const outputOf = ({ index, result, ofAll, binary }: ItemResult) => {
		const pairedItem = ofAll === true ? everyItem(context) : { item: index };
		const file = binary === undefined ? {} : { binary };
		const all =
			asRows && isFailure(result) ? [toJson(problemRow(result))] : jsonOf(result, form, entryForms);
		return all.map((json) => {
			if (evidence) attach(json, toJson(evidenceOf(result)));
			return { json, pairedItem, ...file };
		});
	};
	return (some) => some.flatMap(outputOf);
}

/** A run that wrote nothing must not look as if it had. */
function showDryRun(context: IExecuteFunctions, results: ItemResult[]): void {
	const isPlan = hasPlan(results);
	const isDry = results.some(({ result }) => isSuccess(result) && result.dryRun);
	if (!isPlan && !isDry) return;
	const message = isPlan
		? "This is a plan. Nothing was written to Net2. To write, choose another 'Mode'."
		: "Dry run: the output shows what would happen, and nothing was written to Net2. To write, remove the option 'Dry Run' or switch it off.";
	context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}

function hasPlan(results: ItemResult[]): boolean {
	return results.some(({ result }) => isSummary(result) && result.mode === 'plan');
}

function everyItem(context: IExecuteFunctions): IPairedItemData[] {
	return context.getInputData().map((_, item) => ({ item }));
}

/** Entries of a list, each paired with every input item: the list does not depend on any of them. */
export async function itemsOf(
	context: IExecuteFunctions,
	entries: object[],
	form: OutputForm = 'full',
	entryForms: EntryForms = {},
): Promise<INodeExecutionData[]> {
	const pairedItem = everyItem(context);
	const items = await mapInTurns(entries, (entry) =>
		jsonOf({ found: [entry] }, form, entryForms).map((json) => ({ json, pairedItem })),
	);
	return items.flat();
}

/** A failed item has `error` and nothing else, so there it goes inside. */
function attach(json: IDataObject, evidence: IDataObject): void {
	const { error } = json;
	if (isJsonObject(error)) error['evidence'] = evidence;
	else json['evidence'] = evidence;
}
