import { afterAll, beforeAll, expect, it } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator';
import { locator, mapper } from '../actions/parameters';
import { broken, count, PAIRS, type Action, type Counts, type Deed } from '../bench/pairs';
import { startFront, type Front } from './front';
import { at, isObject } from './json';
import { openLab } from './lab';
import { chain, credentialOnNode, net2, people, webhook } from './paxtonWorkflows';
import { QueueLab } from './queue';
import type { Execution } from './rest';

/*
 * Two executions about the same employees at the same time. Each worker runs one execution at a time. So two that
 * overlap are on two workers.
 */

const LEAVERS = 300;
const MOVERS = 150;
const ROUNDS = [{ latency: 10 }, { latency: 10 }, { latency: 50 }, { latency: 50 }];
const TRIALS = 20;

const user = locator('key', '={{ $json.key }}');
const change = (fields: INodeParameters): INodeParameters => ({
	resource: 'user',
	operation: 'update',
	user,
	fields: mapper(fields),
});
const level = (operation: 'grant' | 'revoke', name: string): INodeParameters => ({
	resource: 'accessLevel',
	operation,
	user,
	accessLevels: [name],
});

/** What the node of each workflow does. */
const PARAMETERS: Record<Action, INodeParameters> = {
	create: {
		resource: 'user',
		operation: 'create',
		key: '={{ $json.key }}',
		fields: mapper({ firstName: 'Jo', lastName: 'Iner' }),
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
	},
	update: change({ 'customField:9': 'first@example.com' }),
	updateOther: change({ 'customField:10': 'Second' }),
	move: {
		...change({ 'customField:9': 'first@example.com' }),
		departmentMode: 'direct',
		department: locator('name', "Int'l Trade"),
	},
	disable: {
		resource: 'user',
		operation: 'disable',
		user,
		removeAccess: 'keep',
		options: { markerField: 'Notes' },
	},
	grant: level('grant', 'Server room'),
	grantOther: level('grant', 'Warehouse'),
	revoke: level('revoke', 'Office hours'),
};

let emulator: Emulator;
let queue: QueueLab;
let front: Front;
/** Numbers of users that no test has used. */
let unused: string[];

beforeAll(async () => {
	const lab = await openLab();
	const seed = ROUNDS.length * LEAVERS + PAIRS.length * TRIALS;
	emulator = await startEmulator({ seed, signInRate: 'off' });
	for (const one of emulator.world.users.values()) {
		one.accessLevels = [2];
		one.expiryDate = null;
		emulator.world.touch(one.id);
	}
	unused = Array.from({ length: seed }, (_, n) => String(100_001 + n));
	queue = await QueueLab.create(lab, { workers: 2, concurrency: 1 });
	front = await startFront(emulator.port, () => queue.workers.flatMap(({ pid }) => pid ?? []));
	await queue.installPackage();
	const data = { baseUrl: front.url, ...emulator.operator, mfaType: 'none' };
	await queue.main.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
	const workflows = Object.entries(PARAMETERS).map(([id, parameters]) =>
		chain(id, [
			webhook(id, 'Start'),
			people('body.people'),
			net2('Net2', parameters, 'continueRegularOutput'),
		]),
	);
	await queue.main.importWorkflows(workflows);
	await queue.start();
	await queue.main.rest.signIn();
	for (const id of Object.keys(PARAMETERS)) await queue.main.rest.activate(id);
});

afterAll(async () => {
	await queue?.dispose();
	await front?.stop();
	await emulator?.stop();
});

/** What became of each employee's item. */
async function run(action: Action, keys: string[]): Promise<Deed[]> {
	const { status, text } = await queue.main.callWebhook(action, {
		people: keys.map((key) => ({ key })),
	});
	const items: unknown = JSON.parse(text);
	if (status !== 200 || !Array.isArray(items) || items.length !== keys.length)
		throw new Error(`${action}: ${status} ${text.slice(0, 300)}`);
	return keys.map((key, n) => {
		const item: unknown = items[n];
		const end = isObject(at(item, 'error')) ? String(at(item, 'error', 'reason')) : 'ok';
		return { action, key, end };
	});
}

async function together(one: [Action, string[]], other: [Action, string[]]): Promise<Deed[]> {
	return (await Promise.all([run(...one), run(...other)])).flat();
}

/** How many of the newest executions of these workflows ran while another one of them did. */
async function overlapping(actions: Action[], newest: number): Promise<number> {
	const all = await Promise.all(
		[...new Set(actions)].map(async (id) => await queue.main.rest.executions(id)),
	);
	const spans = all
		.flat()
		.sort((a, b) => Number(b.id) - Number(a.id))
		.slice(0, newest);
	const meets = (one: Execution, other: Execution) =>
		one.id !== other.id && one.startedAt < other.stoppedAt && other.startedAt < one.stoppedAt;
	return spans.filter((one) => spans.some((other) => meets(one, other))).length;
}

function report(name: string, latency: number, counts: Counts): void {
	console.log(`${name}, ${latency} ms:`, counts);
	expect(broken(counts, { marker: true })).toEqual({});
}

it.each(PAIRS)(`reports every loss of $name in ${TRIALS} trials`, async ({ name, one, other }) => {
	const latency = 10;
	emulator.config({ latency });
	const keys =
		one === 'create'
			? Array.from({ length: TRIALS }, (_, n) => `N-${n}`)
			: unused.splice(0, TRIALS);
	const deeds: Deed[] = [];
	// Which of the two comes first varies.
	for (const [n, key] of keys.entries()) {
		const both: [Action, Action] = n % 2 === 0 ? [one, other] : [other, one];
		deeds.push(...(await together([both[0], [key]], [both[1], [key]])));
	}
	const met = await overlapping([one, other], 2 * TRIALS);
	console.log(`${name}: ${met} of ${2 * TRIALS} executions ran at the same time as another one.`);
	report(name, latency, count(deeds, emulator.state().users));
	expect(met).toBeGreaterThan(TRIALS);
});

it.each(ROUNDS.map(({ latency }, round) => ({ latency, round })))(
	'no leaver keeps access next to a list of movers, and no change is lost silently (round $round, $latency ms)',
	async ({ latency }) => {
		emulator.config({ latency });
		const keys = unused.splice(0, LEAVERS);
		const deeds = await together(['move', keys.slice(0, MOVERS)], ['disable', keys]);
		report('150 movers next to 300 leavers', latency, count(deeds, emulator.state().users));
	},
);

it('ran on two workers', () => {
	expect(new Set(front.signIns.map(({ pid }) => pid)).size).toBe(2);
});
