import { describe, expect, it } from 'vitest';
import { getAssignments } from '../../nodes/PaxtonNet2/lifecycle/getAssignments';
import { getAllUsers, getUser } from '../../nodes/PaxtonNet2/lifecycle/getUsers';
import { byId, byKey, refused, all } from './support/params';
import { openSite } from './support/site';

describe('get', () => {
	it('shows department, levels and fields by name, and no PIN', async () => {
		const site = await openSite();
		const [person] = await all(site, getUser, [{ user: byKey('123') }]);
		expect(person).toMatchObject({
			id: 2,
			firstName: 'Grace',
			enabled: true,
			hasPin: true,
			department: { id: 2, name: 'Engineering' },
			accessLevels: [
				{ id: 2, name: 'Office hours' },
				{ id: 4, name: 'Server room' },
			],
			customFields: { Position: 'Rear admiral', 'Personnel number': '123' },
		});
		expect(JSON.stringify(person)).not.toContain('0042');
	});

	it('fails for a user who does not exist', async () => {
		const site = await openSite();
		expect((await refused(site, getUser, { user: byId(99) })).reason).toBe('notFound');
		expect((await refused(site, getUser, { user: byKey('555') })).reason).toBe('notFound');
		expect((await refused(site, getUser, { user: byKey('0123') })).reason).toBe('nearMiss');
	});
});

describe('get all', () => {
	it.each([
		['on', 'listed', false],
		['on', 'hidden', true],
		['off', 'listed', false],
		['off', 'hidden', false],
	] as const)(
		'reports all users; SQL %s, None %s, deleted listed: %s',
		async (querydb, departmentZero, listInactive) => {
			const site = await openSite({ querydb, departmentZero, listInactive });
			site.edit(1, { deleted: true });
			site.edit(4, { activateDate: '2027-01-01T00:00:00' });
			const { users, warnings } = await getAllUsers(site.run('user.getAll'));
			expect(users.map(({ id, enabled, department }) => [id, enabled, department?.name])).toEqual([
				[2, true, 'Engineering'],
				[3, false, "Int'l Trade"],
				[4, false, undefined],
			]);
			expect(warnings).toEqual([]);
			expect(JSON.stringify(users)).not.toContain('0042');
		},
	);

	it('leaves departments out where they cannot be read, and says so', async () => {
		const site = await openSite({ operatorRights: ['users'] });
		const { users, warnings } = await getAllUsers(site.run('user.getAll'));
		expect(users).toHaveLength(4);
		expect(users[0]).not.toHaveProperty('department');
		expect(warnings.join()).toContain('Departments are left out');
	});

	it('does not take an outage for an empty Net2', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/users', fault: '500', times: 99 }]);
		await expect(getAllUsers(site.run('user.getAll'))).rejects.toMatchObject({
			reason: 'badReply',
		});
	});
});

describe('assignments', () => {
	it('are levels and individual doors of all existing users', async () => {
		const site = await openSite({ listInactive: true });
		site.edit(4, { deleted: true });
		site.edit(3, { accessLevels: [0] });
		expect(await getAssignments(site.run('accessLevel.getAssignments'))).toMatchObject([
			{ userId: 1, kind: 'accessLevel', accessLevel: { id: 1, name: 'All hours, all doors' } },
			{ userId: 2, kind: 'accessLevel', accessLevel: { name: 'Office hours' } },
			{ userId: 2, kind: 'accessLevel', accessLevel: { name: 'Server room' } },
			{
				userId: 2,
				kind: 'individualDoor',
				accessLevel: null,
				individualPermission: { id: 6000002, timezoneId: 1 },
			},
		]);
	});

	it('are not half a list where one reading fails', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/users/2/doorpermissionset', fault: '500', times: 99 }]);
		await expect(getAssignments(site.run('accessLevel.getAssignments'))).rejects.toMatchObject({
			reason: 'badReply',
		});
	});
});
