import * as fc from 'fast-check';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { watchMemory } from '../mapping/memoryUse';

/** What one input may take. It is processor time, since the machine may be busy. */
const MOST_CPU_MS = 20_000;
const MOST_BYTES = 200_000_000;

export interface FuzzOptions {
	runs: number;
	seed: number;
	/** Of a failure that was found before. */
	path?: string | undefined;
	/** Called before each input, with the name of its target. */
	onInput?: ((name: string) => void) | undefined;
}

export interface Fuzzed {
	name: string;
	runs: number;
	/** Made as small as it can be. */
	failure?: { path: string; input: string; why: string } | undefined;
}

/** One door through which foreign data comes in. */
export interface Target {
	name: string;
	/** How much of all inputs it gets. */
	weight: number;
	fuzz(options: FuzzOptions): Promise<Fuzzed>;
}

/** A promise that was not kept. */
export class Broken extends Error {}

export function expect(holds: boolean, promise: string): asserts holds {
	if (!holds) throw new Broken(promise);
}

/**
 * Runs something on random input until it breaks: `run` throws a {@link Broken} where a promise is not kept. Refused with
 * a reason is as good as read; anything else that is thrown is a crash.
 */
export function target<Input>(
	name: string,
	weight: number,
	input: fc.Arbitrary<Input>,
	run: (input: Input) => void | Promise<void>,
): Target {
	return {
		name,
		weight,
		async fuzz({ runs, seed, path, onInput }) {
			const property = fc.asyncProperty(input, async (given) => {
				onInput?.(name);
				const [memory, cpu] = [watchMemory(), process.cpuUsage()];
				try {
					await run(given);
				} catch (error) {
					if (!(error instanceof Net2Error)) throw error;
					expect(error.message.length < 2_000, 'an error stays readable');
				}
				const { user, system } = process.cpuUsage(cpu);
				expect((user + system) / 1_000 < MOST_CPU_MS, 'an input takes a bounded time');
				expect(memory.above() < MOST_BYTES, 'an input takes a bounded memory');
				expect(!isPolluted(), 'no prototype is changed');
			});
			const details = await fc.check(property, { seed, numRuns: runs, ...(path && { path }) });
			if (!details.failed) return { name, runs: details.numRuns };
			const { errorInstance: error, counterexample, counterexamplePath } = details;
			const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
			const shown = fc.stringify(counterexample?.[0]);
			return {
				name,
				runs: details.numRuns,
				failure: { path: counterexamplePath ?? '', input: shown, why },
			};
		},
	};
}

/** The value, or undefined where it was refused. */
export function readOrRefused<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof Net2Error) return undefined;
		throw error;
	}
}

const PROTOTYPES = [Object, Array, Function, String, Number, Map, Error].map(
	(made): object => made.prototype,
);
const shape = () => PROTOTYPES.map((one) => Reflect.ownKeys(one).map(String).join()).join(';');
const CLEAN = shape();

export function isPolluted(): boolean {
	return shape() !== CLEAN;
}
