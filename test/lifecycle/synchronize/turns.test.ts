import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Net2Client } from '../../../nodes/PaxtonNet2/net2/client';
import { openSite } from '../support/site';
import { NO_LIMITS, sync } from './support';

/*
 * n8n serves its editor, its webhooks and its other executions from one event loop. So a long list is planned in turns,
 * and everything else that waits runs in between.
 */

const USERS = 4_000;
/** A step over all users or lines pauses after 200 of them, so it takes these turns. */
const STEP = USERS / 200;

let turns: number;
let stopped: boolean;
beforeEach(() => {
	turns = 0;
	stopped = false;
	const turn = () => {
		turns += 1;
		if (!stopped) setImmediate(turn);
	};
	turn();
});
afterEach(() => {
	stopped = true;
});

/** Notes the turn in which each of these readings is begun and has come. */
function watched(net2: Net2Client, readings: Map<string, { begun: number; came: number }>): void {
	const watch =
		<T>(name: string, read: () => Promise<T>) =>
		async () => {
			const begun = turns;
			const result = await read();
			readings.set(name, { begun, came: turns });
			return result;
		};
	const { users, query } = net2;
	users.customFields = watch('fields', users.customFields);
	users.list = watch('users', users.list);
	const { allUsers } = query;
	query.allUsers = async (fieldId) => await watch('rows', async () => await allUsers(fieldId))();
}

test('other work of the process runs while a list is read, compared and hashed', async () => {
	const site = await openSite({ seed: USERS });
	const rows = Array.from({ length: USERS }, (_, n) => ({
		key: String(100_001 + n),
		lastName: `Employee ${n}`,
		accessLevels: 'Office hours',
	}));
	const run = site.run('user.synchronize');
	const readings = new Map<string, { begun: number; came: number }>();
	watched(run.net2, readings);
	const options = { limits: NO_LIMITS, options: { verifyName: false }, run };
	const { summary } = await sync(site, rows, options);
	expect(summary.counts).toMatchObject({ matched: USERS, changes: USERS });
	const turnOf = (name: string, when: 'begun' | 'came') => readings.get(name)?.[when] ?? Infinity;
	// The lines are read, and made into one for each employee.
	expect(turnOf('users', 'begun') - turnOf('fields', 'came')).toBeGreaterThanOrEqual(2 * STEP);
	// Users are looked through, given their levels and indexed. Lines are resolved, matched, planned and reported. Then
	// the users that no line names are looked for, and lines and users are hashed.
	const came = Math.max(turnOf('users', 'came'), turnOf('rows', 'came'));
	expect(turns - came).toBeGreaterThanOrEqual(10 * STEP);
});
