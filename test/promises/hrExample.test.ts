import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storyOf } from '../../examples/demo/story';
import { TIME_ZONE } from '../../examples/site';
import { startEmulator, type Emulator, type PersonState } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { openEngine, readWorkflow, runWorkflow, type Engine } from '../engine';
import { siteVariant } from '../support/siteVariants';
import { byKey, signIns, writes } from './support';

const STATIONS = {
	joiner: ['Create user', 'Grant access levels', 'Enable user'],
	mover: ['Update user', 'Set access levels'],
	leaver: ['Disable user'],
};
type Story = keyof typeof STATIONS;

let engine: Engine;
let net2: Emulator;
beforeAll(async () => {
	engine = await openEngine();
	net2 = await startEmulator({ seed: 'hr', ...siteVariant(), tz: TIME_ZONE });
});
afterAll(async () => await net2.stop());

async function run(story: Story, onError?: 'continueRegularOutput' | 'stopWorkflow') {
	const json = await readWorkflow(join(__dirname, '../../examples/workflows', `${story}.json`));
	for (const node of json.nodes)
		if (onError && node.type.endsWith('.paxtonNet2')) node.onError = onError;
	return await runWorkflow(json, {
		engine,
		credentials: { paxtonNet2Api: credentialFor(net2, { timeZone: TIME_ZONE }) },
	});
}
async function item(story: Story) {
	const result = await run(story);
	expect(result.error).toBeUndefined();
	return storyOf(result, STATIONS[story]);
}
/** One line a row: key, deeds or the reason of the refusal. */
const lines = (rows: Awaited<ReturnType<typeof item>>) =>
	rows.map(({ key, deeds, refused }) => [
		key,
		refused === undefined ? deeds.join('; ') : `refused: ${refused.reason}`,
	]);
const doors = (person?: PersonState) => [...(person?.canOpen ?? [])].map((id) => id - 6_000_000);

/** The leavers of the example who have a user. */
const LEAVERS = ['1003', '1004', '1008'];
const numberOf = ({ customFields }: PersonState) =>
	customFields.find(({ id }) => id === 14)?.value ?? '';

const JOINERS: Array<[key: string, deeds: string, department: string, doors: number[]]> = [
	['00123', 'created; granted Office hours; enabled', 'Sales', [1]],
	['123', 'created; granted Warehouse; enabled', 'Warehouse', [2]],
	['1001', 'created; granted Office hours; enabled', "Int'l Trade", [1]],
	['1002', 'created; granted Office hours, Server room; enabled', 'Engineering', [1, 3]],
	['1003', 'created; granted Office hours; enabled', 'Finance', [1]],
	['1004', 'created; granted Office hours; enabled', 'Sales', [1]],
	['1005', 'created; granted Office hours; enabled', 'Engineering', [1]],
	['1006', 'created; granted Office hours; enabled', "Int'l Trade", [1]],
	['1007', 'created; granted Warehouse, Office hours; enabled', 'Warehouse', [1, 2]],
	['1008', 'created; granted Server room; enabled', 'Engineering', [3]],
	['A-17', 'created; granted All hours, all doors; enabled', 'Engineering', [1, 2, 3]],
	['1010', 'created; granted Office hours; enabled', 'Finance', [1]],
	['1011', 'refused: unknownDepartment', '', []],
	['1012', 'refused: duplicateKey', '', []],
	['1012', 'refused: duplicateKey', '', []],
	['1013', 'created; granted Warehouse; enabled', 'Warehouse', [2]],
];

test('the 16 joiners: 13 get access, three rows are refused and stop no others', async () => {
	const rows = await item('joiner');
	expect(lines(rows)).toEqual(JOINERS.map(([key, deeds]) => [key, deeds]));
	expect(rows.find(({ key }) => key === '1011')?.refused?.message).toMatch(/0700/);
	expect(rows.find(({ key }) => key === '1012')?.refused?.message).toMatch(
		/Items 13, 14 differ and are about the same user/,
	);
	for (const { verified, refused } of rows) expect(verified).toBe(refused ? undefined : true);
	const people = byKey(net2);
	for (const [key, , department, opens] of JOINERS) {
		const person = people.get(key);
		expect([key, person?.department ?? '', doors(person)]).toEqual([key, department, opens]);
	}
	expect(people.get('1001')).toMatchObject({ firstName: 'Siobhán', lastName: "O'Brien" });
	expect(people.get('1002')).toMatchObject({ firstName: 'Łukasz', lastName: 'Żółć' });
	expect(people.get('00123')).toMatchObject({ middleName: 'van den', lastName: 'Berg' });
	expect(people.get('A-17')?.expiryDate).toMatch(/^2035-06-30/);
	expect(signIns(net2).filter(({ status }) => status === 200)).toHaveLength(1);
});

test('the six movers: five change, one has nothing to change', async () => {
	const before = byKey(net2);
	expect(lines(await item('mover'))).toEqual([
		['00123', 'updated; unchanged'],
		['1001', 'updated; unchanged'],
		['1002', 'updated; unchanged'],
		['1007', 'updated; updated, removed Warehouse, granted Server room'],
		['A-17', 'updated; unchanged'],
		['1010', 'unchanged; unchanged'],
	]);
	const after = byKey(net2);
	expect(after.get('1001')).toMatchObject({ lastName: "O'Brien-Walsh", department: "Int'l Trade" });
	expect(doors(after.get('1007'))).toEqual([1, 3]);
	for (const [key, { expiryDate, activateDate, pin }] of before)
		expect(after.get(key)).toMatchObject({ expiryDate, activateDate, pin });
	expect(after.get('1010')).toEqual(before.get('1010'));
});

test('the five leavers: three are disabled, two need a person, and no other user changes', async () => {
	const before = byKey(net2);
	const rows = await item('leaver');
	expect(lines(rows)).toEqual([
		['1003', 'disabled, removed Office hours'],
		['1004', 'disabled, removed Office hours'],
		['1008', 'disabled, removed Server room'],
		['9999', 'refused: notFound'],
		[' 0123', 'refused: nearMiss'],
	]);
	// By user id. Which of the two was created first does not matter.
	for (const key of ['123', '00123'])
		expect(rows[4]?.refused?.message).toMatch(new RegExp(`user \\d+ \\("${key}"\\)`));
	const after = byKey(net2);
	for (const key of LEAVERS)
		expect(after.get(key)).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
	for (const key of ['00123', '123', '1001', '1002', 'A-17', '1010', '1013', '90001'])
		expect(after.get(key)).toEqual(before.get(key));
});

test('all of it once more: not one write, and the same rows are refused', async () => {
	const before = net2.state();
	net2.clearRequests();
	// Net2 may hide PINs. So a PIN may have come back, and each run of a leaver clears it.
	const clearsAgain = siteVariant()?.pinReadable === 'hidden';
	const leaves = LEAVERS.flatMap((key) => before.users.filter((user) => numberOf(user) === key));
	for (const story of ['joiner', 'mover', 'leaver'] as const)
		for (const { changed, refused } of await item(story))
			expect(changed).toBe(clearsAgain && story === 'leaver' && refused === undefined);
	expect(writes(net2).map(({ method, path }) => `${method} ${path}`)).toEqual(
		clearsAgain ? leaves.map(({ id }) => expect.stringContaining(`PUT /api/v1/users/${id}`)) : [],
	);
	expect(signIns(net2)).toEqual([]);
	const after = net2.state();
	expect({ ...after, events: before.events }).toEqual(before);
	if (!clearsAgain) expect(after.events).toEqual(before.events);
});

test.each(['continueRegularOutput', 'stopWorkflow'] as const)(
	'a fresh Net2, with every node set to %s: the same people are made',
	async (onError) => {
		net2.reset();
		const result = await run('joiner', onError);
		const people = byKey(net2);
		const good = JOINERS.filter(([, deeds]) => !deeds.startsWith('refused'));
		for (const [key, , department] of good) expect(people.get(key)).toMatchObject({ department });
		for (const key of ['1011', '1012']) expect(people.has(key)).toBe(false);
		if (onError === 'continueRegularOutput') {
			expect(result.error).toBeUndefined();
			expect(result.nodes['Create user']?.main[0]).toHaveLength(16);
			return;
		}
		expect(result.error?.message).toMatch(/^3 of 16 items were not carried out\. First: Item 12/);
		expect(result.error?.context).toMatchObject({ itemIndex: 12 });
		for (const [n, [key]] of JOINERS.entries())
			expect(result.error?.description).toContain(`Item ${n}, personnel number ${key}`);
		// Stopped after the first node: created, and without access.
		for (const [key] of good) expect(people.get(key)?.canOpen).toEqual([]);
	},
);
