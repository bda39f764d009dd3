import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainOf, openEngine, runNode, runWorkflow } from '.';
import type { Engine } from '.';

let engine: Engine;

beforeAll(async () => {
	engine = await openEngine({ extra: { name: 'none', nodes: [], credentials: [] } });
});

/** A straight chain of stock nodes behind a manual trigger. */
function chain(...steps: Array<[name: string, type: string, parameters: INodeParameters]>) {
	const nodes = steps.map(([name, type, parameters]) => ({ name, type, parameters }));
	return chainOf(engine, [{ name: 'Start', type: 'manualTrigger', parameters: {} }, ...nodes]);
}

const equals = (left: string, right: string): INodeParameters => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [
			{
				id: '1',
				leftValue: left,
				rightValue: right,
				operator: { type: 'string', operation: 'equals' },
			},
		],
		combinator: 'and',
	},
});

describe('stock nodes', () => {
	it('turns a CSV file into items and items into a CSV file', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'net2-csv-'));
		await writeFile(join(folder, 'hr.csv'), "key,name\n00123,O'Brien\n123,Łukasz Żółć\n");
		const workflow = chain(
			['Read', 'readWriteFile', { operation: 'read', fileSelector: join(folder, 'hr.csv') }],
			['Extract', 'extractFromFile', { operation: 'csv' }],
			['Convert', 'convertToFile', { operation: 'csv' }],
			['Write', 'readWriteFile', { operation: 'write', fileName: join(folder, 'out.csv') }],
		);
		const result = await runWorkflow(workflow, { engine });
		expect(result.error).toBeUndefined();
		expect(result.nodes['Extract']?.main[0]?.map(({ json }) => json)).toEqual([
			{ key: '00123', name: "O'Brien" },
			{ key: '123', name: 'Łukasz Żółć' },
		]);
		expect(await readFile(join(folder, 'out.csv'), 'utf8')).toContain("00123,O'Brien");
		await rm(folder, { recursive: true });
	});

	it('keeps binary data in memory', async () => {
		const workflow = chain(
			['Set', 'set', { mode: 'raw', jsonOutput: '{"a": 1}' }],
			['Convert', 'convertToFile', { operation: 'toJson' }],
		);
		const result = await runWorkflow(workflow, { engine });
		const binary = result.nodes['Convert']?.main[0]?.[0]?.binary?.['data'];
		expect(binary?.id).toBeUndefined();
		expect(Buffer.from(binary?.data ?? '', 'base64').toString()).toContain('"a":1');
	});

	it('branches with IF and Filter, and evaluates expressions in Edit Fields', async () => {
		const items = [{ kind: 'joiner' }, { kind: 'leaver' }];
		const branch = await runNode(
			'n8n-nodes-base.if',
			equals('={{ $json.kind }}', 'leaver'),
			items,
			{
				engine,
			},
		);
		expect(branch.json).toEqual([{ kind: 'leaver' }]);
		expect(branch.workflow.nodes['Node']?.main[1]?.map(({ json }) => json)).toEqual([
			{ kind: 'joiner' },
		]);
		const filter = await runNode(
			'n8n-nodes-base.filter',
			equals('={{ $json.kind }}', 'joiner'),
			items,
			{ engine },
		);
		expect(filter.json).toEqual([{ kind: 'joiner' }]);
		const set = await runNode(
			'n8n-nodes-base.set',
			{
				assignments: {
					assignments: [
						{ id: '1', name: 'kind', type: 'string', value: '={{ $json.kind.toUpperCase() }}' },
					],
				},
			},
			items,
			{ engine },
		);
		expect(set.json).toEqual([{ kind: 'JOINER' }, { kind: 'LEAVER' }]);
	});

	it('loops over items, and joins all runs of a node', async () => {
		const workflow = chain(['Loop', 'splitInBatches', { batchSize: 2 }], ['Body', 'noOp', {}]);
		workflow.connections['Loop'] = { main: [[], [{ node: 'Body', type: 'main', index: 0 }]] };
		workflow.connections['Body'] = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
		const items = [1, 2, 3, 4, 5].map((n) => ({ json: { n } }));
		const result = await runWorkflow(workflow, { engine, items });
		expect(result.nodes['Body']?.runs).toBe(3);
		expect(result.nodes['Body']?.main[0]).toHaveLength(5);
		expect(result.nodes['Loop']?.main[0]).toHaveLength(5);
	});

	it('merges two branches', async () => {
		const workflow = chain(['A', 'noOp', {}], ['Merge', 'merge', { mode: 'append' }]);
		workflow.connections['Start'] = {
			main: [
				[
					{ node: 'A', type: 'main', index: 0 },
					{ node: 'Merge', type: 'main', index: 1 },
				],
			],
		};
		const result = await runWorkflow(workflow, { engine, items: [{ json: { n: 1 } }] });
		expect(result.nodes['Merge']?.main[0]?.map(({ json }) => json)).toEqual([{ n: 1 }, { n: 1 }]);
	});

	it('starts at a webhook with what was posted', async () => {
		const workflow = chain(['End', 'noOp', {}]);
		const start = workflow.nodes[0];
		if (start) Object.assign(start, { type: 'n8n-nodes-base.webhook', typeVersion: 2 });
		const items = [{ json: { body: { key: '1' } } }];
		const result = await runWorkflow(workflow, { engine, items, mode: 'webhook' });
		expect(result.nodes['End']?.main[0]?.[0]?.json).toEqual({ body: { key: '1' } });
	});
});

describe('HTTP Request', () => {
	const server = createServer((request, response) => {
		response.writeHead(request.url === '/bad' ? 500 : 200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ seen: request.headers.authorization ?? null }));
	});
	let address = '';

	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const bound: AddressInfo | string | null = server.address();
		address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
	});
	afterAll(() => {
		server.close();
	});

	it('calls a server with a credential of n8n', async () => {
		const result = await runNode(
			'n8n-nodes-base.httpRequest',
			{ url: address, authentication: 'genericCredentialType', genericAuthType: 'httpBasicAuth' },
			[{}],
			{ engine, credentials: { httpBasicAuth: { user: 'a', password: 'b' } } },
		);
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([{ seen: `Basic ${Buffer.from('a:b').toString('base64')}` }]);
	});

	it('resolves the expressions of a generic credential type', async () => {
		const result = await runNode(
			'n8n-nodes-base.httpRequest',
			{ url: address, authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth' },
			[{}],
			{ engine, credentials: { httpBearerAuth: { token: 'opaque' } } },
		);
		expect(result.json).toEqual([{ seen: 'Bearer opaque' }]);
	});

	it('sends a failed item to the error output', async () => {
		const result = await runNode(
			'n8n-nodes-base.httpRequest',
			{ url: `={{ $json.url }}` },
			[{ url: address }, { url: `${address}/bad` }],
			{ engine, onError: 'continueErrorOutput' },
		);
		expect(result.items).toHaveLength(1);
		expect(result.errors).toHaveLength(1);
	});
});
