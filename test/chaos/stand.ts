import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../emulator';
import type { Wire } from './wire';

export const PASSWORD = 'canary-9f2c';

/** One emulator for all runs of a process. It has the clock of the current run, and a state file to restart from. */
export interface Stand {
	net2: Emulator;
	/** The run's clock and chance, on both sides. */
	use(wire: Wire): void;
	stop(): Promise<void>;
}

export async function openStand(): Promise<Stand> {
	let wire: Wire | undefined;
	const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
	const net2 = await startEmulator({
		seed: 0,
		signInRate: 'off',
		state: join(folder, 'net2.json'),
		operator: { password: PASSWORD },
		clock: {
			now: () => new Date(wire?.now() ?? 0),
			// A sleep without end is a server that never answers: it hangs up instead, see wire.ts.
			sleep: async () => await Promise.resolve(),
			random: () => wire?.random() ?? 0,
		},
	});
	return {
		net2,
		use: (next) => {
			wire = next;
		},
		async stop() {
			await net2.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
