/** Reads when first asked, and keeps the answer; a failed reading is not kept, since the next one may succeed. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return () => {
		kept ??= read().catch((error: unknown) => {
			kept = undefined;
			throw error;
		});
		return kept;
	};
}
