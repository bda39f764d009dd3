import { afterAll, beforeAll, expect, it } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator';
import { locator, mapper } from '../actions/parameters';
import { startFront, type Front } from './front';
import { at, isObject } from './json';
import { openLab } from './lab';
import { chain, credentialOnNode, net2, people, webhook } from './paxtonWorkflows';
import { QueueLab } from './queue';

/*
 * Two lists about the same employees: one moves 150 of them, and the other disables all 300. Each worker runs one
 * execution at a time. So two that overlap are on two workers.
 */

const LEAVERS = 300;
const MOVERS = 150;
const ROUNDS = [{ latency: 10 }, { latency: 10 }, { latency: 50 }, { latency: 50 }];

const user = locator('key', '={{ $json.key }}');
const movers: INodeParameters = {
	resource: 'user',
	operation: 'update',
	user,
	fields: mapper({ 'customField:9': 'moved@example.com' }),
	departmentMode: 'direct',
	department: locator('name', "Int'l Trade"),
};
const leavers: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user,
	removeAccess: 'keep',
	options: { markerField: 'Notes' },
};

let emulator: Emulator;
let queue: QueueLab;
let front: Front;

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({ seed: ROUNDS.length * LEAVERS, signInRate: 'off' });
	for (const one of emulator.world.users.values()) {
		one.accessLevels = [2];
		one.expiryDate = null;
		emulator.world.touch(one.id);
	}
	queue = await QueueLab.create(lab, { workers: 2, concurrency: 1 });
	front = await startFront(emulator.port, () => queue.workers.flatMap(({ pid }) => pid ?? []));
	await queue.installPackage();
	const data = { baseUrl: front.url, ...emulator.operator, mfaType: 'none' };
	await queue.main.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
	const workflows = Object.entries({ movers, leavers }).map(([id, parameters]) =>
		chain(id, [
			webhook(id, 'Start'),
			people('body.people'),
			net2('Net2', parameters, 'continueRegularOutput'),
		]),
	);
	await queue.main.importWorkflows(workflows);
	await queue.start();
	await queue.main.rest.signIn();
	for (const id of ['movers', 'leavers']) await queue.main.rest.activate(id);
});

afterAll(async () => {
	await queue?.dispose();
	await front?.stop();
	await emulator?.stop();
});

/** Whether each employee's item succeeded, by key. */
async function runList(id: string, keys: string[]): Promise<Map<string, boolean>> {
	const { status, text } = await queue.main.callWebhook(id, {
		people: keys.map((key) => ({ key })),
	});
	const items: unknown = JSON.parse(text);
	if (status !== 200 || !Array.isArray(items) || items.length !== keys.length)
		throw new Error(`${id}: ${status} ${text.slice(0, 300)}`);
	return new Map(keys.map((key, n) => [key, !isObject(at(items[n], 'error'))]));
}

it.each(ROUNDS.map(({ latency }, round) => ({ latency, round })))(
	'no leaver keeps access next to a list of movers, and no change is lost silently (round $round, $latency ms)',
	async ({ latency, round }) => {
		emulator.config({ latency });
		const keys = Array.from({ length: LEAVERS }, (_, n) => String(100_001 + round * LEAVERS + n));
		const [moved, disabled] = await Promise.all([
			runList('movers', keys.slice(0, MOVERS)),
			runList('leavers', keys),
		]);
		const users = new Map(
			emulator.state().users.map((one) => {
				const field = (id: number) => one.customFields.find((custom) => custom.id === id)?.value;
				const isMoved = field(9) === 'moved@example.com' && one.department === "Int'l Trade";
				return [field(14) ?? '', { isMoved, isOut: one.canOpen.length === 0 }];
			}),
		);
		const failed = [...moved.values(), ...disabled.values()].filter((isDone) => !isDone).length;
		const withAccess = [...disabled].filter(([key, isDone]) => isDone && !users.get(key)?.isOut);
		const lost = [...moved].filter(([key, isDone]) => isDone && !users.get(key)?.isMoved);
		console.log(
			`${latency} ms: ${failed} reported as errors, ${lost.length} silent losses, ${withAccess.length} leavers with access`,
		);
		expect({ withAccess, lost }).toEqual({ withAccess: [], lost: [] });
		const still = keys.filter((key) => !users.get(key)?.isOut);
		expect(still.filter((key) => disabled.get(key) === true)).toEqual([]);
	},
);

it('ran the two lists on two workers', () => {
	expect(new Set(front.signIns.map(({ pid }) => pid)).size).toBe(2);
});
