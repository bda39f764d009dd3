/** Admits one request at a time, in the order in which they came. */
export class SerialQueue {
	private last: Promise<void> = Promise.resolve();

	/** Resolves when it is this request's turn, with the function that ends the turn. */
	async enter(): Promise<() => void> {
		const before = this.last;
		let leave: () => void = () => undefined;
		this.last = new Promise((resolve) => {
			leave = resolve;
		});
		await before;
		return leave;
	}
}
