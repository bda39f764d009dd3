import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { preflight } from '../../lifecycle/preflight';
import { isFailure } from '../../lifecycle/result/result';
import type { OperationRunner } from '../operationRunner';
import { connectionOptions } from '../properties/options';

const properties: INodeProperties[] = [connectionOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['signIn'], operation: ['check'] } },
	properties,
);

/** Reads only, so a model may ask for it; the session is of no use to a model, and stays out of its sight. */
export async function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return await runner.runSignIn('anybody', async ({ run, door }, { forModel }) => {
		const seen = await preflight(run, door);
		return isFailure(seen) || !forModel ? seen : { ...seen, session: null };
	});
}
