import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { reportFaults } from '../host/faultLog';
import type { RunSettings } from '../host/openRun';
import { openSignInServices, type SignInServices } from '../host/openSignInServices';
import { finish, itemsOf } from '../host/output';
import { mayBeCalled } from '../host/calledWorkflow';
import { isToolRun } from '../host/toolRun';
import { failed } from '../lifecycle/result/resultBuilder';
import { isFailure } from '../lifecycle/result/result';
import { callerMessages } from '../messages/callers';
import { failure } from '../net2/errors';
import { Item } from './item';

/**
 * Who may run an operation on the connection. `people` rejects an AI model that calls the node as a tool.
 * `personInEditor` also rejects production executions and called workflows (safety rule 9, docs/safety-rules.md).
 */
export type AllowedCaller = 'anybody' | 'people' | 'personInEditor';

/** Does the work of one operation on the connection, and returns its result. A list becomes one item for each entry. */
export type SignInHandler = (
	services: SignInServices,
	caller: { item: Item; forModel: boolean },
) => Promise<object>;

/**
 * Runs an operation on the connection once, with the parameters of the first item. The result is paired with all input
 * items, because a hundred items are no reason to send a hundred emails.
 */
export async function runSignIn(
	context: IExecuteFunctions,
	operation: string,
	settings: () => RunSettings,
	who: AllowedCaller,
	handler: SignInHandler,
): Promise<INodeExecutionData[]> {
	const forModel = isToolRun(context);
	const onFault = reportFaults(context, operation);
	const result = await run().catch((error: unknown) => failed({ operation, onFault }, error, {}));
	return isFailure(result)
		? finish(context, [{ index: 0, result }])
		: await itemsOf(context, Array.isArray(result) ? result : [result]);

	async function run(): Promise<object> {
		if (who === 'personInEditor') requirePersonInEditor(context, forModel);
		if (forModel && who === 'people') throw failure(callerMessages.modelSignsIn);
		const services = await openSignInServices(context, operation, settings(), onFault);
		try {
			const item = new Item(context, 0, false);
			return await handler(services, { item, forModel });
		} finally {
			await services.close();
		}
	}
}

function requirePersonInEditor(context: IExecuteFunctions, forModel: boolean): void {
	const isCalled = mayBeCalled(context);
	if (context.getMode() === 'manual' && !forModel && !isCalled) return;
	if (forModel) throw failure(callerMessages.modelRehearses);
	throw failure(
		isCalled ? callerMessages.calledWorkflowRehearses : callerMessages.productionRehearses,
	);
}
