import './environment';
import { WorkflowExecute } from 'n8n-core';
import { Workflow, createRunExecutionData, deepCopy } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, IRun, IRunData } from 'n8n-workflow';
import { makeAdditionalData, makeHooks } from './additional-data';
import { engineFor } from './engine';
import type { UsesEngine } from './engine';
import type { NodeOutput, RunOptions, WorkflowJson, WorkflowResult } from './types';

let executions = 0;

/** `getStartNode` looks for what the editor can start; a webhook is started from outside. */
function findTrigger(workflow: Workflow): INode | undefined {
	const triggers = Object.values(workflow.nodes).filter((node) =>
		workflow.nodeTypes
			.getByNameAndVersion(node.type, node.typeVersion)
			.description.group.includes('trigger'),
	);
	return workflow.getStartNode() ?? triggers.find(({ disabled }) => disabled !== true);
}

function findStart(workflow: Workflow, name: string | undefined): INode {
	const start = name === undefined ? findTrigger(workflow) : workflow.getNode(name);
	if (start) return start;
	throw new Error(name === undefined ? 'The workflow has no trigger' : `No node named "${name}"`);
}

function collect(runData: IRunData): Record<string, NodeOutput> {
	const nodes: Record<string, NodeOutput> = {};
	for (const [name, runs] of Object.entries(runData)) {
		const main: INodeExecutionData[][] = [];
		const output: NodeOutput = { runs: runs.length, main };
		for (const run of runs) {
			for (const [index, items] of (run.data?.['main'] ?? []).entries()) {
				main[index] = [...(main[index] ?? []), ...(items ?? [])];
			}
			if (run.error) output.error = run.error;
		}
		nodes[name] = output;
	}
	return nodes;
}

/** Runs a whole workflow in n8n's own engine. An error of the run is in the result, not thrown. */
export async function runWorkflow(
	json: WorkflowJson,
	options: RunOptions & UsesEngine = {},
): Promise<WorkflowResult> {
	const { registry, credentials } = await engineFor(options);
	const mode = options.mode ?? 'trigger';
	const executionId = String(++executions);
	const before: IDataObject = deepCopy(options.staticData ?? json.staticData ?? {});
	const copy = deepCopy(json);

	const workflow = new Workflow({
		id: copy.id ?? 'workflow',
		name: copy.name ?? 'Workflow',
		nodes: copy.nodes,
		connections: copy.connections,
		active: mode !== 'manual',
		nodeTypes: registry,
		staticData: deepCopy(before),
		settings: { executionOrder: 'v1', ...copy.settings },
	});
	const start = findStart(workflow, options.startNode);
	const items = options.items ?? [{ json: {} }];
	const pinData = { ...options.pinData };
	// In the editor a trigger would wait for its event, so its items are pinned.
	if (mode === 'manual' && options.items) pinData[start.name] ??= items;

	const additionalData = makeAdditionalData(credentials(options.credentials), executionId);
	if (options.dataTables)
		additionalData['data-table'] = { dataTableProxyProvider: options.dataTables };
	additionalData.hooks = makeHooks(mode, executionId, copy, options.onNodeDone);
	const execution = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }],
		},
		resultData: { pinData },
	});
	const running = new WorkflowExecute(additionalData, mode, execution).processRunExecutionData(
		workflow,
	);
	const stop = (): void => running.cancel();
	options.signal?.addEventListener('abort', stop, { once: true });
	try {
		return toResult(await running, workflow, mode === 'manual', before);
	} finally {
		options.signal?.removeEventListener('abort', stop);
	}
}

function toResult(
	run: IRun,
	workflow: Workflow,
	manual: boolean,
	before: IDataObject,
): WorkflowResult {
	const { resultData } = run.data;
	const saved = !manual && workflow.staticData['__dataChanged'] === true;
	const result: WorkflowResult = {
		status: run.status,
		nodes: collect(resultData.runData),
		staticData: saved ? deepCopy(workflow.staticData) : before,
		staticDataSaved: saved,
		run,
	};
	if (resultData.error) result.error = resultData.error;
	if (resultData.lastNodeExecuted) result.lastNode = resultData.lastNodeExecuted;
	return result;
}
