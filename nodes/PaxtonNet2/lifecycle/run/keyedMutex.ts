import type { Turn } from './processState';
import type { Run } from './request';

type Locking = Pick<Run, 'net2' | 'processState'>;

/**
 * A turn with a user of one Net2, whatever the work is about. Net2 has no lock of its own. So this keeps the reads and
 * writes of one process together. Other processes are not affected (docs/safety-rules.md, rule 11). A turn, and not a
 * callback, keeps the stack of an error short.
 */
export async function takeUserTurn({ net2, processState }: Locking, userId: number): Promise<Turn> {
	return await processState.locks.acquire(`${net2.origin} user ${userId}`);
}

/** A turn with what has this name, for one Net2. */
export async function takeTurn({ net2, processState }: Locking, name: string): Promise<Turn> {
	return await processState.locks.acquire(`${net2.origin} ${name}`);
}

/** Does the work in a turn with a user. */
export async function withUserLock<T>(
	run: Locking,
	userId: number,
	work: () => Promise<T>,
): Promise<T> {
	const turn = await takeUserTurn(run, userId);
	try {
		return await work();
	} finally {
		turn.release();
	}
}

/** Does the work in a turn with what has this name. */
export async function withLock<T>(run: Locking, name: string, work: () => Promise<T>): Promise<T> {
	const turn = await takeTurn(run, name);
	try {
		return await work();
	} finally {
		turn.release();
	}
}
