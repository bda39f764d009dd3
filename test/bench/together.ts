/**
 * Two processes that change the same users at the same time. Each pair of operations is tried on many users. The
 * emulator then shows lost changes without an error, numbers of two users, and leavers who can open a door. If there is
 * one of these, the exit code is 1.
 *
 *     npx tsx test/bench/together.ts --trials 200 --seed 1
 *     npx tsx test/bench/together.ts --without-marker --profile --only 'update and disable'
 */
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { profileFor, startEmulator, type Emulator } from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { startHelper, type Helper } from './helper';
import { broken, count, PAIRS, TITLES, type Counts, type Deed, type Pair } from './pairs';

const LATENCIES = [10, 50];
/** Trials that go on at the same time. */
const AT_ONCE = 8;

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

interface Settings {
	trials: number;
	seed: number;
	only: string | undefined;
	/** Whether the disables name a marker field. */
	marker: boolean;
	/** Whether the credential has a site profile. */
	profile: boolean;
}

async function runTrials(
	helpers: [Helper, Helper],
	net2: Emulator,
	{ one, other }: Pair,
	trials: Trial[],
	{
		latency,
		random,
		settings: { marker, profile },
	}: { latency: number; random: () => number; settings: Settings },
): Promise<Counts> {
	const ordered = trials.map(({ keys }) => ({ keys, delays: [random(), random()] }));
	const orders = [one, other].map((action, side) => ({
		url: net2.url,
		atOnce: AT_ONCE,
		...(marker && { markerField: 'Notes' }),
		...(profile && { siteProfile: JSON.stringify(profileFor(net2.config(), LONGEST_QUERY)) }),
		trials: ordered.map(({ keys, delays }) => ({
			action,
			keys: keys[side] ?? [],
			// One process is ahead of the other by up to six round trips.
			delayMs: (delays[side] ?? 0) * latency * 6,
		})),
	}));
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
	const deeds = [one, other].flatMap((action, side) =>
		ordered.flatMap(({ keys }, n) =>
			(keys[side] ?? []).map((key, place): Deed => {
				const end = ends[side]?.[n]?.[place] ?? 'no result';
				return { action, key, end };
			}),
		),
	);
	return count(deeds, net2.state().users);
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

const keysFrom = (first: number, count_: number) =>
	Array.from({ length: count_ }, (_, n) => String(100_001 + first + n));

/** Prints a line for each pair, and one more for what must not be. */
async function measure(settings: Settings): Promise<void> {
	const { trials, seed, only, marker } = settings;
	const helpers: [Helper, Helper] = [
		startHelper('togetherProcess.ts'),
		startHelper('togetherProcess.ts'),
	];
	const report = (name: string, latency: number, tried: number, counts: Counts) => {
		const cells = [name, `${latency} ms`, tried, ...Object.values(counts)];
		console.log(`| ${cells.map(String).join(' | ')} |`);
		const found = Object.entries(broken(counts, { marker }));
		if (found.length === 0) return;
		console.log(`Broken: ${found.map(([what, times]) => `${what} ${times}`).join(', ')}.`);
		process.exitCode = 1;
	};
	console.log(`| ${['pair', 'latency', 'trials', ...TITLES].join(' | ')} |`);
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
				const how = { latency, random: randomOf(seed + latency), settings };
				report(pair.name, latency, trials, await runTrials(helpers, net2, pair, all, how));
				await net2.stop();
			}
			if (only !== undefined && only !== 'lists') continue;
			const net2 = await freshServer(300, latency);
			const lists: Trial = { keys: [keysFrom(0, 150), keysFrom(0, 300)] };
			const pair: Pair = { name: '150 movers next to 300 leavers', one: 'move', other: 'disable' };
			const how = { latency, random: () => 0, settings };
			report(pair.name, latency, 1, await runTrials(helpers, net2, pair, [lists], how));
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
		'without-marker': { type: 'boolean', default: false },
		profile: { type: 'boolean', default: false },
	},
});
measure({
	trials: Number(values.trials),
	seed: Number(values.seed),
	only: values.only,
	marker: !values['without-marker'],
	profile: values.profile,
}).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
