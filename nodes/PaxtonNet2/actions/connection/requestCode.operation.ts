import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { beginEmailChallenge } from '../../net2/openNet2';
import type { Call } from '../call';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['requestCode'] } },
	properties,
);

/** Runs once for all input items, because each request sends an email and ends the code of the request before. */
export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.atDesk('people', async ({ options, run: { operation } }) => {
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
