import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { listSearch, openEngine } from '../engine';
import { credentialFor, locator, NODE, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const door = (operation: string, more: INodeParameters = {}) => ({
	resource: 'door',
	operation,
	...more,
});
const commands = () => net2.emulator.requests().filter(({ path }) => path.includes('/commands/'));

test('getAll and getStatus', async () => {
	const all = await net2.run(door('getAll'), [{}, {}]);
	expect(all.json).toContainEqual({ id: 6000001, name: 'Front door' });
	expect(all.json).toHaveLength(3);
	const one = await net2.run(door('getStatus', { door: locator('list', '6000002') }));
	expect(one.json).toMatchObject([{ id: 6000002, status: { doorRelayOpen: false } }]);
	expect((await net2.run(door('getStatus'))).json).toHaveLength(3);
});

test('open opens equal doors once, and says what came of each item', async () => {
	const open = door('open', { door: locator('name', '={{ $json.door }}') });
	const { json } = await net2.run(open, [
		{ door: 'Front door' },
		{ door: 'Front door' },
		{ door: 'Server room door' },
	]);
	expect(json).toMatchObject([
		{ operation: 'door.open', outcome: 'acceptedByServer', undo: null, door: { id: 6000001 } },
		{ outcome: 'unchanged' },
		{ outcome: 'acceptedByServer' },
	]);
	expect(commands()).toHaveLength(2);
});

test.each([
	'0',
	'',
	' ',
	'undefined',
	'null',
	'-6000001',
	'1.5',
	'6000099',
	'={{ $json.nothing }}',
])('door %j is refused before any write, and the other item opens its own', async (id) => {
	const parameters = door('open', {
		door: locator('net2Id', '={{ $json.id }}'),
	});
	const items = [id.startsWith('=') ? {} : { id }, { id: 6000001 }];
	const { json } = await net2.run(parameters, items, { onError: 'continueRegularOutput' });
	expect(json).toMatchObject([
		{ error: { reason: id === '6000099' ? 'notFound' : 'badInput' } },
		{ outcome: 'acceptedByServer' },
	]);
	expect(commands()).toHaveLength(1);
});

test('n8n’s own retries would open doors again, so no door opens with them', async () => {
	const { error } = await net2.run(door('open', { door: locator('net2Id', '6000001') }), [{}], {
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
	});
	expect(error?.message).toContain('Retry On Fail');
	expect(commands()).toEqual([]);
});

test('a model never opens a door, whatever is switched on', async () => {
	const tool = new PaxtonNet2();
	tool.description = { ...tool.description, name: 'paxtonNet2Tool' };
	const extra = {
		name: 'n8n-nodes-paxton-net2',
		nodes: [tool],
		credentials: [new PaxtonNet2Api()],
	};
	const { workflow } = await net2.run(
		door('open', { door: locator('net2Id', '6000001'), allowWrites: true }),
		[{}],
		{ node: { rewireOutputLogTo: 'ai_tool' } },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await openEngine({ extra }) },
	);
	const [run] = workflow.run.data.resultData.runData['Node'] ?? [];
	const result = JSON.stringify(run?.data?.['ai_tool']?.[0]?.[0]?.json);
	expect(result).toContain('"dryRun":true');
	expect(result).toContain('can never delete, open a door');
	expect(commands()).toEqual([]);
});

test('the list of doors finds by name and by id', async () => {
	const search = async (filter?: string) =>
		await listSearch(NODE, 'searchDoors', {
			credentials: { paxtonNet2Api: credentialFor(net2.emulator) },
			filter,
		});
	expect((await search()).results).toHaveLength(3);
	expect((await search('front')).results).toEqual([
		{ name: 'Front door (ID 6000001)', value: '6000001' },
	]);
	expect((await search('6000003')).results).toMatchObject([{ value: '6000003' }]);
});
