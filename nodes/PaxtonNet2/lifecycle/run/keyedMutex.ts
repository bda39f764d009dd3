import type { Run } from './request';

type Locking = Pick<Run, 'net2' | 'processState'>;

/**
 * One piece of work at a time on a user of one Net2, whatever it is about. Net2 has no lock of its own. So this keeps
 * the reads and writes of one process together. Other processes are not affected (docs/safety-rules.md, rule 11).
 */
export function withUserLock<T>(
	{ net2, processState }: Locking,
	userId: number,
	work: () => Promise<T>,
): Promise<T> {
	return processState.locks.run(`${net2.origin} user ${userId}`, work);
}

/** One piece of work at a time under this name, for one Net2. `work` learns whether it had to wait for another. */
export async function withLock<T>(
	{ net2, processState }: Locking,
	name: string,
	work: (waited: boolean) => Promise<T>,
): Promise<T> {
	return await processState.locks.run(`${net2.origin} ${name}`, work);
}
