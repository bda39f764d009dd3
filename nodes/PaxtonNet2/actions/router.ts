import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import * as accessLevel from './accessLevel';
import * as card from './card';
import * as connection from './connection';
import * as department from './department';
import * as door from './door';
import * as event from './event';
import type { Operation } from './operation';
import { OperationRunner } from './operationRunner';
import * as user from './user';

/** Maps, not objects: a resource named `constructor` finds nothing in them. */
const resources = new Map<string, Map<string, Operation>>([
	['accessLevel', accessLevel.operations],
	['card', card.operations],
	['connection', connection.operations],
	['department', department.operations],
	['door', door.operations],
	['event', event.operations],
	['user', user.operations],
]);

/**
 * Finds the operation that the node is set to, and runs it for all input items. It never throws if the node continues
 * on errors. n8n would then pass the input on as a success, and a leaver would count as disabled.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	// As they are stored. They take no expression in the editor. One typed into the workflow's JSON would let data, or
	// a model, choose what is done.
	const resource = rawText(this, 'resource');
	const name = rawText(this, 'operation');
	const operation = resources.get(resource)?.get(name);
	if (this.getInputData().length === 0) return [[]];
	const runner = new OperationRunner(this, `${resource}.${name}`);
	if (operation === undefined) {
		const error = failure(parameterMessages.unknownOperation, { operation: name, resource });
		return [runner.allFail(runner.failed(error))];
	}
	const execution = operation.execute(runner);
	const output = await execution.catch(async (error: unknown) => {
		// The error with which a run stops is for n8n. Anything else is a fault of the node, whose text stays unsaid.
		if (error instanceof NodeOperationError && !this.continueOnFail()) return await execution;
		return runner.allFail(runner.failed(error));
	});
	return [output];
}

function rawText(context: IExecuteFunctions, name: string): string {
	const value: unknown = context.getNodeParameter(name, 0, '', { rawExpressions: true });
	return typeof value === 'string' ? value : '';
}
