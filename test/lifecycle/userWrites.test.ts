import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { UserWrites } from '../../nodes/PaxtonNet2/lifecycle/run/userWrites';
import type { FieldValues, Run } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import type { UserBody } from '../../nodes/PaxtonNet2/net2/model';
import type { SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { defaultSwitches, profileFor, type NetUser, type Switches } from '../../emulator';
import { all, byId, done, leaver, mover, refused } from './support/params';
import { openSite, type Site } from './support/site';

/** A user with something in every member that a PUT can leave out. */
function addFull(site: Site, more: Partial<NetUser> = {}): number {
	return site.net2.addUser({
		firstName: 'Full',
		lastName: 'Record',
		telephone: '1',
		extension: '2',
		fax: '3',
		pin: '8473',
		isAlarmUser: true,
		expiryDate: '2099-12-31T00:00:00',
		customFields: [
			{ id: 9, value: 'full@example.com' },
			{ id: 13, value: 'Notes' },
		],
		...more,
	});
}

const EMAIL: FieldValues = { 'customField:9': 'new@example.com' };

/** A run whose user PUTs are noted. */
function spied(site: Site, more: Partial<Run> = {}) {
	const bodies: UserBody[] = [];
	const { users } = site.client;
	const update: Net2Client['users']['update'] = async (id, body) => {
		bodies.push(body);
		await users.update(id, body);
	};
	const run: Partial<Run> = { net2: { ...site.client, users: { ...users, update } }, ...more };
	return { bodies, run };
}

function profileOf(changes: Partial<SiteProfile>): SiteProfile {
	return { ...profileFor(defaultSwitches, 1_900), ...changes };
}

/** Requests for users' records, as `PUT 7`. */
function order(site: Site): string[] {
	return site.requests().flatMap((one) => {
		const [, method, id] = /^(GET|PUT) \/users\/(\d+)$/.exec(one) ?? [];
		return method === undefined ? [] : [`${method} ${id ?? ''}`];
	});
}

describe('writing a user (safety rule 2)', () => {
	it('sends the id, both dates as read and the change', async () => {
		const site = await openSite();
		const id = addFull(site);
		const { bodies, run } = spied(site);
		await all(site, update, [mover(byId(id), { telephone: '9' })], {}, run);
		const { activateDate } = site.person(id);
		expect(bodies).toEqual([
			{
				telephone: '9',
				expiryDate: expect.stringMatching(/^2099-12-31T00:00:00/),
				activateDate: expect.stringContaining(activateDate),
			},
		]);
	});

	it('sends the first PUT of a process alone and reads it back before the next', async () => {
		const site = await openSite();
		const ids = [1, 2, 3, 4].map(() => addFull(site));
		await all(
			site,
			update,
			ids.map((id) => mover(byId(id), { telephone: '9' })),
		);
		const seen = order(site);
		const [first = '', second = ''] = seen.filter((one) => one.startsWith('PUT'));
		const from = seen.indexOf(first);
		const readBack = seen.indexOf(first.replace('PUT', 'GET'), from);
		expect(readBack).toBeGreaterThan(from);
		expect(readBack).toBeLessThan(seen.indexOf(second));
	});

	it.each<[string, Switches['putClears'], Switches['customFields'], FieldValues]>([
		['texts', ['telephone', 'extension', 'fax', 'firstName'], 'merge', EMAIL],
		['flags', ['flags'], 'merge', EMAIL],
		['all custom fields', ['customFields'], 'merge', { middleName: 'van' }],
		['the other custom fields', ['expiry'], 'replace', EMAIL],
	])(
		'writes back what a PUT left out when Net2 clears %s, for one user only',
		async (...switches) => {
			const [, putClears, customFields, fields] = switches;
			const site = await openSite({ putClears, customFields });
			const ids = [1, 2, 3, 4, 5].map(() => addFull(site, { pin: null }));
			const before = ids.map((id) => structuredClone(site.person(id)));
			const { bodies, run } = spied(site);
			const results = await all(
				site,
				update,
				ids.map((id) => mover(byId(id), fields)),
				{},
				run,
			);
			expect(results).toMatchObject(ids.map(() => ({ outcome: 'updated', verified: true })));
			for (const [n, id] of ids.entries()) {
				const email = fields === EMAIL ? 'new@example.com' : 'full@example.com';
				expect(site.person(id)).toEqual({
					...before[n],
					...(fields !== EMAIL && fields),
					customFields: [
						{ id: 9, value: email },
						{ id: 13, value: 'Notes' },
					],
				});
			}
			const warned = results.filter((one) => 'warnings' in one && one.warnings.length > 0);
			// A PUT with one custom field has all of them, so there is nothing to write back.
			const repaired = switches[0] === 'the other custom fields' ? 0 : 1;
			expect(warned).toHaveLength(repaired);
			expect(bodies).toHaveLength(ids.length + repaired);
		},
	);

	it('never writes a PIN back, and reports a conflict when Net2 clears it', async () => {
		const site = await openSite({ putClears: ['expiry', 'pin'] });
		const ids = [addFull(site), addFull(site)];
		const results = await all(
			site,
			update,
			ids.map((id) => mover(byId(id), { telephone: '9' })),
			{},
			{ maxUsersInFlight: 1 },
		);
		expect(results[0]).toMatchObject({ error: { reason: 'conflict' } });
		expect(JSON.stringify(results)).not.toContain('8473');
		expect(results[1]).toMatchObject({ outcome: 'updated', verified: true });
		expect(site.person(ids[1] ?? 0).pin).toBe('8473');
	});

	it.each<Switches['pinReadable']>(['masked', 'hidden'])(
		'never writes a PIN that is %s',
		async (pinReadable) => {
			const site = await openSite({ pinReadable, putClears: ['flags'], customFields: 'replace' });
			const ids = [addFull(site), addFull(site)];
			const { bodies, run } = spied(site);
			await all(
				site,
				update,
				ids.map((id) => mover(byId(id), { telephone: '9' })),
				{},
				run,
			);
			expect(bodies).toHaveLength(3);
			for (const body of bodies) expect(body).not.toHaveProperty('pin');
			expect(ids.map((id) => site.person(id).pin)).toEqual(['8473', '8473']);
		},
	);

	it.each<Switches['pinReadable']>(['masked', 'hidden'])(
		"clears a leaver's PIN when Net2 shows it %s",
		async (pinReadable) => {
			const site = await openSite({ pinReadable });
			const id = addFull(site);
			await done(site, disable, leaver(byId(id), { clearPin: true }));
			expect(site.person(id).pin ?? '').toBe('');
		},
	);

	it('reports a conflict when another program changes the End Date right after the PUT', async () => {
		const site = await openSite();
		const id = addFull(site);
		site.before(`GET /users/${id}`, 2, () => site.edit(id, { expiryDate: null }));
		const error = await refused(site, update, mover(byId(id), { telephone: '9' }));
		expect(error).toMatchObject({ reason: 'conflict' });
		expect(error.message).toContain('End Date');
	});

	it.each(['customField:13', 'customField:9', 'lastName'])(
		'refuses a value for %s that contains the opening of a marker entry',
		async (field) => {
			const site = await openSite();
			const id = addFull(site);
			const before = site.person(id);
			const values = { [field]: 'x [N8N2 left=20300101]' };
			const error = await refused(site, update, mover(byId(id), values));
			expect(error.reason).toBe('badInput');
			expect(site.person(id)).toEqual(before);
			expect(site.writes()).toEqual([]);
		},
	);

	it('chooses the form in advance when a site profile of the same version says so', async () => {
		const site = await openSite({ putClears: ['flags'] });
		const id = addFull(site);
		const siteProfile = profileOf({ putForm: { lost: ['isAlarmUser'] } });
		const { bodies, run } = spied(site, { siteProfile });
		await all(site, update, [mover(byId(id), { telephone: '9' })], {}, run);
		expect(bodies).toMatchObject([{ isAlarmUser: true, telephone: '9' }]);
		expect(site.person(id).isAlarmUser).toBe(true);
	});

	it.each([
		['another version', '1.0.0.0', 'auto'],
		['no version', null, 'auto'],
		['no version, as the server', null, 'hidden'],
	] as const)('does not follow a site profile of %s', async (_what, said, net2Version) => {
		const site = await openSite({ net2Version });
		const id = addFull(site);
		const siteProfile = profileOf({ putForm: { lost: ['isAlarmUser'] }, net2Version: said });
		const { bodies, run } = spied(site, { siteProfile });
		await all(site, update, [mover(byId(id), { telephone: '9' })], {}, run);
		expect(bodies).toHaveLength(1);
		expect(bodies[0]).not.toHaveProperty('isAlarmUser');
	});

	it.each([
		['zero', 'zero', 1],
		['zero', 'either', 2],
		['empty', 'empty', 1],
		['empty', 'zero', 2],
	] as const)(
		'removes all levels of a server that takes %s, with a profile that says %s, in %i writes',
		async (clearLevels, said, times) => {
			const site = await openSite({ clearLevels });
			const id = addFull(site, { accessLevels: [1, 2] });
			const siteProfile = profileOf({ clearLevels: said });
			await all(site, disable, [leaver(byId(id), { removeAccess: 'all' })], {}, { siteProfile });
			expect(site.person(id).accessLevels.filter((level) => level !== 0)).toEqual([]);
			const writes = site.requests().filter((one) => one === `PUT /users/${id}/doorpermissionset`);
			expect(writes).toHaveLength(times);
		},
	);

	it.each([
		['midnight', []],
		[null, ['Net2 keeps the day of the End Date, but 00:00:00 as its time.']],
	] as const)(
		'warns of a time that Net2 drops unless the profile says so: %s',
		async (stored, warnings) => {
			const site = await openSite({ expiry: 'midnight' });
			const id = addFull(site);
			const siteProfile = profileOf({ dateForm: { stored, zone: 'offset' } });
			const params = { user: byId(id), date: '2098-12-31', withdraw: false };
			const [result] = await all(site, setLeaveDate, [params], {}, { siteProfile });
			expect(result).toMatchObject({ outcome: 'updated', warnings });
		},
	);
});

describe('a write that has to go alone', () => {
	const user = { firstName: 'A', lastName: 'B' };

	it('is the first of a process, and the first with custom fields', async () => {
		const site = await openSite();
		const [full] = await site.run('user.get').net2.users.list();
		if (full === undefined) throw new Error('There is no user');
		const plain = { ...full, ...user };
		// A body with every member leaves out none.
		const { customFields, ...all } = plain;
		const writes = new UserWrites();
		expect(writes.goesAlone(plain, plain)).toBe(true);
		writes.learn({ ...plain, customFields: [] }, all, []);
		expect(writes.goesAlone({ ...plain, customFields: [] }, all)).toBe(false);
		expect(writes.goesAlone(plain, { ...all, customFields })).toBe(true);
		writes.learn(plain, { ...all, customFields }, []);
		expect(writes.goesAlone(plain, { ...all, customFields })).toBe(false);
	});
});
