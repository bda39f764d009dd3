import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readWorkflow } from '../engine/workflow-file';
import type { WorkflowJson } from '../engine';
import { at, isObject, textAt } from './json';
import type { N8n } from './n8n';
import { until } from './ports';

export const workflowsFolder = join(__dirname, '..', '..', 'examples', 'workflows');

/** All shipped workflows by their id, which is also the name of their file. */
export async function shippedWorkflows(): Promise<Map<string, WorkflowJson>> {
	const workflows = new Map<string, WorkflowJson>();
	for (const file of readdirSync(workflowsFolder).filter((name) => name.endsWith('.json')))
		workflows.set(file.slice(0, -'.json'.length), await readWorkflow(join(workflowsFolder, file)));
	return workflows;
}

/** Starts shipped workflows in a real n8n as people do. They press the button of the editor, or fill in a form. */
export class ShippedRuns {
	constructor(
		private readonly n8n: N8n,
		private readonly workflows: Map<string, WorkflowJson>,
	) {}

	/** All output of an execution, in n8n's own packed form: to search for texts in it. */
	async recordOf(executionId: string): Promise<string> {
		return textAt(await this.n8n.rest.request('GET', `/rest/executions/${executionId}`), 'data');
	}

	async statusOf(executionId: string, wanted: string): Promise<string> {
		const ended = ['success', 'error', 'crashed', 'canceled'];
		const execution = await until(`execution ${executionId} ${wanted}`, 120_000, async () => {
			const found = await this.n8n.rest.request('GET', `/rest/executions/${executionId}`);
			const status = textAt(found, 'status');
			return status === wanted || ended.includes(status) ? found : undefined;
		});
		const record = textAt(execution, 'data');
		if (textAt(execution, 'status') === wanted) return record;
		throw new Error(`${textAt(execution, 'status')}: ${messagesIn(record).join(' | ')}`);
	}

	/** Starts it as the editor's button does, from one trigger, and gives the execution. A chat starts with a text. */
	async start(id: string, trigger: string, json?: object): Promise<string> {
		const data = json && {
			startTime: 0,
			executionTime: 0,
			executionIndex: 0,
			source: [],
			data: { main: [[{ json }]] },
		};
		const started = await this.n8n.rest.request('POST', `/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger, ...(data && { data }) },
		});
		return textAt(started, 'executionId');
	}

	/** Runs it as the editor's button does, from one trigger; gives the record. */
	async byHand(id: string, trigger: string): Promise<string> {
		return await this.statusOf(await this.start(id, trigger), 'success');
	}

	hookOf(id: string, node: string): string {
		const found = this.workflows.get(id)?.nodes.find(({ name }) => name === node)?.webhookId;
		if (found === undefined) throw new Error(`${id} has no ${node} with a webhook`);
		return found;
	}

	/** Fills in a form, in the order of its fields, as a browser does. */
	async submit(url: string, values: string[], headers: Record<string, string> = {}): Promise<void> {
		await until(`form ${url}`, 30_000, async () => {
			const body = new FormData();
			values.forEach((value, n) => body.append(`field-${n}`, value));
			const response = await fetch(url, { method: 'POST', body, headers });
			if (response.status === 404) return undefined;
			expect(response.status, await response.text()).toBe(200);
			return true;
		});
	}

	/** Fills in a form that starts a workflow, and gives the execution it started. */
	async byForm(id: string, node: string, values: string[]): Promise<string> {
		const before = await this.executionsOf(id);
		await this.submit(`${this.n8n.url}/form/${this.hookOf(id, node)}`, values);
		return await this.newExecution(id, before);
	}

	async executionsOf(id: string): Promise<string[]> {
		return (await this.n8n.rest.executions(id)).map((one) => one.id);
	}

	/** The execution that was not there before. */
	async newExecution(id: string, before: string[]): Promise<string> {
		return await until(`execution of ${id}`, 60_000, async () =>
			(await this.executionsOf(id)).find((one) => !before.includes(one)),
		);
	}

	/** What a builder does in the editor: sets parameters of one node, and saves. */
	async set(id: string, nodeName: string, parameters: object): Promise<void> {
		const workflow = await this.n8n.rest.request('GET', `/rest/workflows/${id}`);
		const found = at(workflow, 'nodes');
		const nodes = (Array.isArray(found) ? found : []).filter(isObject).map((node) => ({
			...node,
			...(node['name'] === nodeName &&
				isObject(node['parameters']) && { parameters: { ...node['parameters'], ...parameters } }),
		}));
		await this.n8n.rest.request('PATCH', `/rest/workflows/${id}`, {
			nodes,
			connections: at(workflow, 'connections'),
			versionId: textAt(workflow, 'versionId'),
		});
	}
}

/** The messages of errors in n8n's packed form, where a text is kept once and named by its place. */
function messagesIn(record: string): string[] {
	const packed: unknown = JSON.parse(record);
	if (!Array.isArray(packed)) return [record.slice(0, 1_000)];
	const places = packed.filter(isObject).map(({ message }) => packed[Number(message)]);
	return [...new Set(places.filter((text) => typeof text === 'string'))];
}
