import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { submitCode } from '../../net2/openNet2';
import type { OperationRunner } from '../operationRunner';
import type { Item } from '../item';
import { connectionOptions } from '../properties/options';
import { badInput } from '../values';

const properties: INodeProperties[] = [
	{
		displayName: 'Challenge',
		name: 'challenge',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '={{ $json.challenge }}',
		description: 'The challenge in the output of Request Code, as it is',
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		placeholder: 'e.g. 123456',
		description: 'The one-time code, as text. It is sent once and never again.',
	},
	connectionOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['signIn'], operation: ['submitCode'] } },
	properties,
);

/** Once for all input items, with the challenge and code of the first. */
export async function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return await runner.runSignIn('people', async ({ options, run: { operation } }, { item }) => {
		const challenge = item.required('challenge', 'Challenge');
		const { session, expiresAt } = await submitCode(options, challenge, codeOf(item));
		const tokenEnds = new Date(expiresAt).toISOString();
		return { operation, outcome: 'signedIn', session, tokenEnds };
	});
}

/** A code is spent by being sent, so one that may have lost its leading zeros is not. */
function codeOf(item: Item): string {
	if (typeof item.value('code') === 'number')
		throw badInput(
			'Code',
			'is a number, which has lost any leading zeros',
			'Send it as text, e.g. with a text field in the form.',
		);
	return item.required('code', 'Code');
}
