import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { undo } from '../../lifecycle/undo/undo';
import type { Success } from '../../lifecycle/result/result';
import type { UndoParams } from '../../lifecycle/run/request';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import { allowFromWorkflow } from '../properties/allowFromWorkflow';
import { writeOptions } from '../properties/options';
import { mayUndoDelete } from '../guardedOperations';
import { isRecord, jsonIn } from '../values';

const properties: INodeProperties[] = [
	{
		displayName:
			'Reverses what an earlier operation wrote for a user, if the user is still as that operation left it. A user that it created is deleted.',
		name: 'undoNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Undo',
		name: 'undo',
		type: 'json',
		required: true,
		default: '={{ $json.undo }}',
		placeholder: 'e.g. {{ $json.undo }}',
		description:
			'The undo of an earlier output or error item, unchanged. If a user has several, pass the newest first.',
	},
	allowFromWorkflow,
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['undo'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<UndoParams, Success>({
		read: (item) => ({
			undo: undoOf(item.value('undo')),
			// Undoing a creation deletes the user (docs/safety-rules.md, rule 9).
			mayDelete: mayUndoDelete(item.context),
		}),
		run: undo,
	});
}

/** Only what is sealed in it counts. The rest says which user it is about. */
function undoOf(value: unknown): UndoParams['undo'] {
	const given: unknown = typeof value === 'string' ? jsonIn(value) : value;
	if (isRecord(given)) {
		const { userId, sealed } = given;
		if (typeof userId === 'number' && typeof sealed === 'string') return { userId, sealed };
	}
	throw failure(parameterMessages.notUndo);
}
