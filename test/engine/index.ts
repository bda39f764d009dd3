export { openEngine } from './engine';
export type { Engine, EngineOptions, UsesEngine } from './engine';
export { credentialTest, listSearch, loadOptions, resourceMapping } from './methods';
export type { MethodOptions } from './methods';
export { runNode, workflowAround } from './run-node';
export type { NodeResult, RunNodeOptions } from './run-node';
export { runWorkflow } from './run-workflow';
export type { Credentials, NodeOutput, RunOptions, WorkflowJson, WorkflowResult } from './types';
export { isWorkflow, readWorkflow } from './workflow-file';
