import type { Clock } from '../../../nodes/PaxtonNet2/net2/clock';
import { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';

/** A clock on which a wait takes no time: `sleep` moves it on at once, and notes for how long. */
export class FakeClock implements Clock {
	readonly sleeps: number[] = [];
	/** What `random` gives; 0 keeps the waits exact. */
	chance = 0;
	/** Called as each wait begins, for tests that stop a run in the middle of one. */
	onSleep: (milliseconds: number) => void = () => {};

	constructor(private time = Date.parse('2026-11-24T09:00:00Z')) {}

	now(): number {
		return this.time;
	}

	advance(milliseconds: number): void {
		this.time += milliseconds;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		this.sleeps.push(milliseconds);
		const until = this.time + milliseconds;
		this.onSleep(milliseconds);
		await Promise.resolve();
		if (signal?.aborted) throw new Net2Error('cancelled', 'The run was cancelled.', '');
		// Two who wait at the same time wait no longer than the longer of them.
		this.time = Math.max(this.time, until);
	}

	random(): number {
		return this.chance;
	}
}
