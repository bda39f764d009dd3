import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { checkConnection } from '../../lifecycle/connectionCheck/checkConnection';
import { isFailure } from '../../lifecycle/result/result';
import type { OperationRunner } from '../operationRunner';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['check'] } },
	properties,
);

/** Check only reads, so a model may run it. The saved sign-in is of no use to a model and is left out. */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runSignIn('anybody', async ({ run, probe }, { forModel }) => {
		const report = await checkConnection(run, probe);
		return isFailure(report) || !forModel ? report : { ...report, session: null };
	});
}
