import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getPhoto, type PhotoFound } from '../../lifecycle/photo';
import { isFailure } from '../../lifecycle/result/result';
import type { GetParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { userReadOptions } from '../properties/options';
import { photoProperty } from '../properties/photo';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		...photoProperty,
		displayName: 'Put Output File in Field',
		description: 'Name of the output field for the photo',
	},
	userReadOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['getPhoto'] } },
	properties,
);

/** A user without a photo gives an item without a file, and `hasPhoto` says so. */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	const images = new Map<PhotoFound, Uint8Array>();
	return runner.runRead<GetParams, PhotoFound>({
		read: (item) => ({ user: item.user() }),
		async run(run, requests) {
			return (await getPhoto(run, requests)).map((answer) => {
				if (isFailure(answer)) return answer;
				const found = { ...answer.found };
				if (answer.image !== null) images.set(found, answer.image);
				return found;
			});
		},
		entries: (found) => [found],
		async files(item, found) {
			const image = images.get(found);
			if (image === undefined) return undefined;
			const property = item.text('binaryProperty', 'Put Output File in Field') ?? 'data';
			const isPng = image[0] === 0x89;
			const { helpers } = item.context;
			const name = `net2-user-${found.userId}.${isPng ? 'png' : 'jpg'}`;
			const type = isPng ? 'image/png' : 'image/jpeg';
			return { [property]: await helpers.prepareBinaryData(Buffer.from(image), name, type) };
		},
	});
}
