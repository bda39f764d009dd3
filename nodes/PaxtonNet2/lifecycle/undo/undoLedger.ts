/**
 * What this process knows about undos that are still open. The state of a user alone can't say it: an operation that
 * found everything as it should be writes nothing, and after an undo and a second, equal operation everything is as the
 * first one left it.
 *
 * The host keeps one ledger per server and operator, as it keeps sign-ins, and passes it in. Another process has its
 * own; across processes the entry `undo` of the marker field says the same (see `mayUndo`).
 */
export class UndoLedger {
	/** By user id and place: when an operation last found the place as it should be. */
	private readonly relied = new Map<string, number>();
	private readonly usedUndos = new Set<string>();

	/** @param capacity how many places and used undos to remember; the oldest go first */
	constructor(private readonly capacity = 50_000) {}

	/** An operation wrote these places, so what relied on their earlier state no longer counts. */
	changed(userId: number, places: Iterable<string>): void {
		for (const place of places) this.relied.delete(keyOf(userId, place));
	}

	/**
	 * An operation needed these places to be as it found them, and wrote nothing there: `unchanged` as a whole, or one
	 * step of several. A dry run relies on nothing.
	 *
	 * @param at milliseconds since the epoch
	 */
	reliedOn(userId: number, places: Iterable<string>, at: number): void {
		for (const place of places) {
			const key = keyOf(userId, place);
			this.relied.delete(key);
			this.relied.set(key, at);
			if (this.relied.size > this.capacity) dropOldest(this.relied);
		}
	}

	/** An undo was carried out to its end. One that was interrupted can go on. */
	used(undoId: string): void {
		this.usedUndos.add(undoId);
		if (this.usedUndos.size > this.capacity) dropOldest(this.usedUndos);
	}

	/** What this process knows about an undo; `open` also if it knows nothing. */
	stateOf(undo: {
		id: string;
		userId: number;
		places: Iterable<string>;
		at: number;
	}): 'open' | 'used' | 'reliedOn' {
		if (this.usedUndos.has(undo.id)) return 'used';
		for (const place of undo.places) {
			const at = this.relied.get(keyOf(undo.userId, place));
			if (at !== undefined && at >= undo.at) return 'reliedOn';
		}
		return 'open';
	}
}

function keyOf(userId: number, place: string): string {
	return `${userId} ${place}`;
}

function dropOldest(entries: {
	keys(): IterableIterator<string>;
	delete(key: string): boolean;
}): void {
	const oldest = entries.keys().next();
	if (oldest.done !== true) entries.delete(oldest.value);
}
