import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { credentialTest, listSearch, loadOptions, openEngine, resourceMapping, runNode } from '.';
import type { Engine, RunNodeOptions } from '.';

const type = 'n8n-nodes-fixture.echo';
const credentials = { echoApi: { word: 'hello' } };

let engine: Engine;

beforeAll(async () => {
	engine = await openEngine({ sourceDir: join(__dirname, 'fixtures') });
});

async function echo(texts: string[], options: RunNodeOptions = {}) {
	return await runNode(
		type,
		{ text: '={{ $json.text }}', user: { __rl: true, mode: 'id', value: '={{ $itemIndex }}' } },
		texts.map((text) => ({ text })),
		{ engine, credentials, ...options },
	);
}

describe('a node from TypeScript sources', () => {
	it('reads parameters per item, and the credential with its defaults', async () => {
		const result = await echo(['a', 'b']);
		expect(result.json).toEqual([
			{ text: 'a', user: 0, word: 'hello', mode: 'plain' },
			{ text: 'b', user: 1, word: 'hello', mode: 'plain' },
		]);
		expect(result.items[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('uses the defaults of parameters that are left out', async () => {
		const result = await runNode(type, {}, [{}], { engine, credentials });
		expect(result.json[0]?.['text']).toBe('nothing said');
	});

	it('fails without its credential', async () => {
		const result = await runNode(type, {}, [{}], { engine });
		expect(result.error?.message).toContain('credentials');
	});
});

describe('onError', () => {
	it('stopWorkflow ends the run in the error, with the item named', async () => {
		const result = await echo(['a', 'fail', 'b']);
		expect(result.error?.message).toBe('Asked to fail');
		expect(result.error?.context['itemIndex']).toBe(1);
		expect(result.workflow.status).toBe('error');
		expect(result.items).toEqual([]);
	});

	it('continueRegularOutput leaves the failed item among the others', async () => {
		const result = await echo(['a', 'fail', 'b'], { onError: 'continueRegularOutput' });
		expect(result.workflow.status).toBe('success');
		expect(result.json.map((json) => json['error'] ?? json['text'])).toEqual([
			'a',
			'Asked to fail',
			'b',
		]);
	});

	it('continueErrorOutput moves the failed item to the second output', async () => {
		const result = await echo(['a', 'fail', 'b'], { onError: 'continueErrorOutput' });
		expect(result.json.map((json) => json['text'])).toEqual(['a', 'b']);
		expect(result.errors.map(({ json }) => json['error'])).toEqual(['Asked to fail']);
	});
});

describe('static data', () => {
	it('is kept from one production run to the next', async () => {
		const first = await echo(['a', 'b']);
		expect(first.staticData).toEqual({ global: { count: 2 } });
		const second = await echo(['c'], { staticData: first.staticData });
		expect(second.staticData).toEqual({ global: { count: 3 } });
		expect(first.staticData).toEqual({ global: { count: 2 } });
	});

	it('is read but not saved by a manual run, and not saved when untouched', async () => {
		const before = { global: { count: 7 } };
		const manual = await echo(['a'], { staticData: before, mode: 'manual' });
		expect(manual.json).toHaveLength(1);
		expect(manual.staticData).toEqual(before);
		const untouched = await echo(['fail'], { staticData: before });
		expect(untouched.workflow.staticDataSaved).toBe(false);
	});
});

describe('methods of the editor', () => {
	it('answers listSearch, loadOptions and resourceMapping', async () => {
		const options = { engine, credentials };
		expect(await listSearch(type, 'users', { ...options, filter: 'hel' })).toEqual({
			results: [{ name: 'hello', value: '1' }],
		});
		expect(await listSearch(type, 'users', { ...options, filter: 'x' })).toEqual({ results: [] });
		expect(await loadOptions(type, 'words', { ...options, parameters: { text: 'now' } })).toEqual([
			{ name: 'hello', value: 'now' },
		]);
		const mapping = await resourceMapping(type, 'fields', options);
		expect(mapping.fields.map(({ displayName }) => displayName)).toEqual(['hello']);
	});

	it('tests a credential through the function the node names', async () => {
		const test = (word: string) => credentialTest(type, 'echoApi', { word }, { engine });
		expect(await test('right')).toEqual({ status: 'OK', message: 'Accepted in mode plain' });
		expect((await test('wrong')).status).toBe('Error');
	});
});
