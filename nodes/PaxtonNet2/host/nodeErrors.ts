import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
} from 'n8n-workflow';
import { plural } from '../lifecycle/safetyLimits/plural';
import { explainReported } from '../lifecycle/result/failure';
import { isFailure, type Failure } from '../lifecycle/result/result';
import { isSuccess, isSummary, type OperationResult } from '../lifecycle/result/operationResult';
import { toJson } from './json';
import type { ItemResult } from './itemResult';
import { jsonOf, minimalFailure, type OutputForm } from './outputForms';

/**
 * The one error of a run that is to stop on errors. Its message has the number of failed items and the first of them,
 * and its description has all items. Its context has what was done, with audit entries and undo, because n8n keeps
 * nothing else of the run. It repeats no more of a user than the output form allows.
 */
export function stopped(
	node: INode,
	items: ItemResult[],
	form: OutputForm = 'full',
): NodeOperationError {
	const { failures, untouched, done } = sorted(items, form);
	const [first] = [...failures, ...untouched];
	const wrong = failures.length + untouched.length;
	const verb = wrong === 1 ? 'was' : 'were';
	const count = `${wrong} of ${plural(items.length, 'item')} ${verb} not carried out.`;
	const wasCancelled = items.some(
		({ result }) => isFailure(result) && result.error.reason === 'cancelled',
	);
	const example = first === undefined ? '' : ` First: ${lineOf(first)}`;
	// n8n takes a run for stopped by hand, and starts no error workflow, if the message says "canceled". A personnel number
	// or a department may say so too.
	const message = wasCancelled
		? `Execution canceled. ${count}${example}`
		: `${count}${example}`.replaceAll('canceled', 'cancelled');
	const description = [
		section('Not carried out', failures),
		section('Not attempted', untouched),
		section('Carried out', done),
	]
		.filter((text) => text !== '')
		.join('\n\n');
	const error = nodeError(node, message, description, first?.index ?? 0);
	error.context['results'] = items.flatMap((item) => keptOf(item, form));
	return error;
}

/** Of a result, or of what a failed item had done. Whole cards and users are left out of an error. */
const KEPT = [
	'operation',
	'outcome',
	'reason',
	'verified',
	'dryRun',
	'userId',
	'key',
	'name',
	'summary',
	'changes',
	'changedFields',
	'done',
	'undo',
	'audit',
];

function keptOf({ index, result }: ItemResult, form: OutputForm): IDataObject[] {
	// A row of a table has no undo, and it must not be lost with the run.
	return jsonOf(result, form === 'table' ? 'full' : form).map((json) => {
		const { error } = json;
		const member = isFailure(result) && typeof error === 'object' && error !== null ? error : json;
		const kept = Object.entries(member).filter(([name]) => KEPT.includes(name));
		return { item: index, ...toJson(Object.fromEntries(kept)) };
	});
}

/** For what goes wrong outside of any item, in a list of the editor or in a poll. `onFault`: see `reportFaults`. */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	error: unknown,
	onFault: (fault: unknown) => void,
): NodeOperationError {
	const { message, remedy } = explainReported({ onFault }, error);
	return nodeError(context.getNode(), message, remedy, 0);
}

function nodeError(
	node: INode,
	message: string,
	description: string,
	itemIndex: number,
): NodeOperationError {
	// The error contains the node, and its parameters may contain a PIN or a saved sign-in.
	const bare = { ...node, parameters: {} };
	const error = new NodeOperationError(bare, message, { itemIndex, description });
	// n8n replaces messages in which it finds a word such as EPERM, and a personnel number may contain one.
	error.message = message;
	error.messages = [];
	return error;
}

interface Line {
	index: number;
	text: string;
}

type Lines = Record<'failures' | 'untouched' | 'done', Line[]>;

function sorted(items: ItemResult[], form: OutputForm): Lines {
	const lines: Lines = { failures: [], untouched: [], done: [] };
	for (const { index, result } of items) {
		if (!isFailure(result)) lines.done.push({ index, text: doneText(result) });
		else {
			const failure = form === 'minimal' ? minimalFailure(result) : result;
			const list = result.error.attempted === false ? lines.untouched : lines.failures;
			list.push({ index, text: failureText(failure) });
		}
	}
	return lines;
}

/** A description with more lines blocks n8n and is too long to read. */
const MOST_LINES = 200;

function section(title: string, lines: Line[]): string {
	if (lines.length === 0) return '';
	const more = lines.length - MOST_LINES;
	return [
		`${title} (${lines.length}):`,
		...lines.slice(0, MOST_LINES).map(lineOf),
		...(more > 0 ? [`and ${more} more`] : []),
	].join('\n');
}

function lineOf({ index, text }: Line): string {
	return `Item ${index}${text}`;
}

function failureText({ error }: Failure): string {
	const done = error.done.length === 0 ? '' : ` Done before: ${error.done.join('; ')}.`;
	return `${who(error)}: ${error.reason}. ${error.message}${done}`;
}

function doneText(result: Exclude<OperationResult, Failure>): string {
	if (isSummary(result)) return ': summary.';
	if (!isSuccess(result)) return ': read.';
	return `${who(result)}: ${result.outcome}${result.dryRun ? ' (dry run)' : ''}.`;
}

function who({ key, userId }: { key: string | null; userId: number | null }): string {
	return [
		key === null ? '' : `, personnel number ${key}`,
		userId === null ? '' : `, user ${userId}`,
	].join('');
}
