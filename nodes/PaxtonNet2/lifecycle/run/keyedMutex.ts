import type { Run } from './request';

/** The newest piece of work per name; a piece waits for the one before it. */
const tails = new Map<string, Promise<unknown>>();

/**
 * Runs `work` when nobody else in this process works under the same name. Net2 has no lock of its own, so one
 * user's read-modify-write is serialised here at least (rule 5); other processes are not held back.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
	const before = tails.get(name) ?? Promise.resolve();
	const mine = before.then(work, work);
	// The map must not keep a rejection alive that `mine` already hands to its caller.
	const tail = mine.catch(() => undefined);
	tails.set(name, tail);
	try {
		return await mine;
	} finally {
		if (tails.get(name) === tail) tails.delete(name);
	}
}

/** One piece of work at a time on a user of one Net2, whatever it is about: see {@link withLock}. */
export async function withUserLock<T>(
	{ net2 }: Pick<Run, 'net2'>,
	userId: number,
	work: () => Promise<T>,
): Promise<T> {
	return await withLock(`${net2.origin} user ${userId}`, work);
}
