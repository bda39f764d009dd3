import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { signOut } from '../../net2/openNet2';
import type { OperationRunner } from '../operationRunner';
import { connectionOptions } from '../properties/options';

const properties: INodeProperties[] = [connectionOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['signOut'] } },
	properties,
);

const UNCONFIRMED =
	'Net2 did not confirm that it revoked the sign-in. The node removed it from n8n, and it expires within two hours.';

/** What the operation returns. */
interface SignOut {
	operation: string;
	outcome: 'signedOut';
	/** Whether Net2 confirmed that it revoked the sign-in. */
	revoked: boolean;
	warnings: string[];
}

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runSignIn('people', async ({ options, run: { operation } }): Promise<SignOut> => {
		const { revoked } = await signOut(options);
		return { operation, outcome: 'signedOut', revoked, warnings: revoked ? [] : [UNCONFIRMED] };
	});
}
