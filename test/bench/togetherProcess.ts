/** One of two processes that write the same users at the same time; spoken to by `together.ts`. */
import pLimit from 'p-limit';
import * as v from 'valibot';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import { parseSiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { leaver, byKey, joiner, levels, mover, named } from '../lifecycle/support/params';
import { ACTIONS, type Action } from './pairs';
import { endOf, openWriter, type Writer } from './writer';

const Order = v.object({
	url: v.string(),
	/** Trials that go on at the same time, each about its own users. */
	atOnce: v.number(),
	/** What each disable names; absent: no marker field. */
	markerField: v.optional(v.string()),
	/** As it is in the credential; absent: none. */
	siteProfile: v.optional(v.string()),
	trials: v.array(
		v.object({
			action: v.picklist(ACTIONS),
			keys: v.array(v.string()),
			delayMs: v.number(),
		}),
	),
});

/** Two custom fields, since a server that replaces the list of them is where one writer can undo another's change. */
async function act(writer: Writer, action: Action, keys: string[], markerField?: string) {
	const users = keys.map((key) => byKey(key));
	switch (action) {
		case 'create':
			return await writer.run(
				create,
				keys.map((key) => joiner(key)),
			);
		case 'update':
			return await writer.run(
				update,
				users.map((user) => mover(user, { 'customField:9': 'first@example.com' })),
			);
		case 'updateOther':
			return await writer.run(
				update,
				users.map((user) => mover(user, { 'customField:10': 'Second' })),
			);
		case 'move':
			return await writer.run(
				update,
				users.map((user) =>
					mover(
						user,
						{ 'customField:9': 'first@example.com' },
						{ department: named("Int'l Trade") },
					),
				),
			);
		case 'disable':
			return await writer.run(
				disable,
				users.map((user) => leaver(user, { markerField })),
			);
		case 'grant':
			return await writer.run(
				grant,
				users.map((user) => levels(user, ['Server room'])),
			);
		case 'grantOther':
			return await writer.run(
				grant,
				users.map((user) => levels(user, ['Warehouse'])),
			);
		case 'revoke':
			return await writer.run(
				revoke,
				users.map((user) => levels(user, ['Office hours'])),
			);
	}
}

const writers = new Map<string, Writer>();

async function answer(given: unknown): Promise<string[][]> {
	const { url, atOnce, markerField, siteProfile, trials } = v.parse(Order, given);
	const profile = siteProfile === undefined ? undefined : parseSiteProfile(siteProfile);
	const writer = writers.get(url) ?? openWriter(url, {}, profile);
	writers.set(url, writer);
	const limit = pLimit(atOnce);
	return await Promise.all(
		trials.map(({ action, keys, delayMs }) =>
			limit(async () => {
				await hostClock.sleep(delayMs);
				return (await act(writer, action, keys, markerField)).map(endOf);
			}),
		),
	);
}

process.on('message', (given) => void answer(given).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit(0));
