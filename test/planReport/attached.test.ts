import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { AttachedReport } from '../../nodes/PaxtonNet2/host/attachReport';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { locator, setUp } from '../actions/setUp';
import { openEngine } from '../engine';
import { pageOn, SYNCHRONIZE } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const row = { key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '1' };
const disable: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
	cards: 'lost',
	clearPin: true,
	removeAccess: 'all',
	options: { dryRun: true, report: 'html' },
};
const continued = { onError: 'continueErrorOutput' } as const;

test('adds the report to the summary of a synchronisation, and to no other item', async () => {
	const { items } = await net2.run(SYNCHRONIZE, [row]);
	expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
		...items.slice(1).map(() => []),
		['report'],
	]);
	const file = items.at(-1)?.binary?.['report'];
	expect(file?.mimeType).toBe('text/html');
	expect(file?.fileName).toMatch(/^net2-report-\d{4}-\d\d-\d\d-\d{4}\.html$/);
	expect(file?.fileExtension).toBe('html');
});

test('adds no report unless the option is set', async () => {
	for (const options of [{}, { report: 'none' }]) {
		const { items } = await net2.run({ ...SYNCHRONIZE, options }, [row]);
		expect(items.filter(({ binary }) => binary !== undefined)).toEqual([]);
	}
});

test('adds the report of a dry run to the first item without an error, else to the first', async () => {
	const some = await net2.run(disable, [{ key: 'x' }, { key: '00123' }, { key: '200' }], continued);
	expect(some.errors.map(({ binary }) => binary)).toEqual([undefined]);
	expect(pageOn(some.items[0])).toMatch(
		/This was a dry run\. If you run it for real, 2 users lose access/,
	);
	expect(some.items[1]?.binary).toBeUndefined();
	const none = await net2.run(disable, [{ key: 'x' }, { key: 'y' }], continued);
	expect(pageOn(none.errors[0])).toMatch(/<bdi>Number x<\/bdi>[^]*<code>notFound<\/code>/);
});

test('reports a safety limit that stopped an apply run', async () => {
	const { errors } = await net2.run(
		{ ...SYNCHRONIZE, mode: 'apply', safetyLimits: { minListSize: 50 } },
		[row],
		continued,
	);
	expect(pageOn(errors[0])).toMatch(/it must name at least 50\. Nothing was written\./);
});

test('shows no card number and no PIN when cards are marked as lost', async () => {
	const { users } = net2.emulator.state();
	const cards = users.flatMap(({ cards: held }) => held.map(({ tokenValue }) => tokenValue));
	const pins = users.map(({ pin }) => pin ?? '').filter((pin) => pin !== '');
	expect([cards.length, pins.length]).not.toContain(0);
	const { items } = await net2.run(disable, [{ key: '00123' }, { key: '123' }, { key: '200' }]);
	const page = pageOn(items[0]);
	expect(page).toMatch(/PIN/);
	for (const secret of [...cards, ...pins]) expect(page).not.toContain(secret);
});

test('shows no card number when a card is added or another user has it', async () => {
	const [held = ''] = net2.emulator
		.state()
		.users.flatMap(({ cards }) => cards.map(({ tokenValue }) => tokenValue));
	for (const cardNumber of ['4711', held]) {
		const { items, errors } = await net2.run(
			{
				resource: 'card',
				operation: 'add',
				user: locator('key', '123'),
				cardNumber,
				options: { dryRun: true, report: 'html' },
			},
			[{}],
			continued,
		);
		const page = pageOn(items[0] ?? errors[0]);
		expect(page).not.toContain('new in Net2');
		expect(page).toMatch(/Card …\d\d|<code>heldByOther/);
		expect(page).not.toContain(cardNumber);
	}
});

test('sends no request of its own for a synchronisation', async () => {
	const { emulator } = net2;
	const count = async (options: INodeParameters) => {
		const before = emulator.requests().length;
		await net2.run({ ...SYNCHRONIZE, options }, [row]);
		return emulator.requests().length - before;
	};
	await count({});
	expect(await count({ report: 'html' })).toBe(await count({}));
});

test('returns the results when the report cannot be stored', async () => {
	const full = vi.spyOn(AttachedReport.prototype, 'attach').mockRejectedValue(new Error('ENOSPC'));
	const { items } = await net2.run({ ...disable, options: { report: 'html' } }, [{ key: '00123' }]);
	full.mockRestore();
	expect(items[0]?.json).toMatchObject({ outcome: 'disabled', verified: true });
	expect(items[0]?.binary).toBeUndefined();
});

test('adds no report when the node runs as an AI tool', async () => {
	const node = new PaxtonNet2();
	node.description = { ...node.description, name: 'paxtonNet2Tool' };
	const extra = {
		name: 'n8n-nodes-paxton-net2',
		nodes: [node],
		credentials: [new PaxtonNet2Api()],
	};
	const { workflow } = await net2.run(
		disable,
		[{ key: '00123' }],
		{ node: { rewireOutputLogTo: 'ai_tool' } },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await openEngine({ extra }) },
	);
	const result = workflow.run.data.resultData.runData['Node']?.[0]?.data?.['ai_tool']?.[0]?.[0];
	expect(result?.json).toMatchObject({ dryRun: true });
	expect(result?.binary).toBeUndefined();
});
