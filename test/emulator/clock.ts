/** Time and chance come from outside, so that a test can move the one and repeat the other. */
export interface Clock {
	now(): Date;
	sleep(milliseconds: number): Promise<void>;
	random(): number;
}

export const systemClock: Clock = {
	now: () => new Date(),
	sleep: async (milliseconds) => {
		await new Promise<void>((resolve) => {
			// A sleeping answer must not keep a process alive that has nothing else to do.
			setTimeout(resolve, milliseconds).unref();
		});
	},
	random: () => Math.random(),
};
