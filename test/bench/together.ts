/**
 * Two processes that change the same users at the same time. Each pair of operations is tried on many users. The
 * emulator then shows lost changes without an error, numbers of two users, and leavers who can open a door.
 *
 *     npx tsx test/bench/together.ts --trials 200 --seed 1
 */
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { startEmulator, type Emulator, type PersonState } from '../../emulator';
import { startHelper, type Helper } from './helper';
import type { ACTIONS } from './togetherProcess';

type Action = (typeof ACTIONS)[number];

interface Pair {
	name: string;
	one: Action;
	other: Action;
}

const PAIRS: Pair[] = [
	{ name: 'update and disable', one: 'update', other: 'disable' },
	{ name: 'update with department and disable', one: 'move', other: 'disable' },
	{ name: 'two movers', one: 'update', other: 'updateOther' },
	{ name: 'grant and revoke', one: 'grant', other: 'revoke' },
	{ name: 'two grants', one: 'grant', other: 'grantOther' },
	{ name: 'two creates', one: 'create', other: 'create' },
];
const LATENCIES = [10, 50];
/** Trials that go on at the same time. */
const AT_ONCE = 8;

/** What a user must look like after an operation that reported success. */
function hasEffect(action: Action, user: PersonState): boolean {
	const field = (id: number) => user.customFields.find((one) => one.id === id)?.value;
	switch (action) {
		case 'create':
			return true;
		case 'update':
			return field(9) === 'first@example.com';
		case 'updateOther':
			return field(10) === 'Second';
		case 'move':
			return field(9) === 'first@example.com' && user.department === "Int'l Trade";
		case 'disable':
			return user.canOpen.length === 0;
		case 'grant':
			return user.accessLevelNames.includes('Server room');
		case 'grantOther':
			return user.accessLevelNames.includes('Warehouse');
		case 'revoke':
			return !user.accessLevelNames.includes('Office hours');
	}
}

export interface Counts {
	trials: number;
	errors: number;
	silentLosses: number;
	silentDuplicates: number;
	leaversWithAccess: number;
}

const Ends = v.array(v.array(v.string()));

/** Mulberry32: the same delays for the same seed. */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

interface Trial {
	keys: [string[], string[]];
}

async function runTrials(
	helpers: [Helper, Helper],
	net2: Emulator,
	{ one, other }: Pair,
	trials: Trial[],
	{ latency, random }: { latency: number; random: () => number },
): Promise<Counts> {
	const ordered = trials.map(({ keys }) => ({ keys, delays: [random(), random()] }));
	const orders = [one, other].map((action, side) => ({
		url: net2.url,
		atOnce: AT_ONCE,
		trials: ordered.map(({ keys, delays }) => ({
			action,
			keys: keys[side] ?? [],
			// One process is ahead of the other by up to six round trips.
			delayMs: (delays[side] ?? 0) * latency * 6,
		})),
	}));
	const counts: Counts = {
		trials: trials.length,
		errors: 0,
		silentLosses: 0,
		silentDuplicates: 0,
		leaversWithAccess: 0,
	};
	const ends: string[][][] = [[], []];
	// A few trials at a time, so that the two processes stay together.
	for (let from = 0; from < ordered.length; from += AT_ONCE) {
		const replies = await Promise.all(
			helpers.map(
				async (helper, side) =>
					await helper.request({
						...orders[side],
						trials: orders[side]?.trials.slice(from, from + AT_ONCE),
					}),
			),
		);
		for (const [side, reply] of replies.entries()) ends[side]?.push(...v.parse(Ends, reply));
	}
	const users = usersByKey(net2);
	for (const [n, { keys }] of ordered.entries()) {
		const named = new Set<string>();
		for (const [side, action] of [one, other].entries()) {
			for (const [place, key] of (keys[side] ?? []).entries()) {
				const end = ends[side]?.[n]?.[place] ?? 'none';
				const found = users.get(key) ?? [];
				if (end !== 'ok') {
					counts.errors += 1;
					named.add(`${key} ${end}`);
					continue;
				}
				const [user] = found;
				const isThere = user !== undefined && hasEffect(action, user);
				if (isThere) continue;
				if (action === 'disable') counts.leaversWithAccess += 1;
				else counts.silentLosses += 1;
			}
		}
		for (const key of new Set(keys.flat()))
			if ((users.get(key)?.length ?? 0) > 1 && !named.has(`${key} duplicateKey`))
				counts.silentDuplicates += 1;
	}
	return counts;
}

function usersByKey(net2: Emulator): Map<string, PersonState[]> {
	const users = new Map<string, PersonState[]>();
	for (const user of net2.state().users) {
		const key = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		users.set(key, [...(users.get(key) ?? []), user]);
	}
	return users;
}

/** A server with so many invented users, each with one level and no end date. */
async function freshServer(seed: number, latency: number): Promise<Emulator> {
	const net2 = await startEmulator({ seed, latency, signInRate: 'off' });
	for (const user of net2.world.users.values()) {
		user.accessLevels = [2];
		user.expiryDate = null;
		net2.world.touch(user.id);
	}
	return net2;
}

const keysFrom = (first: number, count: number) =>
	Array.from({ length: count }, (_, n) => String(100_001 + first + n));

async function measure(trials: number, seed: number, only: string | undefined): Promise<void> {
	const helpers: [Helper, Helper] = [
		startHelper('togetherProcess.ts'),
		startHelper('togetherProcess.ts'),
	];
	const print = (name: string, latency: number, counts: Counts) =>
		console.log(`| ${name} | ${latency} ms | ${Object.values(counts).map(String).join(' | ')} |`);
	console.log(
		'| pair | latency | trials | reported as errors | silent losses | duplicates without an error | leavers with access |',
	);
	try {
		for (const latency of LATENCIES) {
			for (const pair of PAIRS) {
				if (only !== undefined && only !== pair.name) continue;
				const isCreate = pair.one === 'create';
				const net2 = await freshServer(isCreate ? 1 : trials, latency);
				const keys = isCreate
					? Array.from({ length: trials }, (_, n) => `N-${n}`)
					: keysFrom(0, trials);
				const all = keys.map((key): Trial => ({ keys: [[key], [key]] }));
				const random = randomOf(seed + latency);
				print(pair.name, latency, await runTrials(helpers, net2, pair, all, { latency, random }));
				await net2.stop();
			}
			if (only !== undefined && only !== 'lists') continue;
			const net2 = await freshServer(300, latency);
			const lists: Trial = { keys: [keysFrom(0, 150), keysFrom(0, 300)] };
			const pair: Pair = { name: '150 movers next to 300 leavers', one: 'move', other: 'disable' };
			const random = () => 0;
			print(pair.name, latency, await runTrials(helpers, net2, pair, [lists], { latency, random }));
			await net2.stop();
		}
	} finally {
		for (const helper of helpers) helper.stop();
	}
}

const { values } = parseArgs({
	options: {
		trials: { type: 'string', default: '200' },
		seed: { type: 'string', default: '1' },
		only: { type: 'string' },
	},
});
measure(Number(values.trials), Number(values.seed), values.only).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
