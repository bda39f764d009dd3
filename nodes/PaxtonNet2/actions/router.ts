import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import * as accessLevel from './accessLevel';
import { Call } from './call';
import * as card from './card';
import * as connection from './connection';
import * as department from './department';
import * as door from './door';
import * as event from './event';
import type { Operation } from './operation';
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

/** Finds the operation that the node is set to, and has it carried out for all input items. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	// As they stand: they take no expression in the editor, and one typed into the workflow's JSON would let data, or a
	// model, choose what is done.
	const raw = { rawExpressions: true };
	const resource: unknown = this.getNodeParameter('resource', 0, '', raw);
	const name: unknown = this.getNodeParameter('operation', 0, '', raw);
	const operation = resources.get(String(resource))?.get(String(name));
	if (operation === undefined)
		throw new NodeOperationError(
			this.getNode(),
			`This node has no operation "${String(name)}" for "${String(resource)}".`,
			{ description: 'Choose a resource and an operation from the lists.', itemIndex: 0 },
		);
	if (this.getInputData().length === 0) return [[]];
	return [await operation.execute(new Call(this, `${String(resource)}.${String(name)}`))];
}
