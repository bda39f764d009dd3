import { dropOldest } from '../run/dropOldest';

/**
 * What this process knows about undos that are still open. The state of a user alone can't say it. An operation that
 * finds everything as it should be writes nothing. After an undo and a second, equal operation everything is as the
 * first one left it.
 *
 * The host keeps one ledger for each process and passes it in. What another process did is not in it, but the state
 * of the user shows what that changed.
 */
export class UndoLedger {
	/** By server, user and place: the operations that decided about the place, the newest last. */
	private readonly decisions = new Map<string, Decision[]>();
	/** By undo: when its operation decided, and what about. */
	private readonly operations = new Map<string, { order: number; keys: string[] }>();
	private readonly usedUndos = new Set<string>();
	private newest = 0;

	/** @param capacity how many places and undos to remember; the oldest go first */
	constructor(private readonly capacity = 50_000) {}

	/**
	 * An operation wrote these places, or needed them to be as it found them. A dry run decides nothing.
	 *
	 * @param decision.at milliseconds since the epoch
	 * @param decision.undoId the undo that reverses the operation; absent if it wrote nothing
	 */
	decided(
		user: { server: string; userId: number },
		places: Iterable<string>,
		{ at, undoId }: { at: number; undoId?: string | undefined },
	): void {
		this.newest += 1;
		const order = this.newest;
		const keys = [...places].map((place) => keyOf(user, place));
		for (const key of keys) {
			const before = this.decisions.get(key) ?? [];
			keep(
				this.decisions,
				key,
				[...before.slice(1 - MOST_PER_PLACE), { at, order }],
				this.capacity,
			);
		}
		if (undoId !== undefined) keep(this.operations, undoId, { order, keys }, this.capacity);
	}

	/**
	 * An undo has written, to its end or not; `undoId` reverses that. It decides nothing of its own, so that the operation
	 * before the one that was undone can be undone next.
	 */
	undone(undoId: string): void {
		this.decided({ server: '', userId: 0 }, [], { at: 0, undoId });
	}

	/** An undo was carried out to its end, so its operation decides nothing any more. One that was interrupted can go on. */
	used(undoId: string): void {
		this.usedUndos.add(undoId);
		dropOldest(this.usedUndos, this.capacity);
		const operation = this.operations.get(undoId);
		for (const key of operation?.keys ?? []) {
			const others = this.decisions.get(key)?.filter(({ order }) => order !== operation?.order);
			if (others !== undefined) this.decisions.set(key, others);
		}
	}

	/** What this process knows about an undo; `open` also if it knows nothing. */
	stateOf(undo: {
		id: string;
		server: string;
		userId: number;
		places: Iterable<string>;
		at: number;
	}): 'open' | 'used' | 'reliedOn' {
		if (this.usedUndos.has(undo.id)) return 'used';
		const own = this.operations.get(undo.id)?.order;
		for (const place of undo.places) {
			const last = this.decisions.get(keyOf(undo, place))?.at(-1);
			if (last === undefined) continue;
			// For an undo of another process, only the clock shows which was first.
			if (own === undefined ? last.at >= undo.at : last.order > own) return 'reliedOn';
		}
		return 'open';
	}
}

interface Decision {
	at: number;
	order: number;
}

/** Several steps may be undone one after the other; more than these are not in one workflow. */
const MOST_PER_PLACE = 8;

function keep<T>(entries: Map<string, T>, key: string, value: T, capacity: number): void {
	entries.delete(key);
	entries.set(key, value);
	dropOldest(entries, capacity);
}

function keyOf({ server, userId }: { server: string; userId: number }, place: string): string {
	return `${server} ${userId} ${place}`;
}
