import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RunSettings } from '../host/openRun';
import { openSignInServices, type SignInServices } from '../host/openSignInServices';
import { finish, itemsOf } from '../host/output';
import { isToolRun } from '../host/toolRun';
import { failed } from '../lifecycle/result/resultBuilder';
import { isFailure } from '../lifecycle/result/result';
import { Net2Error } from '../net2/errors';
import { Item } from './item';

/** Does the work of one operation on the connection, and returns its result. */
export type SignInHandler = (
	services: SignInServices,
	caller: { item: Item; forModel: boolean },
) => Promise<object>;

/**
 * Runs an operation on the connection once, with the parameters of the first item. The single result is paired with all
 * input items, because a hundred items are no reason to send a hundred emails.
 *
 * @param who `people` rejects an AI model that calls the node as a tool (safety rule 9, docs/safety-rules.md)
 */
export async function runSignIn(
	context: IExecuteFunctions,
	operation: string,
	settings: () => RunSettings,
	who: 'anybody' | 'people',
	handler: SignInHandler,
): Promise<INodeExecutionData[]> {
	const forModel = isToolRun(context);
	const result = await run().catch((error: unknown) => failed({ operation }, error, {}));
	return isFailure(result) ? finish(context, [{ index: 0, result }]) : itemsOf(context, [result]);

	async function run(): Promise<object> {
		if (forModel && who === 'people') throw notForModels();
		const services = await openSignInServices(context, operation, settings());
		const item = new Item(context, 0, false, new Map());
		return await handler(services, { item, forModel }).finally(async () => await services.close());
	}
}

function notForModels(): Net2Error {
	return new Net2Error(
		'notAllowed',
		'An AI model cannot sign in with a code or sign out. Nothing was sent to Net2.',
		"Let a workflow or a person run this operation. A model may run 'Connection: Check'.",
	);
}
