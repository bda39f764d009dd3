import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { explain } from '../lifecycle/report/report';
import { isFailure, type Failure } from '../lifecycle/run/result';
import { toJson } from './json';
import type { Told } from './told';

/**
 * The one error of a run that is to stop on errors: how many items went wrong and the first of them in the message, and
 * all items, person by person, in the description. Its context holds what was done, with audit entries and undo, since
 * nothing else of the run is kept. Every word of it comes from secret-free results.
 */
export function stopped(node: INode, told: Told[]): NodeOperationError {
	const { failures, untouched, done } = sorted(told);
	const [first] = [...failures, ...untouched];
	const wrong = failures.length + untouched.length;
	const verb = wrong === 1 ? 'was' : 'were';
	const count = `${wrong} of ${told.length} ${told.length === 1 ? 'item' : 'items'} ${verb} not carried out.`;
	const wasCancelled = told.some(
		({ answer }) => isFailure(answer) && answer.error.reason === 'cancelled',
	);
	const example = first === undefined ? '' : ` First: ${lineOf(first)}`;
	// n8n takes a run for stopped by hand, and starts no error workflow, if the message says "canceled". A key or a
	// department may say so too.
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
	error.context['results'] = told.map(keptOf);
	return error;
}

/** Of a result, or of what a failed item had done; whole cards and people are not told in an error. */
const KEPT = [
	'operation',
	'outcome',
	'reason',
	'verified',
	'dryRun',
	'userId',
	'key',
	'changes',
	'done',
	'undo',
	'audit',
];

function keptOf({ index, answer }: Told): IDataObject {
	const told = isFailure(answer) ? answer.error : answer;
	const kept = Object.entries(told).filter(([name]) => KEPT.includes(name));
	return { item: index, ...toJson(Object.fromEntries(kept)) };
}

/** For what goes wrong outside of any item: in a list of the editor, or before the first item. */
export function toNodeError(node: INode, error: unknown): NodeOperationError {
	const { message, remedy } = explain(error);
	return nodeError(node, message, remedy, 0);
}

function nodeError(
	node: INode,
	message: string,
	description: string,
	itemIndex: number,
): NodeOperationError {
	// The error carries the node along, and its parameters may hold a PIN or a session.
	const bare = { ...node, parameters: {} };
	const error = new NodeOperationError(bare, message, { itemIndex, description });
	// n8n replaces messages in which it finds a word such as EPERM, wherever it comes from: a key may hold one.
	error.message = message;
	error.messages = [];
	return error;
}

interface Line {
	index: number;
	text: string;
}

function sorted(told: Told[]): { failures: Line[]; untouched: Line[]; done: Line[] } {
	const lines: { failures: Line[]; untouched: Line[]; done: Line[] } = {
		failures: [],
		untouched: [],
		done: [],
	};
	for (const { index, answer } of told) {
		if (!isFailure(answer)) lines.done.push({ index, text: doneText(answer) });
		else if (answer.error.attempted === false)
			lines.untouched.push({ index, text: failureText(answer) });
		else lines.failures.push({ index, text: failureText(answer) });
	}
	return lines;
}

function section(title: string, lines: Line[]): string {
	if (lines.length === 0) return '';
	return [`${title} (${lines.length}):`, ...lines.map(lineOf)].join('\n');
}

function lineOf({ index, text }: Line): string {
	return `Item ${index}${text}`;
}

function failureText({ error }: Failure): string {
	const done = error.done.length === 0 ? '' : ` Done before: ${error.done.join('; ')}.`;
	return `${who(error)}: ${error.reason}. ${error.message}${done}`;
}

function doneText(answer: object): string {
	const told: Record<string, unknown> = { ...answer };
	const outcome = typeof told['outcome'] === 'string' ? told['outcome'] : 'read';
	const dry = told['dryRun'] === true ? ' (dry run)' : '';
	return `${who(told)}: ${outcome}${dry}.`;
}

function who({ key, userId, id }: { key?: unknown; userId?: unknown; id?: unknown }): string {
	const user = typeof userId === 'number' ? userId : id;
	return [
		typeof key === 'string' ? `, key ${key}` : '',
		typeof user === 'number' ? `, user ${user}` : '',
	].join('');
}
