import { LoadOptionsContext, PollContext } from 'n8n-core';

// n8n compiles without exactOptionalPropertyTypes. It gives the name of a workflow as `string | undefined`, but its own
// interface for nodes has `name?: string`. So its contexts fit that interface only once the name is a string.

/** n8n's context for what its editor loads. */
export class EditorContext extends LoadOptionsContext {
	override getWorkflow() {
		return withName(super.getWorkflow());
	}
}

/** n8n's context for a polling trigger. */
export class TriggerContext extends PollContext {
	override getWorkflow() {
		return withName(super.getWorkflow());
	}
}

function withName<Workflow extends { name: string | undefined }>(workflow: Workflow) {
	return { ...workflow, name: workflow.name ?? '' };
}
