import { dropOldest } from './dropOldest';
import { UserWrites } from './userWrites';
import { UndoLedger } from '../undo/undoLedger';

/**
 * What the runs of one process share. The host makes one and passes it to every run. So the core has no state of its
 * own, and a test can act as several processes.
 */
export class ProcessState {
	readonly locks = new KeyedMutex();
	/** Numbers that this process has given, or may have given, to new users. */
	readonly createdNumbers = new RecentNames(1_000);
	private readonly writes = new Map<string, UserWrites>();
	/** Users that this process created, by execution, for steps that may enable only those. */
	readonly createdUsers = new RecentNames(10_000);
	/** Undos that were used, and operations that relied on what an undo would reverse. */
	readonly undos = new UndoLedger();

	/** What this process knows of writing users of one Net2. */
	userWrites(origin: string): UserWrites {
		const known = this.writes.get(origin) ?? new UserWrites();
		this.writes.set(origin, known);
		return known;
	}
}

/** A turn that a piece of work has taken. */
export interface Turn {
	/** Whether it had to wait for another piece of work. */
	waited: boolean;
	/** Lets the next one go on. A second call does nothing. */
	release(): void;
}

/** Gives turns under one name one after the other, in the order in which they were requested. */
export class KeyedMutex {
	/** The newest turn per name. A turn waits for the one before it. */
	private readonly tails = new Map<string, Promise<void>>();

	/** Resolves once the turn has come. Its holder must release it, whatever happens. */
	async acquire(name: string): Promise<Turn> {
		const before = this.tails.get(name);
		let end: () => void = () => undefined;
		const tail = new Promise<void>((resolve) => {
			end = resolve;
		});
		this.tails.set(name, tail);
		if (before !== undefined) await before;
		return {
			waited: before !== undefined,
			release: () => {
				end();
				if (this.tails.get(name) === tail) this.tails.delete(name);
			},
		};
	}
}

/** The newest names, up to a number and some more. */
export class RecentNames {
	private readonly names = new Set<string>();

	constructor(private readonly most: number) {}

	has(name: string): boolean {
		return this.names.has(name);
	}

	add(name: string): void {
		this.names.add(name);
		dropOldest(this.names, this.most);
	}
}

/** The name under which {@link ProcessState.createdUsers} keeps a user that this execution created. */
export function createdUserName(
	{ net2, origin }: { net2: { origin: string }; origin?: { executionId?: string } | undefined },
	userId: number,
): string {
	return `${net2.origin} ${origin?.executionId ?? ''} ${userId}`;
}
