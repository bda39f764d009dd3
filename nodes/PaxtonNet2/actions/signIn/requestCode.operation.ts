import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { beginEmailChallenge } from '../../net2/openNet2';
import type { OperationRunner } from '../operationRunner';
import { connectionOptions } from '../properties/options';

const properties: INodeProperties[] = [connectionOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['signIn'], operation: ['requestCode'] } },
	properties,
);

/** Once for all input items: each request sends an e-mail, and makes the code of the one before worthless. */
export async function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return await runner.runSignIn('people', async ({ options, run: { operation } }) => {
		const begun = await beginEmailChallenge(options);
		if (begun.outcome === 'codeRequested') {
			const { outcome, challenge } = begun;
			return { operation, outcome, challenge, session: null, tokenEnds: null };
		}
		const { outcome, session, expiresAt } = begun;
		const tokenEnds = new Date(expiresAt).toISOString();
		return { operation, outcome, challenge: null, session, tokenEnds };
	});
}
