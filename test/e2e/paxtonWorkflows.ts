import type { INode, INodeParameters, OnError } from 'n8n-workflow';
import type { WorkflowJson } from '../engine';
import { locator, mapper } from '../actions/parameters';

export const credentialOnNode = { id: 'net2', name: 'Net2 stand-in' };

const joinerParameters: INodeParameters = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({
		firstName: '={{ $json.firstName }}',
		lastName: '={{ $json.lastName }}',
		pin: '={{ $json.pin }}',
	}),
	departmentMode: 'direct',
	department: locator('name', '={{ $json.department }}'),
};

const leaverParameters: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
	removeAccess: 'all',
};

const lookUpParameters: INodeParameters = {
	resource: 'user',
	operation: 'get',
	user: locator('key', '={{ $json.key }}'),
};

const parametersOf = {
	joiner: joinerParameters,
	leaver: leaverParameters,
	lookUp: lookUpParameters,
};

export function node(
	name: string,
	type: string,
	typeVersion: number,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters: {}, ...more };
}

export function net2(name: string, parameters: INodeParameters, onError: OnError): INode {
	return node(name, 'n8n-nodes-paxton-net2.paxtonNet2', 1, {
		parameters,
		onError,
		credentials: { paxtonNet2Api: credentialOnNode },
	});
}

/** The nodes one after the other, first output to next input. */
export function chain(id: string, nodes: INode[]): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** Splits a list into items. */
export function people(field: string): INode {
	return node('People', 'n8n-nodes-base.splitOut', 1, { parameters: { fieldToSplitOut: field } });
}

/** By hand or command line: the employees are in the workflow itself. */
export function cliWorkflow(id: string, list: object[]): WorkflowJson {
	const set = node('List', 'n8n-nodes-base.set', 3.4, {
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ people: list }) },
	});
	return chain(id, [
		node('Start', 'n8n-nodes-base.manualTrigger', 1),
		set,
		people('people'),
		net2('Net2', joinerParameters, 'stopWorkflow'),
	]);
}

/** Answers at `/webhook/<path>` with the output of the last node. */
export function webhook(path: string, name: string): INode {
	const digits = Buffer.from(path).toString('hex').padStart(12, '0').slice(-12);
	return node(name, 'n8n-nodes-base.webhook', 2, {
		webhookId: `00000000-0000-4000-8000-${digits}`,
		parameters: {
			httpMethod: 'POST',
			path,
			responseMode: 'lastNode',
			responseData: 'allEntries',
		},
	});
}

/**
 * By an active webhook at `/webhook/<id>`, which answers with what came out. In `stopWorkflow` mode that is the first
 * output. With the error output it is both, joined.
 */
export function webhookWorkflow(
	id: string,
	kind: keyof typeof parametersOf,
	onError: OnError,
): WorkflowJson {
	const action = net2('Net2', parametersOf[kind], onError);
	const workflow = chain(id, [webhook(id, 'Start'), people('body.people'), action]);
	if (onError !== 'continueErrorOutput') return workflow;
	workflow.nodes.push(node('Both', 'n8n-nodes-base.merge', 3, { parameters: { mode: 'append' } }));
	workflow.connections['Net2'] = {
		main: [[{ node: 'Both', type: 'main', index: 0 }], [{ node: 'Both', type: 'main', index: 1 }]],
	};
	return workflow;
}
