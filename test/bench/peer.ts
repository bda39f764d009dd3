import * as v from 'valibot';
import { startHelper } from './helper';
import type { HrPerson } from './people';
import type { PeerName, Work } from './benchOperations';

const Done = v.object({
	ms: v.number(),
	/** What it took of the processor. */
	cpuMs: v.number(),
	/** Memory of the process at most so far, in bytes above an n8n that has done nothing. */
	rss: v.number(),
});
export type Done = v.InferOutput<typeof Done>;

export interface Peer {
	run(work: Work, url: string, list: HrPerson[]): Promise<Done>;
	/** Bytes of live heap per person above NoOp. */
	memory(work: 'joiners' | 'unchanged', url: string, list: HrPerson[]): Promise<number>;
	stop(): void;
}

export function startPeer(name: PeerName): Peer {
	const helper = startHelper('peerProcess.ts', [name]);
	return {
		run: async (what, url, list) => v.parse(Done, await helper.request({ what, url, list })),
		async memory(work, url, list) {
			const what = work === 'joiners' ? 'memoryOfJoiners' : 'memory';
			return v.parse(v.object({ bytes: v.number() }), await helper.request({ what, url, list }))
				.bytes;
		},
		stop: helper.stop,
	};
}
