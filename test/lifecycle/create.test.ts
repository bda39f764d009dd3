import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { all, done, gist, joiner, named, refused } from './support/params';
import { CLEARING, openSite } from './support/site';

describe('create, no user has the key', () => {
	it('makes a disabled user with fields and department, and reads it back', async () => {
		const site = await openSite();
		const result = await done(site, create, {
			...joiner('00900'),
			fields: {
				firstName: 'Łukasz',
				middleName: 'van den',
				lastName: "O'Brien",
				telephone: '020 555',
				'customField:9': 'lukasz@example.com',
			},
		});
		const [person] = site.carriers('00900');
		expect(person).toMatchObject({
			firstName: 'Łukasz',
			middleName: 'van den',
			lastName: "O'Brien",
			telephone: '020 555',
			expiryDate: '2026-11-23T00:00:00',
			department: 'Sales',
			accessLevels: [],
			canOpen: [],
		});
		expect(person?.customFields).toEqual([
			{ id: 9, value: 'lukasz@example.com' },
			{ id: 14, value: '00900' },
		]);
		expect(result).toMatchObject({
			outcome: 'created',
			changed: true,
			verified: true,
			userId: person?.id,
			key: '00900',
			user: { enabled: false, department: { name: 'Sales' } },
			undo: { operation: 'user.create', userId: result.userId },
		});
		expect(result.changes).toContainEqual(
			expect.objectContaining({
				field: 'expiryDate',
				from: null,
				to: '2026-11-23T00:00:00',
			}),
		);
		expect(site.writes()).toEqual(['POST /users', `PUT /users/${person?.id}/departments`]);
	});

	it('writes nothing in a dry run, and says what it would do', async () => {
		const site = await openSite();
		const result = await done(site, create, joiner('00900'), { dryRun: true });
		expect(result).toMatchObject({
			outcome: 'created',
			changed: false,
			verified: false,
			dryRun: true,
			userId: null,
		});
		expect(result.changes.map(({ field }) => field)).toContain('department');
		expect(site.writes()).toEqual([]);
		expect(site.carriers('00900')).toEqual([]);
	});

	it('leaves a person without a department in None', async () => {
		const site = await openSite();
		await done(site, create, joiner('00900', { department: undefined }));
		await done(site, create, joiner('00901', { department: { by: 'id', id: '0' } }));
		expect(site.carriers('00900')[0]?.departmentId).toBe(0);
		expect(site.carriers('00901')[0]?.departmentId).toBe(0);
		expect(site.writes()).toEqual(['POST /users', 'POST /users']);
	});

	it('accepts a department with an apostrophe in its name', async () => {
		const site = await openSite();
		await done(site, create, joiner('00900', { department: named("Int'l Trade") }));
		expect(site.carriers('00900')[0]?.department).toBe("Int'l Trade");
	});

	it.each([
		['is missing', 'Catering', []],
		['stands twice', 'Sales', [{ id: 90, name: 'Sales' }]],
	])('creates no user if the department %s', async (_, name, more) => {
		const site = await openSite();
		for (const department of more) site.net2.world.departments.set(department.id, department);
		const failure = await refused(site, create, joiner('00900', { department: named(name) }));
		expect(failure.reason).toBe('unknownDepartment');
		expect(failure.message).toContain(name);
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['an empty key', joiner('  '), 'badInput'],
		['a key with a line break', joiner('12\n3'), 'badInput'],
		['a key that is longer than its field', joiner('9'.repeat(51)), 'badInput'],
		['no name', joiner('00900', { fields: {} }), 'badInput'],
		[
			'another value for the key',
			joiner('00900', { fields: { lastName: 'X', 'customField:14': '901' } }),
			'badInput',
		],
		[
			'a field that the site does not have',
			joiner('00900', { fields: { lastName: 'X', 'customField:77': 'x' } }),
			'unknownField',
		],
		[
			'a correlation field that is unknown',
			joiner('00900', { correlationField: 'Badge' }),
			'unknownField',
		],
	])('refuses %s', async (_, params, reason) => {
		const site = await openSite();
		expect((await refused(site, create, params)).reason).toBe(reason);
		expect(site.writes()).toEqual([]);
	});

	it('has the key in another field, by label or id', async () => {
		const site = await openSite();
		const fields = { lastName: 'Badge' };
		await done(site, create, { key: 'B-1', correlationField: 'email', fields });
		const again = { key: 'B-1', correlationField: 'customField:9', fields };
		expect((await done(site, create, again)).outcome).toBe('correlated');
	});

	it('stops for a number that is nearly that of a user, unless that user is named as another one', async () => {
		const site = await openSite();
		site.edit(2, { customFields: [] });
		const failure = await refused(site, create, joiner('123'));
		expect(failure.reason).toBe('possibleDuplicate');
		expect(failure.message).toMatch(/user 1\. That user has nearly the same number: "00123"/);
		expect(failure.message).not.toContain('Lovelace');
		expect(site.writes()).toEqual([]);
		const allowed = await done(site, create, joiner('123'), { allowDuplicateOf: [1] });
		expect(allowed.outcome).toBe('created');
	});
});

describe('create, a user has the key', () => {
	const ada = joiner('00123', { fields: { firstName: 'Ada', lastName: 'Lovelace' } });

	it('correlates one, and leaves the person alone', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(1);
		const result = await done(site, create, { ...ada, department: named('Engineering') });
		expect(result).toMatchObject({
			outcome: 'correlated',
			changed: false,
			userId: 1,
			changes: [],
			user: { firstName: 'Ada', enabled: true, department: { name: 'Sales' } },
		});
		expect(site.writes()).toEqual([]);
		expect(site.person(1)).toEqual(before);
	});

	it('does so in a dry run too', async () => {
		const site = await openSite();
		expect(await done(site, create, ada, { dryRun: true })).toMatchObject({
			outcome: 'correlated',
			dryRun: true,
			userId: 1,
		});
	});

	it('never takes 00123 for 123', async () => {
		const site = await openSite();
		const fields = { lastName: 'Hopper' };
		expect(await done(site, create, joiner('123', { fields }))).toMatchObject({ userId: 2 });
		expect(await done(site, create, ada)).toMatchObject({ userId: 1 });
	});

	it('warns of another last name, and refuses another first name unless the name is not verified', async () => {
		const site = await openSite();
		const married = { ...ada, fields: { firstName: 'Ada', lastName: 'Byron' } };
		expect((await done(site, create, married)).warnings.join()).toMatch(/last name of user 1/);
		const other = { ...ada, fields: { firstName: 'Eva', lastName: 'Lovelace' } };
		expect((await refused(site, create, other)).reason).toBe('nameMismatch');
		expect((await done(site, create, other, { verifyName: false })).outcome).toBe('correlated');
		const louder = { ...ada, fields: { lastName: ' LOVELACE' } };
		expect((await done(site, create, louder)).outcome).toBe('correlated');
	});

	it('refuses several, naming their ids', async () => {
		const site = await openSite();
		const twin = site.net2.addUser({ lastName: 'Twin', personnelNumber: '00123' });
		const failure = await refused(site, create, ada);
		expect(failure.reason).toBe('ambiguous');
		expect(failure.message).toContain(`user 1 ("00123"), user ${twin} ("00123")`);
		expect(site.writes()).toEqual([]);
	});

	it('refuses a deleted user, unless it is set to ignore them', async () => {
		const site = await openSite();
		site.edit(1, { deleted: true });
		site.edit(2, { customFields: [] });
		expect((await refused(site, create, ada)).reason).toBe('ambiguous');
		const result = await done(site, create, ada, { ignoreDeleted: true });
		expect(result.outcome).toBe('created');
		expect(site.carriers('00123')).toHaveLength(2);
	});

	it('ignores a deleted user if there is another one with the key', async () => {
		const site = await openSite();
		site.net2.addUser({ lastName: 'Gone', personnelNumber: '00123', deleted: true });
		expect(await done(site, create, ada)).toMatchObject({ outcome: 'correlated', userId: 1 });
	});

	it('finishes a half-made person, once', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/*/departments', fault: '500', times: 9 }]);
		const failure = await refused(site, create, joiner('00900'));
		expect(failure.reason).toBe('unknownOutcome');
		expect(failure.userId).toBe(site.carriers('00900')[0]?.id);
		expect(failure.done.join()).toContain('created');
		site.net2.faults([]);
		const rerun = await done(site, create, joiner('00900'));
		expect(rerun).toMatchObject({ outcome: 'correlated', changed: true, verified: true });
		expect(site.carriers('00900')).toMatchObject([{ department: 'Sales', canOpen: [] }]);
		expect(await done(site, create, joiner('00900'))).toMatchObject({ changed: false });
	});

	it.each([
		['queries hide users who have left', { expiredInSql: 'hidden' }],
		['the operator may not query', { querydb: 'off' }],
	] as const)(
		'does not move a leaver out of the leaver department where %s',
		async (_, switches) => {
			const site = await openSite(switches);
			const department = 'Terminated Employment';
			const ended = { lastName: 'Lovelace', expiryDate: '2025-05-31T00:00:00', department };
			const id = site.net2.addUser({ firstName: 'Ada', personnelNumber: '00900', ...ended });
			const ada = { ...joiner('00900'), fields: { firstName: 'Ada', lastName: 'Lovelace' } };
			expect(await done(site, create, ada)).toMatchObject({
				outcome: 'correlated',
				changed: false,
			});
			expect(site.person(id)).toMatchObject({ department });
			expect(site.writes()).toEqual([]);
		},
	);

	it('does not take an enabled person in no department for half-made', async () => {
		const site = await openSite();
		const fields = { lastName: 'Żółć' };
		await done(site, create, joiner('200', { fields }));
		expect(site.person(4).departmentId).toBe(0);
	});
});

describe('create, several items', () => {
	it('makes one user of two equal items with one new key', async () => {
		const site = await openSite();
		const results = await all(site, create, [joiner('00900'), joiner(' 00900 ')]);
		expect(results.map(gist)).toEqual(['created', 'unchanged']);
		expect(results).toMatchObject([{ userId: 5 }, { userId: 5, verified: true, changed: false }]);
		expect(site.carriers('00900')).toHaveLength(1);
	});

	it('fails all items that differ for one key, and no others', async () => {
		const site = await openSite();
		const results = await all(site, create, [
			joiner('00900'),
			joiner('00901'),
			joiner('00900', { department: named('Engineering') }),
		]);
		expect(results.map(gist)).toEqual(['duplicateKey', 'created', 'duplicateKey']);
		expect(site.carriers('00900')).toEqual([]);
	});

	it('stops no item for another one with a bad department', async () => {
		const site = await openSite();
		const results = await all(site, create, [
			joiner('00900', { department: named('Catering') }),
			joiner('00901'),
			joiner(''),
		]);
		expect(results.map(gist)).toEqual(['unknownDepartment', 'created', 'badInput']);
	});
});
