/**
 * How many users a run works on at a time. Requests have a limit of their own, so this costs Net2 nothing. It makes
 * the look-ups of many users ready at the same time, so that one request serves them all.
 */
export const USERS_IN_FLIGHT = 100;

/**
 * One request for many look-ups (the data-loader pattern). Look-ups that come while an answer is under way, or before
 * `ready` resolves, share the next request. A look-up is answered by a request that was sent after it, so that a write
 * just done is seen.
 *
 * @param ready when a request may be sent; absent: at once
 */
export function batchLookups<Key, Answer>(
	request: (keys: Key[]) => Promise<(key: Key) => Answer>,
	ready: () => Promise<void> = async () => undefined,
): (key: Key) => Promise<Answer> {
	let underWay: Promise<unknown> = Promise.resolve();
	let next: { keys: Set<Key>; answer: Promise<(key: Key) => Answer> } | undefined;

	return async (key) => {
		if (next === undefined) {
			const keys = new Set<Key>();
			const answer = underWay.then(async () => {
				await ready();
				next = undefined;
				return await request([...keys]);
			});
			// The callers of this batch see its failure; the next batch only waits for it to be over.
			underWay = answer.catch(() => undefined);
			next = { keys, answer };
		}
		const mine = next;
		mine.keys.add(key);
		return (await mine.answer)(key);
	};
}
