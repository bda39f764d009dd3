import type { Emulator, NetUser } from '../../emulator';

/** Everything that Net2 keeps of one person, as it was at one moment. */
export interface Snapshot {
	record: Record<string, string>;
	department: number;
	levels: number[];
	doors: string[];
	/** Number to whether it is lost. */
	cards: Record<string, boolean>;
	deleted: boolean;
	/** Doors that open now. */
	opens: number[];
	/** The first day that is theirs, as stored, and the last. */
	activateDate: string;
	expiryDate: string | null;
}

/** One change at the server: who made it, to which user, and what. */
export interface Entry {
	seq: number;
	by: 'us' | 'other';
	/** `PUT /users/{id}`, for ours. */
	route: string;
	userId: number;
	/** `telephone`, `level -3`, `door -id=6000001`, `card lost 7`, `department`, `created`, `deleted` … */
	changes: string[];
	after: Snapshot;
}

/** A reading of ours that Net2 answered. */
export interface Reading {
	seq: number;
	/** Null: of all users (a list, or a query). */
	userId: number | null;
	part: 'record' | 'department' | 'permissions' | 'cards';
}

/**
 * Watches the emulator's world from inside. After each request and each edit it compares all users with their state
 * before. Requests go out one at a time (see wire.ts), so each change has one author.
 */
export class Journal {
	readonly entries: Entry[] = [];
	readonly readings: Reading[] = [];
	private readonly first = new Map<number, Snapshot>();
	private readonly known = new Map<number, Snapshot>();
	private readonly texts = new Map<number, string>();
	seq = 0;

	constructor(private readonly net2: Emulator) {
		for (const user of net2.world.users.values()) this.first.set(user.id, this.remember(user));
	}

	/** Notes what changed since it last looked, as the doing of `by`. */
	note(by: Entry['by'], route: string): void {
		this.seq += 1;
		for (const user of this.net2.world.users.values()) {
			const before = this.known.get(user.id);
			const text = this.texts.get(user.id);
			const after = this.remember(user);
			if (text === this.texts.get(user.id)) continue;
			const changes = before === undefined ? ['created'] : differences(before, after);
			if (changes.length === 0) continue;
			this.entries.push({ seq: this.seq, by, route, userId: user.id, changes, after });
		}
	}

	/** `statement`: the SQL of a query. One that selects keys shows where a user is, and is no look at that user. */
	read(method: string, path: string, statement = ''): void {
		this.seq += 1;
		if (method !== 'GET') return;
		const [, id, part = ''] = /^\/users\/(\d+)(?:\/(\w+))?/.exec(path) ?? [];
		const note = (userId: number | null, of: Reading['part']) =>
			this.readings.push({ seq: this.seq, userId, part: of });
		if (id !== undefined) {
			const of = PARTS.get(part);
			if (of !== undefined) note(Number(id), of);
		} else if (path === '/users') note(null, 'record');
		else if (path.startsWith('/customquery')) {
			const [, ids] = /WHERE UserID IN \(([\d, ]+)\)/.exec(statement) ?? [];
			if (ids !== undefined) for (const one of ids.split(',')) note(Number(one), 'record');
			else if (!statement.includes(' WHERE ')) note(null, 'record');
		}
	}

	now(userId: number): Snapshot | undefined {
		const user = this.net2.world.users.get(userId);
		return user === undefined ? undefined : this.snapshot(user);
	}

	/** The state of a user after the `seq`th request. Undefined: not there yet. */
	at(userId: number, seq: number): Snapshot | undefined {
		let found = this.first.get(userId);
		for (const entry of this.entries)
			if (entry.userId === userId && entry.seq <= seq) found = entry.after;
		return found;
	}

	private remember(user: NetUser): Snapshot {
		const snapshot = this.snapshot(user);
		this.known.set(user.id, snapshot);
		// Which doors open changes with the hour, which is no writer's doing.
		this.texts.set(user.id, JSON.stringify({ ...snapshot, opens: [] }));
		return snapshot;
	}

	private snapshot(user: NetUser): Snapshot {
		const record: Record<string, string> = {};
		for (const name of RECORD) record[name] = String(user[name] ?? '');
		for (const { id, value } of user.customFields) record[`customField:${id}`] = value;
		const { world } = this.net2;
		return {
			record,
			department: user.departmentId,
			levels: user.accessLevels.filter((id) => id !== 0).sort((a, b) => a - b),
			doors: user.individualPermissions.map(doorText).sort(),
			cards: Object.fromEntries(
				world.cardsOf(user.id).map(({ tokenValue, isLost }) => [tokenValue, isLost]),
			),
			deleted: user.deleted,
			opens: [...world.doors.keys()].filter((door) => this.net2.canOpen(user.id, door)),
			activateDate: user.activateDate,
			expiryDate: user.expiryDate,
		};
	}
}

/** The emulator keeps a permission as it was sent, and a server may show its members in any case. */
function doorText(door: unknown): string {
	const members = Object.entries(typeof door === 'object' && door !== null ? door : {});
	return members
		.map(([name, value]) => `${name.toLowerCase()}=${String(value)}`)
		.sort()
		.join();
}

const PARTS = new Map<string, Reading['part']>([
	['', 'record'],
	['departments', 'department'],
	['doorpermissionset', 'permissions'],
	['tokens', 'cards'],
]);

const RECORD = [
	'firstName',
	'middleName',
	'lastName',
	'telephone',
	'extension',
	'fax',
	'pin',
	'expiryDate',
	'activateDate',
	'isAlarmUser',
	'isAntiPassbackUser',
	'isLockdownExempt',
] as const satisfies ReadonlyArray<keyof NetUser>;

/** What is different, in the words that permits are written in. */
export function differences(before: Snapshot, after: Snapshot): string[] {
	const changes: string[] = [];
	for (const name of new Set([...Object.keys(before.record), ...Object.keys(after.record)]))
		if ((before.record[name] ?? '') !== (after.record[name] ?? '')) changes.push(name);
	if (before.department !== after.department) changes.push('department');
	const lists = [
		['level', before.levels.map(String), after.levels.map(String)],
		['door', before.doors, after.doors],
	] as const;
	for (const [what, was, is] of lists) {
		for (const one of was) if (!is.includes(one)) changes.push(`${what} -${one}`);
		for (const one of is) if (!was.includes(one)) changes.push(`${what} +${one}`);
	}
	for (const number of new Set([...Object.keys(before.cards), ...Object.keys(after.cards)])) {
		const [was, is] = [before.cards[number], after.cards[number]];
		if (was === undefined) changes.push(`card +${number}`);
		else if (is === undefined) changes.push(`card -${number}`);
		else if (was !== is) changes.push(`card ${is ? 'lost' : 'found'} ${number}`);
	}
	if (before.deleted !== after.deleted) changes.push(after.deleted ? 'deleted' : 'restored');
	return changes;
}
