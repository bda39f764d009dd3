import './environment';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import { createEmptyRunExecutionData } from 'n8n-workflow';
import type {
	ICredentialsHelper,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { WorkflowJson } from './types';

/** Addresses n8n hands to nodes. Nothing listens there: no node in a run may depend on them. */
const here = 'http://127.0.0.1:5678';

function notProvided(what: string): Error {
	return new Error(`The in-process engine has no ${what}; use a real n8n for this (test/e2e)`);
}

/** What n8n's server side gives an execution, cut down to the parts that need no server. */
export function makeAdditionalData(
	credentialsHelper: ICredentialsHelper,
	executionId = '1',
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		externalSecretsProxy: new ExternalSecretsProxy(),
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${here}/rest`,
		instanceBaseUrl: here,
		formBaseUrl: `${here}/form`,
		formWaitingBaseUrl: `${here}/form-waiting`,
		formTestBaseUrl: `${here}/form-test`,
		webhookBaseUrl: `${here}/webhook`,
		webhookWaitingBaseUrl: `${here}/webhook-waiting`,
		webhookTestBaseUrl: `${here}/webhook-test`,
		mcpBaseUrl: `${here}/mcp`,
		mcpTestBaseUrl: `${here}/mcp-test`,
		variables: {},
		logAiEvent: () => undefined,
		executeWorkflow: async () => await Promise.reject(notProvided('sub-workflows')),
		getRunExecutionData: async () => createEmptyRunExecutionData(),
		getRuntimeCredential: async () => undefined,
		startRunnerTask: async () => await Promise.reject(notProvided('task runner (Code node)')),
	};
}

export function makeHooks(
	mode: WorkflowExecuteMode,
	executionId: string,
	workflow: WorkflowJson,
	onNodeDone?: (nodeName: string) => void,
): ExecutionLifecycleHooks {
	const now = new Date();
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflow.id ?? 'workflow',
		name: workflow.name ?? 'Workflow',
		active: false,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
		activeVersionId: null,
		nodes: workflow.nodes,
		connections: workflow.connections,
	});
	if (onNodeDone) hooks.addHandler('nodeExecuteAfter', (nodeName) => onNodeDone(nodeName));
	return hooks;
}
