import '../engine/environment';
import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type INode,
	type INodeTypes,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { expect, test } from 'vitest';
import { isToolRun } from '../../nodes/PaxtonNet2/host/toolRun';
import { makeAdditionalData } from '../engine/additional-data';
import { RunCredentials } from '../engine/credentials';
import { NodeRegistry } from '../engine/registry';

const PLAIN: INode = {
	id: 'node',
	name: 'Net2',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

async function contextFor(node: INode, asTool: boolean, mode: WorkflowExecuteMode = 'trigger') {
	const nodeTypes: INodeTypes & NodeRegistry = await NodeRegistry.open();
	const workflow = new Workflow({ nodes: [PLAIN], connections: {}, active: false, nodeTypes });
	const additionalData = makeAdditionalData(new RunCredentials(nodeTypes, {}));
	const data = createEmptyRunExecutionData();
	const executeData = { data: { main: [[]] }, node, source: null };
	return asTool
		? new SupplyDataContext(
				workflow,
				node,
				additionalData,
				mode,
				data,
				0,
				[],
				{ main: [[]] },
				NodeConnectionTypes.AiTool,
				executeData,
				[],
			)
		: new ExecuteContext(
				workflow,
				node,
				additionalData,
				mode,
				data,
				0,
				[],
				{ main: [[]] },
				executeData,
				[],
			);
}

test('an ordinary execution is no tool run', async () => {
	expect(isToolRun(await contextFor(PLAIN, false))).toBe(false);
});

test('an agent that supplies itself with the node runs a tool', async () => {
	expect(isToolRun(await contextFor(PLAIN, true))).toBe(true);
});

test('an agent that has the engine run the node runs a tool, whatever the context says', async () => {
	const variant = { ...PLAIN, type: 'n8n-nodes-paxton-net2.paxtonNet2Tool' };
	expect(isToolRun({ getNode: () => variant, getMode: () => 'trigger' })).toBe(true);
	const rewired = { ...PLAIN, rewireOutputLogTo: NodeConnectionTypes.AiTool };
	expect(isToolRun(await contextFor(rewired, false))).toBe(true);
});

test('an agent of n8n that runs the node without a workflow runs a tool', async () => {
	expect(isToolRun(await contextFor(PLAIN, false, 'internal'))).toBe(true);
});

test('where n8n cannot say, a tool is assumed; where it has no such question, the type decides', () => {
	const broken = {
		getNode: () => PLAIN,
		getMode: () => 'trigger' as const,
		isToolExecution: () => {
			throw new Error('not now');
		},
	};
	expect(isToolRun(broken)).toBe(true);
	expect(isToolRun({ getNode: () => PLAIN, getMode: () => 'trigger' })).toBe(false);
});
