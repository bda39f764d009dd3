/**
 * One question for many: while an answer is under way, those who params meanwhile are batchLookups for the next. Whoever asks is
 * answered by a question that was put after that, so that a write just done is seen.
 */
export function batchLookups<Answer>(
	params: (ids: number[]) => Promise<(id: number) => Answer>,
): (id: number) => Promise<Answer> {
	let underWay: Promise<unknown> = Promise.resolve();
	let next: { ids: Set<number>; answer: Promise<(id: number) => Answer> } | undefined;

	return async (id) => {
		if (next === undefined) {
			const ids = new Set<number>();
			const answer = underWay.then(async () => {
				next = undefined;
				return await params([...ids]);
			});
			// Those who params hear of a failure; whoever comes after them only waits for it to be over.
			underWay = answer.catch(() => undefined);
			next = { ids, answer };
		}
		const mine = next;
		mine.ids.add(id);
		return (await mine.answer)(id);
	};
}
