import { describe, expect, it } from 'vitest';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { all, byId, byKey, done, gist, LEAVERS, mover, named, refused } from './support/params';
import { CLEARING, openSite } from './support/site';

describe('update', () => {
	it.each([
		['with every clearing switch on', CLEARING],
		['as Net2 is thought to be', {}],
		[
			'of a server that writes its members with capitals',
			{ ...CLEARING, casing: 'pascal' as const },
		],
		['of a server that keeps the time of an end', { ...CLEARING, expiry: 'exact' as const }],
	])('changes what differs and nothing else, %s', async (_, switches) => {
		const site = await openSite(switches);
		const end = switches.expiry === 'exact' ? '2027-03-31T17:30:00' : '2027-03-31T00:00:00';
		site.edit(2, { expiryDate: end, activateDate: '2025-02-03T00:00:00' });
		const before = site.person(2);
		const result = await done(
			site,
			update,
			mover(byKey('123'), { lastName: 'Murray-Hopper', 'customField:10': 'Commodore' }),
		);
		const { customFields, ...after } = site.person(2);
		expect(after).toEqual({ ...before, customFields: undefined, lastName: 'Murray-Hopper' });
		expect(customFields).toEqual([
			{ id: 10, value: 'Commodore' },
			{ id: 13, value: 'Keeps a nanosecond of wire.' },
			{ id: 14, value: '123' },
		]);
		expect(result).toMatchObject({
			outcome: 'updated',
			changed: true,
			verified: true,
		});
		for (const warning of result.warnings) expect(warning).toContain('wrote the value back');
		expect(result.changes).toMatchObject([
			{ field: 'lastName', from: 'Hopper', to: 'Murray-Hopper' },
			{ field: 'customField:10', from: 'Rear admiral', to: 'Commodore' },
		]);
		// One PUT, and one more if this server cleared what the first did not name.
		const repaired = result.warnings.length;
		expect(site.writes()).toEqual(Array.from({ length: 1 + repaired }, () => 'PUT /users/2'));
	});

	it('writes nothing where nothing differs', async () => {
		const site = await openSite();
		const same = mover(
			byId(2),
			{ firstName: 'Grace', extension: '12' },
			{ department: named('Engineering') },
		);
		expect(await done(site, update, same)).toMatchObject({
			outcome: 'unchanged',
			changed: false,
			verified: true,
		});
		expect(site.writes()).toEqual([]);
	});

	it('writes a change of case only, and fills what was empty, once', async () => {
		const site = await openSite();
		const params = mover(byId(1), { lastName: 'LoveLace', fax: '1', 'customField:10': 'Countess' });
		expect((await done(site, update, params)).changes).toHaveLength(3);
		expect(site.person(1)).toMatchObject({ lastName: 'LoveLace', fax: '1' });
		expect((await done(site, update, params)).outcome).toBe('unchanged');
	});

	it('keeps or clears by an empty value as it is set', async () => {
		const site = await openSite(CLEARING);
		const params = mover(byId(2), { extension: '', 'customField:10': null, pin: '' });
		expect((await done(site, update, params)).outcome).toBe('unchanged');
		const cleared = await done(site, update, params, { emptyValues: 'clear' });
		expect(cleared.changes).toContainEqual(
			expect.objectContaining({ field: 'pin', from: 'set', to: 'cleared' }),
		);
		expect(site.person(2)).toMatchObject({ extension: '', pin: '', firstName: 'Grace' });
		expect(site.person(2).customFields.find(({ id }) => id === 10)?.value ?? '').toBe('');
	});

	it('never shows a PIN', async () => {
		const site = await openSite();
		const result = await done(site, update, mover(byId(2), { pin: '7391' }));
		expect(site.person(2).pin).toBe('7391');
		expect(JSON.stringify(result)).not.toMatch(/7391|0042/);
	});

	it('moves to another department, and does so alone', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(2);
		const params = mover(byId(2), {}, { department: named("Int'l Trade") });
		const result = await done(site, update, params);
		expect(result.changes).toMatchObject([
			{ field: 'department', from: 'Engineering', to: "Int'l Trade" },
		]);
		expect(site.person(2)).toEqual({ ...before, departmentId: 4, department: "Int'l Trade" });
		expect(site.writes()).toEqual(['PUT /users/2/departments']);
	});

	it('leaves a user in the leaver department, and says so', async () => {
		const site = await openSite();
		site.edit(1, { departmentId: 3 });
		const params = mover(
			byId(1),
			{ fax: '9' },
			{ department: named('Sales'), leaverDepartment: LEAVERS },
		);
		const result = await done(site, update, params);
		expect(site.person(1)).toMatchObject({ department: 'Terminated Employment', fax: '9' });
		expect(result.warnings.join()).toContain('Terminated Employment');
	});

	it('writes nothing at all where the department is unknown', async () => {
		const site = await openSite();
		const params = mover(byId(1), { fax: '9' }, { department: named('Catering') });
		expect((await refused(site, update, params)).reason).toBe('unknownDepartment');
		expect(site.writes()).toEqual([]);
	});

	it('writes nothing in a dry run', async () => {
		const site = await openSite();
		const params = mover(byId(1), { fax: '9' }, { department: named('Engineering') });
		expect(await done(site, update, params, { dryRun: true })).toMatchObject({
			outcome: 'updated',
			changed: false,
			verified: false,
			changes: [{ field: 'fax' }, { field: 'department', to: 'Engineering' }],
		});
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['an id that nobody has', byId(99), 'notFound'],
		['an id that is none', byId('00123x'), 'badInput'],
		['the id 0', byId(0), 'badInput'],
		['a key that nobody carries', byKey('555'), 'notFound'],
		['a near miss', byKey('0077001'), 'nearMiss'],
	])('fails for %s', async (_, user, reason) => {
		const site = await openSite();
		expect((await refused(site, update, mover(user, { fax: '9' }))).reason).toBe(reason);
		expect(site.writes()).toEqual([]);
	});

	it('fails for a key that several users have', async () => {
		const site = await openSite();
		site.net2.addUser({ lastName: 'Twin', personnelNumber: '123' });
		const failure = await refused(site, update, mover(byKey('123'), { fax: '9' }));
		expect(failure).toMatchObject({ reason: 'ambiguous', key: '123' });
	});

	it('does not overwrite the key that the person was found by', async () => {
		const site = await openSite();
		const params = mover(byKey('123'), { 'customField:14': '124' });
		expect((await refused(site, update, params)).reason).toBe('badInput');
		await done(site, update, mover(byId(2), { 'customField:14': '124' }));
		expect(site.carriers('124')).toMatchObject([{ id: 2 }]);
	});

	it('compares the last name only if it is set to', async () => {
		const site = await openSite();
		const params = mover(byKey('123'), { lastName: 'Murray' });
		expect((await refused(site, update, params, { verifyName: true })).reason).toBe('nameMismatch');
		expect((await done(site, update, params)).outcome).toBe('updated');
	});

	it('takes equal items for one person as one, whichever way the person is named', async () => {
		const site = await openSite();
		const results = await all(site, update, [
			mover(byId(2), { fax: '9', extension: '8' }),
			mover(byKey('123'), { extension: '8', fax: '9' }),
		]);
		expect(results.map(gist)).toEqual(['updated', 'unchanged']);
		expect(site.writes()).toEqual(['PUT /users/2']);
	});

	it('refuses all items that differ for one user', async () => {
		const site = await openSite();
		const results = await all(site, update, [
			mover(byId(2), { fax: '9' }),
			mover(byKey('123'), { fax: '8' }),
			mover(byId(1), { fax: '7' }),
		]);
		expect(results.map(gist)).toEqual(['duplicateKey', 'duplicateKey', 'updated']);
		expect(site.person(2).fax).toBeNull();
	});

	it('trusts that an earlier dry run would have created a user', async () => {
		const site = await openSite();
		const user = { by: 'wouldBe' as const, key: '00900' };
		const result = await done(site, update, mover(user, { fax: '9' }), { dryRun: true });
		expect(result).toMatchObject({ outcome: 'updated', userId: null, verified: false });
		expect((await refused(site, update, mover(user, { fax: '9' }))).reason).toBe('notFound');
	});
});
