import { joiners, type HrPerson } from './people';
import type { Peer } from './peer';
import type { Counted, EmulatorHandle } from './emulatorHandle';
import type { PeerName, Work } from './benchOperations';

/** One run of one peer. */
export interface Measured extends Counted {
	work: Work;
	peer: PeerName;
	latency: number;
	people: number;
	ms: number;
	/** What the peer itself took of the processor. */
	cpuMs: number;
	/** Peak memory of its process so far, above an idle n8n; bytes. */
	rss: number;
}

export interface Task {
	work: Work;
	peer: PeerName;
	latency: number;
	people: number;
}

/** Runs one peer against a fresh server, and makes sure that it did what it was to do. */
export async function measure(emulator: EmulatorHandle, peer: Peer, task: Task): Promise<Measured> {
	const { work, people, latency } = task;
	const { url, rows } = await emulator.fresh(work === 'joiners' ? 0 : people, latency);
	const list: HrPerson[] = work === 'joiners' ? joiners(people) : rows;
	const spent = await peer.run(work, url, list);
	const counted = await emulator.count();
	const done = { joiners: counted.placed, leavers: counted.barred, unchanged: people }[work];
	if (done !== people || (work === 'unchanged' && counted.writes > 0))
		throw new Error(`${task.peer} did ${done} of ${people} ${work}, ${counted.writes} writes.`);
	return { ...task, ...counted, ...spent };
}

/** The quickest of several runs of the same task. */
export function best(runs: Measured[], { work, peer, latency }: Omit<Task, 'people'>) {
	return quickest(
		runs.filter((run) => run.work === work && run.peer === peer && run.latency === latency),
	);
}

export function quickest<Run extends Pick<Measured, 'ms' | 'people'>>(
	runs: Run[],
): Run | undefined {
	const [first] = [...runs].sort((one, other) => forEachUser(one) - forEachUser(other));
	return first;
}

export function forEachUser({ ms, people }: Pick<Measured, 'ms' | 'people'>): number {
	return ms / people;
}
