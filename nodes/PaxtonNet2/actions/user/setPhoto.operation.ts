import { createHash } from 'node:crypto';
import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setPhoto, type SetPhotoParams } from '../../lifecycle/photo';
import type { Success } from '../../lifecycle/result/result';
import { refuseLargeFile } from '../../mapping/photo';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import type { Item } from '../item';
import { writeOptions } from '../properties/options';
import { photoProperty } from '../properties/photo';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		...photoProperty,
		description:
			'Name of the input field with the photo (JPEG or PNG). A PNG is converted, and a large photo is made smaller.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['setPhoto'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<SetPhotoParams, Success>({
		read: (item) => ({ user: item.user(), ...pictureOf(item) }),
		run: setPhoto,
	});
}

function pictureOf(item: Item): Pick<SetPhotoParams, 'source' | 'read'> {
	const { context, index } = item;
	const property = item.text('binaryProperty', 'Input Data Field Name') ?? 'data';
	const file = context.getInputData()[index]?.binary?.[property];
	if (file === undefined) throw failure(parameterMessages.noPhotoFile, { field: property });
	return {
		// In memory a file has no id. n8n keeps it as text there, so a hash of it costs little.
		source: file.id ?? createHash('sha256').update(file.data).digest('hex'),
		async read() {
			// In n8n's memory the file is base64 text; elsewhere n8n knows its size.
			const { helpers } = context;
			refuseLargeFile(
				file.id === undefined
					? Math.floor((file.data.length * 3) / 4)
					: (await helpers.getBinaryMetadata(file.id)).fileSize,
			);
			return await helpers.getBinaryDataBuffer(index, property);
		},
	};
}
