import { createHash } from 'node:crypto';
import { endsTheRun, Net2Error } from '../../net2/errors';
import { forEachInTurns } from '../../net2/eventLoop';
import type { Net2Event, User } from '../../net2/model';
import type { Run } from '../run/request';
import { isRecordChange } from './kinds';

/** Users whose digests are kept: 16 bytes each make some 107 kB of text, which n8n saves with the workflow. */
const MOST_USERS = 5_000;
const ID_BYTES = 4;
const DIGEST_BYTES = 12;
const ENTRY = ID_BYTES + DIGEST_BYTES;

/** How changes of users are noticed: by Net2's own events, or by digests where Net2 returns no such events. */
export interface Watch {
	by: 'events' | 'digests';
	/** The highest user id so far. Net2 gives no id retryIdempotent. */
	highestUser: number;
	/** 16 bytes for each user, base64: four of the id, twelve of a hash of the record without its PIN. */
	digests?: string | undefined;
	/** Whether there are more users than digests. */
	capped?: boolean | undefined;
}

export interface UserChange {
	/** The event's number, or a text that takes its place. */
	eventId: number | string;
	userId: number;
	change: 'created' | 'edited' | 'deleted';
	/** Null: no event, but another record. */
	event: Net2Event | null;
	name: { firstName: string | null; lastName: string | null } | null;
}

export interface Watched {
	changes: UserChange[];
	watch: Watch;
	/** So many users are not watched. Above 0 once only. */
	unwatched: number;
}

/** Starts to watch. What is in Net2 now is no change. */
export async function beginWatch(run: Run, seen: Net2Event[]): Promise<Watch> {
	const users = await run.net2.users.listed();
	const highestUser = highest(users, 0);
	if (seen.some(isRecordChange)) return { by: 'events', highestUser };
	return { by: 'digests', highestUser, ...(await pack(users)) };
}

/** Returns what changed since, by events or by comparing digests. */
export async function userChanges(run: Run, watch: Watch, fresh: Net2Event[]): Promise<Watched> {
	const recorded = fresh.filter(isRecordChange);
	const byEvents = await fromEvents(run, watch, recorded);
	if (watch.by === 'events') {
		const highestUser = Math.max(watch.highestUser, ...recorded.map(({ userId }) => userId));
		return { changes: byEvents, watch: { ...watch, highestUser }, unwatched: 0 };
	}
	const users = await run.net2.users.listed();
	const named = new Set(recorded.map(({ userId }) => userId));
	const compared = (await changesSince(run, watch, users)).filter(
		({ userId }) => !named.has(userId),
	);
	const highestUser = highest(users, watch.highestUser);
	// Net2 returns events of changes, so from now on no comparison is needed.
	const next: Watch =
		recorded.length > 0
			? { by: 'events', highestUser }
			: { by: 'digests', highestUser, ...(await pack(users)) };
	const unwatched = next.capped && !watch.capped ? users.length - MOST_USERS : 0;
	return { changes: [...byEvents, ...compared], watch: next, unwatched };
}

/** An event names the user. Whether the user is new or gone is looked up, since its text is in the server's language. */
async function fromEvents(run: Run, watch: Watch, recorded: Net2Event[]): Promise<UserChange[]> {
	if (recorded.length === 0) return [];
	const present = await presentAmong(run, [...new Set(recorded.map(({ userId }) => userId))]);
	const isNew = new Set<number>();
	return recorded.map((event) => {
		const { id, userId, firstName, lastName } = event;
		const created = userId > watch.highestUser && !isNew.has(userId);
		if (created) isNew.add(userId);
		const change = !present.has(userId) ? 'deleted' : created ? 'created' : 'edited';
		return { eventId: id, userId, change, event, name: { firstName, lastName } };
	});
}

async function changesSince(run: Run, watch: Watch, users: User[]): Promise<UserChange[]> {
	const before = unpack(watch.digests ?? '');
	const changes: UserChange[] = [];
	await forEachInTurns(users, (user) => {
		const digest = digestOf(user);
		const known = before.get(user.id);
		before.delete(user.id);
		if (known === digest || (known === undefined && user.id <= watch.highestUser)) return;
		changes.push({
			eventId: `user-${user.id}-${digest}`,
			userId: user.id,
			change: known === undefined ? 'created' : 'edited',
			event: null,
			name: { firstName: user.firstName, lastName: user.lastName },
		});
	});
	// The list may leave users out (docs/net2-api.md), so only Net2's own 404 says that one was deleted.
	for (const userId of before.keys()) {
		if ((await run.net2.users.get(userId)) !== undefined) continue;
		changes.push({
			eventId: `user-${userId}-deleted`,
			userId,
			change: 'deleted',
			event: null,
			name: null,
		});
	}
	return changes;
}

async function presentAmong(run: Run, ids: number[]): Promise<Set<number>> {
	try {
		const rows = await run.net2.query.usersById(ids, 14);
		return new Set(rows.filter(({ active }) => active).map(({ userId }) => userId));
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
	}
	return new Set((await run.net2.users.listed()).map(({ id }) => id));
}

async function pack(users: User[]): Promise<Pick<Watch, 'digests' | 'capped'>> {
	const kept = [...users].sort((a, b) => a.id - b.id).slice(0, MOST_USERS);
	const bytes = Buffer.alloc(kept.length * ENTRY);
	await forEachInTurns(kept.entries(), ([n, user]) => {
		bytes.writeUInt32BE(user.id, n * ENTRY);
		bytes.write(digestOf(user), n * ENTRY + ID_BYTES, 'hex');
	});
	return { digests: bytes.toString('base64'), capped: users.length > MOST_USERS };
}

function unpack(digests: string): Map<number, string> {
	const bytes = Buffer.from(digests, 'base64');
	const known = new Map<number, string>();
	for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY)
		known.set(bytes.readUInt32BE(at), bytes.toString('hex', at + ID_BYTES, at + ENTRY));
	return known;
}

/** A hash of a PIN of four digits could be guessed by anyone who may read the workflow. So it is left out. */
function digestOf({ pin, ...user }: User): string {
	const content = { ...user, hasPin: (pin ?? '') !== '' };
	const text = JSON.stringify(content, (_name, value: unknown) => value ?? null);
	return createHash('sha256')
		.update(text)
		.digest('hex')
		.slice(0, 2 * DIGEST_BYTES);
}

function highest(users: User[], least: number): number {
	return users.reduce((top, { id }) => Math.max(top, id), least);
}
