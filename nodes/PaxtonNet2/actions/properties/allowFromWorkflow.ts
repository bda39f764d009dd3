import type { INodeProperties } from 'n8n-workflow';

/**
 * For operations that delete, open a door or apply a list. A called workflow does not know whether the caller is a
 * person or an AI model (docs/safety-rules.md, rule 9).
 */
export const allowFromWorkflow: INodeProperties = {
	displayName: 'Allow From Workflow',
	name: 'allowFromWorkflow',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether this operation may run when another workflow called this one. An AI model can then cause it if it can call this workflow.',
};

/** The same for the modes of a list that write. */
export const allowApplyFromWorkflow: INodeProperties = {
	...allowFromWorkflow,
	displayOptions: {
		show: { resource: ['user'], operation: ['synchronize'], mode: ['apply', 'applyApproved'] },
	},
};
