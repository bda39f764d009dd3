import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openDesk, type Desk } from '../host/openDesk';
import type { RunSettings } from '../host/openRun';
import { finish, itemsOf } from '../host/output';
import { isToolRun } from '../host/toolRun';
import { failed } from '../lifecycle/result/resultBuilder';
import { isFailure } from '../lifecycle/result/result';
import { Net2Error } from '../net2/errors';
import { Item } from './item';

/** What an operation on the sign-in itself does, and what it is told of who requested. */
export type DeskAct = (desk: Desk, asked: { item: Item; forModel: boolean }) => Promise<object>;

/**
 * An operation on the sign-in itself. It runs once, by the parameters of the first item, and answers with one item that
 * is paired with all of them: a hundred items are no reason for a hundred e-mails.
 *
 * @param who `people`: a model that calls it as a tool is refused, since signing in and out is not its business (rule 9)
 */
export async function atDesk(
	context: IExecuteFunctions,
	operation: string,
	settings: () => RunSettings,
	who: 'anybody' | 'people',
	act: DeskAct,
): Promise<INodeExecutionData[]> {
	const forModel = isToolRun(context);
	const answer = await serve().catch((error: unknown) => failed({ operation }, error, {}));
	return isFailure(answer)
		? finish(context, [{ index: 0, result: answer }])
		: itemsOf(context, [answer]);

	async function serve(): Promise<object> {
		if (forModel && who === 'people') throw notForModels();
		const desk = await openDesk(context, operation, settings());
		const item = new Item(context, 0, false, new Map());
		return await act(desk, { item, forModel }).finally(async () => await desk.close());
	}
}

function notForModels(): Net2Error {
	return new Net2Error(
		'notAllowed',
		'Signing in with a code, and signing out, are never open to an AI model.',
		'Let a workflow or a person do it; a model may run Check.',
	);
}
