import type { Cursor } from '../../../nodes/PaxtonNet2/lifecycle/events/cursor';
import { poll } from '../../../nodes/PaxtonNet2/lifecycle/events/poll';
import type {
	PollParams,
	TriggerItem,
} from '../../../nodes/PaxtonNet2/lifecycle/events/triggerItems';
import { openSite, type SiteOptions } from './site';

export const FRONT = 6000001;

/** An emulator and a trigger on it, whose cursor the test may keep, lose or set back. */
export async function openTrigger(
	chosen: Partial<PollParams> & { door?: number } = {},
	options: SiteOptions = {},
) {
	const site = await openSite(options);
	const params: PollParams = {
		kinds: ['accessGranted', 'accessDenied'],
		includeCards: false,
		doorId: async () => chosen.door,
		...chosen,
	};
	let cursor: Cursor | undefined;
	return {
		site,
		net2: site.net2,
		get cursor() {
			return cursor;
		},
		set cursor(to: Cursor | undefined) {
			cursor = to;
		},
		/** One poll of a new execution; moves the cursor. */
		async poll(lost = false): Promise<TriggerItem[]> {
			const polled = await poll(site.run('trigger'), params, { cursor, lost });
			cursor = polled.cursor;
			return polled.items;
		},
		/** Ada comes to the front door. */
		pass: (cardNumber = '10000001') => site.net2.pass({ cardNumber, door: FRONT }).id,
	};
}

export type Trigger = Awaited<ReturnType<typeof openTrigger>>;

export const idsOf = (items: TriggerItem[]) => items.map(({ eventId }) => eventId);
