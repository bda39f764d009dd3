/** Time and chance come from outside, so that a test can move the one and repeat the other. */
export interface Clock {
	now(): Date;
	/** `Infinity` is a sleep without end; a clock of a test may end it at once. */
	sleep(milliseconds: number): Promise<void>;
	random(): number;
}

export const systemClock: Clock = {
	now: () => new Date(),
	sleep: async (milliseconds) => {
		await new Promise<void>((resolve) => {
			if (milliseconds === Infinity) return;
			// A reply that waits must not keep a process alive that has nothing else to do.
			setTimeout(resolve, milliseconds).unref();
		});
	},
	random: () => Math.random(),
};

export interface MovableClock extends Clock {
	/** Moves time on. */
	advance(milliseconds: number): void;
	set(at: Date | string): void;
}

/**
 * A clock that stops until it is moved, and whose sleeps move it and take no real time. Its chance is the same in
 * every run of one seed.
 */
export function movableClock(start: Date | string, seed = 1): MovableClock {
	let now = new Date(start).getTime();
	let state = seed >>> 0;
	return {
		now: () => new Date(now),
		sleep: async (milliseconds) => {
			if (Number.isFinite(milliseconds)) now += milliseconds;
			await Promise.resolve();
		},
		random: () => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return state / 2 ** 32;
		},
		advance: (milliseconds) => {
			now += milliseconds;
		},
		set: (at) => {
			now = new Date(at).getTime();
		},
	};
}
