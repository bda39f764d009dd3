import type { IExecuteFunctions } from 'n8n-workflow';

/** The trigger from which n8n starts a workflow that another workflow or an agent calls. */
const EXECUTE_WORKFLOW_TRIGGER = 'n8n-nodes-base.executeWorkflowTrigger';

/**
 * Whether another workflow, or an agent, may have called this workflow (docs/safety-rules.md, rule 9). The mode says
 * so for published agents and for workflows. But n8n runs what a draft agent calls in the mode `manual`, as
 * for a person in the editor. So the trigger counts as well.
 */
export function mayBeCalled(context: IExecuteFunctions): boolean {
	if (context.getMode() === 'integrated') return true;
	return context
		.getParentNodes(context.getNode().name)
		.some(({ name, type }) => type === EXECUTE_WORKFLOW_TRIGGER && hasRun(context, name));
}

/** Where n8n cannot say, it has. */
function hasRun(context: IExecuteFunctions, name: string): boolean {
	try {
		const find: unknown = context.getWorkflowDataProxy(0).$;
		if (typeof find !== 'function') return true;
		const node: unknown = Reflect.apply(find, undefined, [name]);
		return typeof node !== 'object' || node === null || Reflect.get(node, 'isExecuted') !== false;
	} catch {
		return true;
	}
}
