import type { Net2Client } from '../../net2/client';
import type { Net2Event } from '../../net2/model';
import type { SiteProfile } from '../../net2/siteProfile';
import { isRecordChange, typesOf } from '../events/kinds';

const PAGE = 1_000;
const TYPES = typesOf(['userChanged']);

/**
 * The changes to users that Net2 has recorded as events since this run began. A user may have more of them than this
 * run made. Then another program wrote the user, too (docs/safety-rules.md, rule 11). A PUT sends both dates as they
 * were read. So it may have given access back that the other program had removed, and the record does not show it.
 */
export class ChangeEvents {
	/** By user, how many events the writes of this run caused. */
	private readonly own = new Map<number, number>();
	/** The newest event before this run read a user that it may write. Null: it could not be read. */
	private newestBefore: Promise<number | null> | undefined;

	constructor(private readonly net2: Pick<Net2Client, 'events'>) {}

	/** Begins while users are looked up, where the site profile has the answer. Then it costs no time. */
	static ahead({
		siteProfile,
		reference,
	}: {
		siteProfile?: SiteProfile | undefined;
		reference: { changeEvents: ChangeEvents };
	}) {
		if (siteProfile?.eventsByUserAndTime !== true) return undefined;
		return async () => await reference.changeEvents.readNewest();
	}

	/** Reads the newest event, once in a run. What the run reads of a user after that is newer. */
	async readNewest(): Promise<void> {
		this.newestBefore ??= this.net2.events.list({ order: 'newestFirst', limit: 1 }).then(
			([newest]) => newest?.id ?? 0,
			() => null,
		);
		await this.newestBefore;
	}

	/** Notes a write of this run that Net2 records as one event. */
	noteOwn(userId: number): void {
		this.own.set(userId, (this.own.get(userId) ?? 0) + 1);
	}

	/** Which of these users another program has written since. Null: the events could not be read. */
	async byOthers(users: ReadonlySet<number>): Promise<ReadonlySet<number> | null> {
		if (this.newestBefore === undefined || users.size === 0) return new Set();
		const [first] = users;
		const userId = users.size === 1 ? first : undefined;
		const newest = await this.newestBefore;
		const events = newest === null ? null : await this.since(newest, userId).catch(() => null);
		if (events === null) return null;
		const found = new Map<number, number>();
		for (const event of events.filter(isRecordChange))
			found.set(event.userId, (found.get(event.userId) ?? 0) + 1);
		return new Set([...users].filter((id) => (found.get(id) ?? 0) > (this.own.get(id) ?? 0)));
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
