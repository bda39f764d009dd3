import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether a model is calling (safety rule 9, docs/safety-rules.md). n8n's own answer is not enough. A tool that an
 * agent runs through the engine gets an ordinary execution context, which says no. But its node type is the tool
 * variant of ours, and its log goes to the agent. n8n's newer agents run a single node without a workflow, in the
 * mode `internal`. No workflow runs in that mode. If n8n cannot say at all, a tool is assumed.
 */
export function isToolRun(context: Pick<IExecuteFunctions, 'getNode' | 'getMode'>): boolean {
	const node = context.getNode();
	if (node.type.endsWith('Tool') || context.getMode() === 'internal') return true;
	if (node.rewireOutputLogTo === NodeConnectionTypes.AiTool) return true;
	const isToolExecution: unknown = Reflect.get(context, 'isToolExecution');
	// An n8n too old to have the function knows tools by the type alone.
	if (typeof isToolExecution !== 'function') return false;
	try {
		return Reflect.apply(isToolExecution, context, []) !== false;
	} catch {
		return true;
	}
}
