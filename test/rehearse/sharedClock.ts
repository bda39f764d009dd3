import type { Clock as EmulatorClock } from '../../emulator';
import { serverMessages } from '../../nodes/PaxtonNet2/messages/server';
import type { Clock } from '../../nodes/PaxtonNet2/net2/clock';
import { failure } from '../../nodes/PaxtonNet2/net2/errors';

/** Turns of the event loop without a new wait. By then every request that is under way has come to its wait. */
const QUIET_TURNS = 25;

interface Waiting {
	until: number;
	end: () => void;
}

/**
 * One clock for client and emulator. It stops while anything happens, and moves to the end of the earliest wait when
 * all wait. So waits overlap as they would in real time, take no real time, and last the same in every run.
 */
export class SharedClock implements Clock {
	private waiting: Waiting[] = [];
	private quietTurns = 0;
	private isTurning = false;
	private state: number;

	constructor(
		private time = Date.parse('2031-03-04T10:00:05Z'),
		seed = 1,
	) {
		this.state = seed >>> 0;
	}

	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) throw failure(serverMessages.cancelled);
		// A reply that never comes: the emulator ends the connection at once.
		if (milliseconds === Infinity) return;
		await new Promise<void>((end) => {
			this.waiting.push({ until: this.time + milliseconds, end });
			this.quietTurns = 0;
			this.turn();
		});
		if (signal?.aborted) throw failure(serverMessages.cancelled);
	}

	random(): number {
		this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
		return this.state / 2 ** 32;
	}

	/** The same clock for the emulator, which counts in dates. */
	forEmulator(): EmulatorClock {
		return {
			now: () => new Date(this.time),
			sleep: async (milliseconds) => await this.sleep(milliseconds),
			random: () => this.random(),
		};
	}

	private turn(): void {
		if (this.isTurning || this.waiting.length === 0) return;
		this.isTurning = true;
		setImmediate(() => {
			this.isTurning = false;
			this.quietTurns += 1;
			if (this.quietTurns >= QUIET_TURNS) this.endEarliest();
			this.turn();
		});
	}

	private endEarliest(): void {
		this.quietTurns = 0;
		const until = Math.min(...this.waiting.map((one) => one.until));
		const over = this.waiting.filter((one) => one.until <= until);
		this.waiting = this.waiting.filter((one) => one.until > until);
		this.time = Math.max(this.time, until);
		for (const { end } of over) end();
	}
}
