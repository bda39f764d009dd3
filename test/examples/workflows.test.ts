import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, readWorkflow, type Engine, type WorkflowJson } from '../engine';
import { at } from '../e2e/json';
import { workflowsFolder } from './support';

const NOTE = 'n8n-nodes-base.stickyNote';
/** The nodes of AI agents. n8n makes some of them when it starts, so only a real n8n knows them (test/e2e). */
const ONLY_IN_N8N = /langchain|Tool$/;
const OURS = 'n8n-nodes-paxton-net2.';
const files = readdirSync(workflowsFolder).filter((file) => file.endsWith('.json'));
const read = async (file: string) => await readWorkflow(join(workflowsFolder, file));
let engine: Engine;
beforeAll(async () => {
	engine = await openEngine();
});

function descriptionOf({ type, typeVersion }: INode): INodeTypeDescription {
	return engine.registry.getByNameAndVersion(type, typeVersion).description;
}

describe.each(files)('%s', (file) => {
	let workflow: WorkflowJson;
	beforeAll(async () => {
		workflow = await read(file);
	});

	test('explains itself in a note, and is named after its file', () => {
		const notes = workflow.nodes.filter(({ type }) => type === NOTE);
		expect(notes.length).toBeGreaterThan(0);
		for (const { parameters } of notes)
			expect(String(parameters['content']).length).toBeGreaterThan(200);
		expect(`${workflow.id}.json`).toBe(file);
		expect(workflow.name).toMatch(/^Net2: /);
	});

	test('contains no credential id, no pinned data, and nothing of an earlier run', () => {
		for (const { credentials } of workflow.nodes) {
			// The name that n8n gives the first credential of the kind. If it is the only one, n8n fills it in.
			if (credentials?.['paxtonNet2Api'])
				expect(credentials['paxtonNet2Api'].name).toBe('Paxton Net2 account');
			for (const credential of Object.values(credentials ?? {}))
				expect(credential).toEqual({ id: null, name: expect.any(String) });
		}
		expect(Object.keys(workflow).sort()).toEqual(
			['active', 'connections', 'id', 'name', 'nodes', 'settings'].sort(),
		);
	});

	test('leads every failure of a Net2 node somewhere', () => {
		for (const { name, type, onError } of workflow.nodes) {
			if (type !== `${OURS}paxtonNet2`) continue;
			expect(onError, name).toBe('continueErrorOutput');
			expect(workflow.connections[name]?.['main']?.[1]?.length, name).toBeGreaterThan(0);
		}
	});

	test('has only connections between nodes that are there, each node but the notes in one', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const joined = new Set<string>();
		for (const [from, outputs] of Object.entries(workflow.connections)) {
			for (const { node } of Object.values(outputs)
				.flat()
				.flatMap((output) => output ?? [])) {
				joined.add(from).add(node);
				expect(names).toContain(node);
			}
		}
		const alone = workflow.nodes.filter(({ name, type }) => type !== NOTE && !joined.has(name));
		expect(alone).toEqual([]);
	});

	test('can be tried by hand, so that no button waits for a call that does not come', () => {
		const byHand = /\.(manualTrigger|formTrigger|chatTrigger|emailReadImap)$/;
		const polled = `${OURS}paxtonNet2Trigger`;
		const triggers = workflow.nodes.filter(({ type }) => byHand.test(type) || type === polled);
		expect(triggers.length, file).toBeGreaterThan(0);
	});

	test('shows the fields of a user that it sets, and offers the others', () => {
		for (const { name, parameters } of workflow.nodes) {
			const schema = at(parameters, 'fields', 'schema');
			if (!Array.isArray(schema)) continue;
			const shown = schema.filter((field) => at(field, 'removed') === false);
			expect(
				shown.map((field) => at(field, 'id')),
				name,
			).toEqual(Object.keys(at(parameters, 'fields', 'value') ?? {}));
			expect(schema, name).toHaveLength(23);
		}
	});

	test('uses types, versions and parameters that n8n 2.41.1 and this package have', () => {
		for (const node of workflow.nodes) {
			if (ONLY_IN_N8N.test(node.type)) continue;
			const description = descriptionOf(node);
			expect([description.version].flat(), `${node.name}: ${node.type}`).toContain(
				node.typeVersion,
			);
			const known = NodeHelpers.getNodeParameters(
				description.properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect(known, node.name).toMatchObject(node.parameters);
			const whole = { ...node, parameters: known ?? {} };
			const issues = NodeHelpers.getNodeParametersIssues(
				description.properties,
				whole,
				description,
			);
			// A plan that is approved outside this workflow: a person pastes its plan ID.
			const { mode, planId } = node.parameters;
			const open = mode === 'applyApproved' && (planId ?? '') === '' ? ['planId'] : [];
			expect(Object.keys(issues?.parameters ?? {}), node.name).toEqual(open);
		}
	});
});

test('no two workflows share an id, a name or a webhook, and no two nodes a place', async () => {
	const workflows = await Promise.all(files.map(read));
	const nodes = workflows.flatMap((workflow) => workflow.nodes);
	const unique = (values: unknown[]) => expect(new Set(values).size).toBe(values.length);
	unique(workflows.map(({ name }) => name));
	unique(nodes.map(({ id }) => id));
	unique(nodes.flatMap(({ webhookId }) => webhookId ?? []));
	unique(nodes.flatMap(({ parameters }) => parameters['path'] ?? []));
	for (const one of workflows) unique(one.nodes.map(({ position }) => position.join()));
});
