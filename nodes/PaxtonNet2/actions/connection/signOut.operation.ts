import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { signOut } from '../../net2/openNet2';
import type { Call } from '../call';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['signOut'] } },
	properties,
);

const UNCONFIRMED =
	'Net2 did not confirm that it revoked the sign-in. The node removed it from n8n, and it expires within two hours.';

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.atDesk('people', async ({ options, run: { operation } }) => {
		const { revoked } = await signOut(options);
		return { operation, outcome: 'signedOut', revoked, warnings: revoked ? [] : [UNCONFIRMED] };
	});
}
