import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { isToolRun } from '../../host/toolRun';
import { undo } from '../../lifecycle';
import type { UndoParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { writeOptions } from '../properties/options';
import { badInput, isRecord, jsonIn } from '../values';

const properties: INodeProperties[] = [
	{
		displayName:
			'Takes back what an earlier step wrote for a user, if everything is still as that step left it. A user who was created is deleted.',
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
			'The undo of an earlier output, or of an error item, unchanged. Of several for one user, hand over the newest first.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['undo'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<UndoParams, object>({
		read: (item) => ({
			undo: undoOf(item.value('undo')),
			// Deleting is never open to a model (rule 9), and this is deleting where the step created somebody.
			mayDelete: !isToolRun(item.context),
		}),
		act: undo,
	});
}

/** Only what is sealed in it counts; the rest tells whom it is about. */
function undoOf(value: unknown): UndoParams['undo'] {
	const given: unknown = typeof value === 'string' ? jsonIn(value) : value;
	if (isRecord(given)) {
		const { userId, sealed } = given;
		if (typeof userId === 'number' && typeof sealed === 'string') return { userId, sealed };
	}
	throw badInput(
		'Undo',
		'is not the undo of an earlier output',
		'Hand over the whole undo of an output item, e.g. with {{ $json.undo }}.',
	);
}
