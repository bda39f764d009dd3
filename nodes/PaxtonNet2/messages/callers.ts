import { catalogue } from './message';

const REHEARSE_IN_EDITOR =
	"Open the workflow that contains this node in the editor, and run it with 'Execute Workflow'.";

/** Operations that only a person may cause (docs/safety-rules.md, rule 9). */
export const callerMessages = catalogue({
	calledWorkflow: {
		reason: 'notAllowed',
		message:
			'Another workflow or an AI agent may have called this workflow, so this operation did not run. Nothing was written.',
		remedy:
			"To allow it, switch on 'Allow From Workflow' in this node by hand. An AI model can then cause it if it can call this workflow.",
	},
	modelRehearses: {
		reason: 'notAllowed',
		message: 'An AI model cannot rehearse. Nothing was sent to Net2.',
		remedy: REHEARSE_IN_EDITOR,
	},
	calledWorkflowRehearses: {
		reason: 'notAllowed',
		message: 'A called workflow cannot rehearse. Nothing was sent to Net2.',
		remedy: REHEARSE_IN_EDITOR,
	},
	productionRehearses: {
		reason: 'notAllowed',
		message: 'A production execution cannot rehearse. Nothing was sent to Net2.',
		remedy: REHEARSE_IN_EDITOR,
	},
	modelSignsIn: {
		reason: 'notAllowed',
		message: 'An AI model cannot sign in with a code or sign out. Nothing was sent to Net2.',
		remedy: "Let a workflow or a person run this operation. A model may run 'Connection: Check'.",
	},
});
