import { describe, expect, test } from 'vitest';
import {
	createDepartment,
	deleteDepartment,
	renameDepartment,
} from '../../nodes/PaxtonNet2/lifecycle/departments';
import { all, done, named, refused } from './support/params';
import { openSite, type Site } from './support/site';

const names = (site: Site) => site.net2.state().departments.map(({ id, name }) => `${id} ${name}`);
const SEED = ['0 None', '1 Sales', '2 Engineering', '3 Terminated Employment', "4 Int'l Trade"];

describe('create', () => {
	test('makes one for equal items and takes its id from Net2, gaps and all', async () => {
		const site = await openSite();
		site.net2.world.last.department = 41;
		const requested = [{ name: ' Facilities ' }, { name: ' Facilities ' }];
		expect(await all(site, createDepartment, requested)).toMatchObject([
			{ outcome: 'created', verified: true, department: { id: 42, name: 'Facilities' } },
			{ outcome: 'unchanged', department: { id: 42 } },
		]);
		expect(site.writes()).toEqual(['POST /departments']);
	});

	test.each(['Sales', 'sales ', 'None', '', ' ', 'A\nB'])(
		'refuses %j before any write',
		async (name) => {
			const site = await openSite({ departmentZero: 'hidden' });
			const { reason } = await refused(site, createDepartment, { name });
			expect(reason).toBe(/^(sales|none)/i.test(name) ? 'conflict' : 'badInput');
			expect(site.writes()).toEqual([]);
		},
	);

	test('after a lost reply it is found, and not made twice', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'POST /api/v1/departments', fault: 'reset-after' }]);
		const result = await done(site, createDepartment, { name: 'Facilities' });
		expect(result).toMatchObject({ outcome: 'created', department: { id: 5 } });
		expect(names(site)).toEqual([...SEED, '5 Facilities']);
		site.net2.faults([{ match: 'POST /api/v1/departments', fault: 'reset-before' }]);
		const { reason } = await refused(site, createDepartment, { name: 'Security' });
		expect(reason).toBe('unknownOutcome');
	});
});

describe('update', () => {
	test('renames by name; equal is unchanged; a name that another has is refused', async () => {
		const site = await openSite();
		const params = { department: named("Int'l Trade"), name: 'Trade' };
		expect(await done(site, renameDepartment, params)).toMatchObject({
			outcome: 'updated',
			verified: true,
			department: { id: 4, name: 'Trade' },
		});
		expect(
			await done(site, renameDepartment, { department: named('Trade'), name: 'Trade' }),
		).toMatchObject({ outcome: 'unchanged' });
		const taken = { department: named('Trade'), name: 'SALES' };
		expect(await refused(site, renameDepartment, taken)).toMatchObject({ reason: 'conflict' });
		const none = { department: named('None'), name: 'Nobody' };
		expect(await refused(site, renameDepartment, none)).toMatchObject({ reason: 'protected' });
		expect(site.writes()).toEqual(['PUT /departments/4']);
	});

	test('the case of its own name may change', async () => {
		const site = await openSite();
		const params = { department: named('Sales'), name: 'SALES' };
		expect(await done(site, renameDepartment, params)).toMatchObject({ outcome: 'updated' });
	});
});

describe('delete', () => {
	const sales = { department: named('Sales') };

	test.each([
		['both routes', {}],
		['REST alone', { querydb: 'off' as const }],
	])('refuses one in use before any write, by %s', async (_name, switches) => {
		const site = await openSite(switches);
		const error = await refused(site, deleteDepartment, sales);
		expect(error).toMatchObject({ reason: 'protected' });
		expect(error.message).toContain('user 1');
		expect(site.writes()).toEqual([]);
		expect(names(site)).toEqual(SEED);
	});

	test('refuses one in use by SQL alone, where REST fails', async () => {
		const site = await openSite();
		const fault = { match: 'GET /api/v1/departments/*/users', fault: '500' as const, times: 99 };
		site.net2.faults([fault]);
		expect(await refused(site, deleteDepartment, sales)).toMatchObject({ reason: 'protected' });
		site.net2.config({ querydb: 'off' });
		const empty = { department: named('Terminated Employment') };
		expect(await refused(site, deleteDepartment, empty)).toMatchObject({ reason: 'notAllowed' });
		expect(site.writes()).toEqual([]);
	});

	test('deletes an empty one, with a deleted user in it too, and gives its id to no other', async () => {
		const site = await openSite();
		site.net2.addUser({ lastName: 'Gone', department: 'Terminated Employment', deleted: true });
		const requested = [
			{ department: named('Terminated Employment') },
			{ department: named('Nowhere') },
		];
		expect(await all(site, deleteDepartment, requested)).toMatchObject([
			{ outcome: 'deleted', verified: true, undo: null, department: { id: 3 } },
			{ error: { reason: 'unknownDepartment' } },
		]);
		expect(names(site)).toEqual(SEED.filter((name) => !name.startsWith('3')));
		expect(await done(site, createDepartment, { name: 'New' })).toMatchObject({
			department: { id: 5 },
		});
	});

	test('a lost reply is followed by the same request; a dry run writes nothing', async () => {
		const site = await openSite();
		const empty = { department: named('Terminated Employment') };
		expect(await done(site, deleteDepartment, empty, { dryRun: true })).toMatchObject({
			changed: false,
		});
		expect(site.writes()).toEqual([]);
		site.net2.faults([{ match: 'DELETE /api/v1/departments/*', fault: 'reset-after' }]);
		expect(await done(site, deleteDepartment, empty)).toMatchObject({ outcome: 'deleted' });
	});
});
