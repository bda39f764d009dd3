import * as v from 'valibot';
import { startHelper } from './helper';

/** One of HR's rows, as it comes from another process. */
export const Person = v.object({
	id: v.optional(v.number()),
	key: v.string(),
	firstName: v.string(),
	lastName: v.string(),
	email: v.string(),
	department: v.string(),
	departmentId: v.number(),
	accessLevels: v.array(v.string()),
	levelIds: v.array(v.number()),
});
const Fresh = v.object({ url: v.string(), rows: v.array(Person) });
const Counted = v.object({
	requests: v.number(),
	writes: v.number(),
	signIns: v.number(),
	connections: v.number(),
	/** Requests under way at one time, at most. */
	peak: v.number(),
	/** People who have a department and two levels. */
	placed: v.number(),
	/** People who have an end date and are in the leaver department. */
	barred: v.number(),
});

/** What a peer did at the server since it was started afresh. */
export type Counted = v.InferOutput<typeof Counted>;

export interface EmulatorHandle {
	/** A new server with `seed` invented people, one level each; `rows` is the HR list that agrees with it. */
	fresh(seed: number, latency: number, port?: number): Promise<v.InferOutput<typeof Fresh>>;
	count(): Promise<Counted>;
	stop(): void;
}

export function startEmulatorProcess(): EmulatorHandle {
	const helper = startHelper('emulatorProcess.ts');
	return {
		fresh: async (seed, latency, port) =>
			v.parse(Fresh, await helper.request({ what: 'fresh', seed, latency, port })),
		count: async () => v.parse(Counted, await helper.request({ what: 'count' })),
		stop: helper.stop,
	};
}
