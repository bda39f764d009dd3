import type { INode, INodeParameters } from 'n8n-workflow';
import type { Engine } from './engine';
import type { WorkflowJson } from './types';

/** A node of n8n's own: its name in the workflow, its type without the package, and how it is set. */
export interface StockNode {
	name: string;
	type: string;
	parameters: INodeParameters;
}

/** n8n's own nodes one after the other, each in its latest version. */
export function chainOf(engine: Engine, all: StockNode[]): WorkflowJson {
	const workflow: WorkflowJson = { nodes: [], connections: {} };
	for (const [index, { name, type, parameters }] of all.entries()) {
		const fullType = `n8n-nodes-base.${type}`;
		const node: INode = {
			id: name,
			name,
			type: fullType,
			typeVersion: engine.registry.latestVersion(fullType),
			position: [index * 200, 0],
			parameters,
		};
		workflow.nodes.push(node);
		const next = all[index + 1]?.name;
		if (next) workflow.connections[name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
	}
	return workflow;
}
