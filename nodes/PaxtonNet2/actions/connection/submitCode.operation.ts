import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import { submitCode } from '../../net2/openNet2';
import type { OperationRunner } from '../operationRunner';
import type { Item } from '../item';
import { connectionOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName: 'Challenge',
		name: 'challenge',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '={{ $json.challenge }}',
		description: 'The challenge from the output of Request Code, unchanged',
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		placeholder: 'e.g. 123456',
		description: 'The one-time code, as text. The node sends it only once.',
	},
	connectionOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['submitCode'] } },
	properties,
);

/** What the operation returns. */
interface CodeAnswer {
	operation: string;
	outcome: 'signedIn';
	/** The saved sign-in. */
	session: string;
	/** ISO, UTC. */
	tokenEnds: string;
}

/** Runs once for all input items, with the challenge and code of the first item. */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runSignIn(
		'people',
		async ({ options, run: { operation } }, { item }): Promise<CodeAnswer> => {
			const challenge = item.required('challenge', 'Challenge');
			const { session, expiresAt } = await submitCode(options, challenge, codeOf(item));
			const tokenEnds = new Date(expiresAt).toISOString();
			return { operation, outcome: 'signedIn', session, tokenEnds };
		},
	);
}

/** Net2 accepts each code only once, so the node does not send one that may have lost its leading zeros. */
function codeOf(item: Item): string {
	if (typeof item.value('code') === 'number') throw failure(parameterMessages.codeNotText);
	return item.required('code', 'Code');
}
