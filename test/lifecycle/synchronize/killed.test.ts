import { expect, onTestFinished, test } from 'vitest';
import { ReferenceData } from '../../../nodes/PaxtonNet2/lifecycle/run/referenceData';
import { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';
import { openNet2, SessionPool } from '../../../nodes/PaxtonNet2/net2/openNet2';
import { createUndiciTransport } from '../../../nodes/PaxtonNet2/net2/undiciTransport';
import { NO_ENTRIES, setList } from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import { writeMarker } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { MARKER_KEY, openSite, type Site } from '../support/site';
import { agreeing, endState, NO_LIMITS, sync, type Row, type Wanted } from './support';

const SETTINGS: Wanted = {
	mode: 'apply',
	missing: 'disable',
	markerField: 'Notes',
	leaverDepartment: { by: 'name', name: 'Terminated Employment' },
	limits: NO_LIMITS,
};

const LISTED = setList(NO_ENTRIES, '');

/**
 * A process that dies as its nth request is on the wire. The server processes it, and nothing comes after it. One
 * client serves for all of them, since deriving the key of its seals takes longer than the rest.
 */
function dyingClient(site: Site) {
	const baseUrl = site.net2.url;
	const transport = createUndiciTransport({ baseUrl, maxConnections: 4, timeoutMs: 20_000 });
	let sent = 0;
	let deathAt = 0;
	const client = openNet2({
		transport: {
			async send(request) {
				sent += 1;
				if (sent > deathAt) throw new Net2Error('cancelled', 'The process is dead.', '');
				const response = await transport.send(request);
				if (sent >= deathAt) throw new Net2Error('cancelled', 'The process is dead.', '');
				return response;
			},
			close: async () => await transport.close(),
		},
		clock: site.clock,
		credential: { baseUrl, ...site.net2.operator, mfaType: 'none' },
		sessions: new SessionPool(site.clock),
	});
	onTestFinished(async () => await client.close());
	return {
		client,
		arm(at: number) {
			sent = 0;
			deathAt = at;
		},
		isAlive: () => sent < deathAt,
	};
}

/** Thirty users with something to do for each, and the same world every time. */
function prepare(site: Site): Row[] {
	site.net2.reset(22);
	for (const { id } of site.net2.state().users) {
		const fields = site.person(id).customFields;
		const marker = writeMarker('', LISTED, { userId: id, key: MARKER_KEY, room: 0 });
		const value = marker === 'noRoom' ? '' : marker.text;
		site.edit(id, { customFields: [...fields, { id: 13, value }] });
	}
	const rows = agreeing(site.net2);
	const list = rows.slice(5).map((row, n): Row => {
		if (n < 5) return { ...row, endDate: '2026-11-20' };
		if (n < 9) return { ...row, department: n % 2 === 0 ? 'Sales' : 'Finance', title: 'Mover' };
		if (n < 13) return { ...row, accessLevels: ['Server room', 'Warehouse'], phone: `020 ${n}` };
		return { ...row, endDate: '2027-03-31' };
	});
	for (let n = 0; n < 8; n += 1)
		list.push({
			key: `N-${n}`,
			firstName: 'New',
			lastName: `Person ${n}`,
			department: 'Sales',
			accessLevels: ['Office hours'],
			startDate: '2026-12-01',
		});
	return list;
}

test('completes a run of 30 users that was killed at any request, and creates no user twice', async () => {
	const site = await openSite({ seed: 22 });
	const list = prepare(site);
	const clean = await sync(site, list, SETTINGS);
	expect(clean.failures).toEqual([]);
	expect(clean.differences).toHaveLength(30);
	const wanted = endState(site.net2);
	expect((await sync(site, list, SETTINGS)).gist).toEqual([]);

	const process = dyingClient(site);
	const deaths: number[] = [];
	for (let deathAt = 1; ; deathAt += 1) {
		const rows = prepare(site);
		process.arm(deathAt);
		const run = { net2: process.client, reference: new ReferenceData(process.client) };
		await sync(site, rows, { ...SETTINGS, run }).catch((error: unknown) => {
			expect(error).toMatchObject({ reason: 'cancelled' });
		});
		if (process.isAlive()) break;
		deaths.push(deathAt);
		const { failures } = await sync(site, rows, SETTINGS);
		expect(failures, `killed at request ${deathAt}`).toEqual([]);
		expect(endState(site.net2), `killed at request ${deathAt}`).toEqual(wanted);
	}
	expect(deaths.length).toBeGreaterThan(100);
}, 900_000);
