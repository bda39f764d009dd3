import type { Net2Client } from '../../net2/client';
import type { Net2Event } from '../../net2/model';
import type { SiteProfile } from '../../net2/siteProfile';
import { isRecordChange, typesOf } from '../events/kinds';
import type { UserWrites } from './userWrites';

const PAGE = 1_000;
const TYPES = typesOf(['userChanged']);

/** What of a run says whether and how changes are counted. */
interface Shared {
	net2: { origin: string };
	processState: { userWrites(origin: string): UserWrites };
	siteProfile?: SiteProfile | undefined;
	reference: { changeEvents: ChangeEvents };
}

/**
 * The changes to users that Net2 has recorded as events since this run began. A user may have more of them than this
 * process made. Then another program wrote the user, too (docs/safety-rules.md, rule 11). A PUT sends both dates as they
 * were read. So it may have given access back that the other program had removed, and the record does not show it.
 * Executions of one process take turns with a user, so none of them overwrites another.
 */
export class ChangeEvents {
	/** By user, how many changes this process had made when the newest event was read. */
	private ownBefore: ReadonlyMap<number, number> = new Map();
	/** The newest event before this run read a user that it may write. Null: it could not be read. */
	private newestBefore: Promise<number | null> | undefined;

	constructor(private readonly net2: Pick<Net2Client, 'events'>) {}

	/** Begins while users are looked up, where the site profile has the answer. Then it costs no time. */
	static ahead({ net2, processState, siteProfile, reference }: Shared) {
		if (siteProfile?.eventsByUserAndTime !== true) return undefined;
		const writes = processState.userWrites(net2.origin);
		return async () => await reference.changeEvents.readNewest(writes);
	}

	/** Reads the newest event, once in a run. What the run reads of a user after that is newer. */
	async readNewest(writes: UserWrites): Promise<void> {
		this.newestBefore ??= this.net2.events.list({ order: 'newestFirst', limit: 1 }).then(
			([newest]) => {
				this.ownBefore = writes.changesSoFar();
				return newest?.id ?? 0;
			},
			() => null,
		);
		await this.newestBefore;
	}

	/** Which of these users another program has written since. Null: the events could not be read. */
	async byOthers(
		users: ReadonlySet<number>,
		writes: UserWrites,
	): Promise<ReadonlySet<number> | null> {
		if (this.newestBefore === undefined || users.size === 0) return new Set();
		const [first] = users;
		const userId = users.size === 1 ? first : undefined;
		const newest = await this.newestBefore;
		const events = newest === null ? null : await this.since(newest, userId).catch(() => null);
		if (events === null) return null;
		const found = new Map<number, number>();
		for (const event of events.filter(isRecordChange))
			found.set(event.userId, (found.get(event.userId) ?? 0) + 1);
		const own = writes.changesSoFar();
		const ownSince = (id: number) => (own.get(id) ?? 0) - (this.ownBefore.get(id) ?? 0);
		return new Set([...users].filter((id) => (found.get(id) ?? 0) > ownSince(id)));
	}

	private async since(newest: number, userId: number | undefined): Promise<Net2Event[]> {
		const found: Net2Event[] = [];
		for (let afterId = newest; ; ) {
			const page = await this.net2.events.list({
				afterId,
				userId,
				types: TYPES,
				order: 'oldestFirst',
				limit: PAGE,
			});
			const next = page.filter(({ id }) => id > afterId);
			found.push(...next);
			// A server that ignores the condition would return the same page for ever.
			if (page.length < PAGE || next.length === 0) return found;
			afterId = Math.max(...next.map(({ id }) => id));
		}
	}
}
