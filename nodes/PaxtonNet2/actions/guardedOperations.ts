import type { IExecuteFunctions } from 'n8n-workflow';
import { mayBeCalled } from '../host/calledWorkflow';
import { isToolRun } from '../host/toolRun';
import { callerMessages } from '../messages/callers';
import { failure } from '../net2/errors';
import { fixedBoolean } from './values';

/** What no AI model may cause on its own (docs/safety-rules.md, rule 9). */
export const GUARDED: ReadonlySet<string> = new Set([
	'user.delete',
	'department.delete',
	'door.open',
]);

/** Whether an operation, as the node is set, is one that never runs as a tool. */
export function isGuarded(context: IExecuteFunctions, operation: string): boolean {
	if (operation === 'user.synchronize') return modeOf(context) !== 'plan';
	return GUARDED.has(operation);
}

/** As it is stored: an expression is no plan. */
function modeOf(context: IExecuteFunctions): unknown {
	return context.getNodeParameter('mode', 0, 'plan', { rawExpressions: true });
}

/**
 * Refuses a guarded operation in a workflow that another workflow or an agent may have called. An AI model may have
 * caused the call, and n8n does not say so. So a person has to allow it at the node.
 *
 * @throws Net2Error `notAllowed`
 */
export function refuseCalledWorkflow(context: IExecuteFunctions, operation: string): void {
	if (isGuarded(context, operation) && !mayRunHere(context))
		throw failure(callerMessages.calledWorkflow);
}

/**
 * Whether an operation may delete, open or apply. It never may as a tool. In a called workflow it may only if a
 * person allowed it.
 */
export function mayRunHere(context: IExecuteFunctions): boolean {
	if (!mayBeCalled(context)) return true;
	return fixedBoolean(context, 'allowFromWorkflow', 'Allow From Workflow');
}

/** Whether an undo may delete a user that the operation created. */
export function mayUndoDelete(context: IExecuteFunctions): boolean {
	return !isToolRun(context) && mayRunHere(context);
}
