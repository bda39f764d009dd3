import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { deleteUser } from '../../../nodes/PaxtonNet2/lifecycle/operations/deleteUser';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../../nodes/PaxtonNet2/lifecycle/undo/undo';
import {
	all,
	byId,
	byKey,
	done,
	failedWith,
	gist,
	joiner,
	leaver,
	levels,
	mover,
	opened,
	provision,
	refused,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { back } from '../support/undoing';
import { addKim } from './support';

const onNotFound = 'report' as const;

describe('a number that differs in blanks around it only', () => {
	it.each(['7003\u00a0', '7003\t', '\u20037003', ' 7003 '])(
		'finds the user who has %j in Net2',
		async (there) => {
			const site = await openSite();
			const id = addKim(site, { personnelNumber: there });
			const result = await done(site, disable, leaver(byKey('7003'), { onNotFound }));
			expect(result).toMatchObject({ outcome: 'disabled', userId: id });
			expect(site.person(id).canOpen).toEqual([]);
		},
	);
});

describe.each(['on', 'off'] as const)(
	'a number that is nearly that of a user; SQL %s',
	(querydb) => {
		it.each([
			['07003', '7003'],
			['7003', '07003'],
			['70\u200b03', '7003'],
			['\uff17\uff10\uff10\uff13', '7003'],
			['70 03', '7003'],
			['a-17', 'A-17'],
		])('%j for %j is an error for each operation, also with a report', async (there, given) => {
			const site = await openSite({ querydb });
			const id = addKim(site, { personnelNumber: there });
			const before = site.person(id);
			const user = byKey(given);
			const failures = [
				await refused(site, disable, leaver(user, { onNotFound })),
				await refused(site, enable, opened(user)),
				await refused(site, update, mover(user, { telephone: '5' })),
				await refused(site, grant, levels(user, ['Warehouse'], { onNotFound })),
				await refused(site, setLeaveDate, { user, date: '2026-12-01', withdraw: false }),
				await refused(site, deleteUser, { user, force: true, onNotFound }),
			];
			expect(failures.map(({ reason }) => reason)).toEqual(failures.map(() => 'nearMiss'));
			expect((await refused(site, create, joiner(given))).reason).toBe('possibleDuplicate');
			const disables = provision(given, { enabled: 'disable' });
			expect((await refused(site, upsert, disables)).reason).toBe('possibleDuplicate');
			expect(site.person(id)).toEqual(before);
			expect(site.writes()).toEqual([]);
		});
	},
);

describe('a new user', () => {
	it.each([
		['name', { fields: { firstName: 'kim', lastName: 'PERSON' } }],
		['email', { fields: { lastName: 'Other', 'customField:9': 'KIM@example.com' } }],
	])(
		'with the %s of a user without a number stops, unless that is another person',
		async (_, more) => {
			const site = await openSite();
			const id = site.net2.addUser({
				firstName: 'Kim',
				lastName: 'Person',
				customFields: [{ id: 9, value: 'kim@example.com' }],
			});
			const failure = await refused(site, create, joiner('77', more));
			expect(failure.reason).toBe('possibleDuplicate');
			expect(failure.message).toContain(`user ${id}`);
			const allowed = { allowDuplicateOf: [id] };
			expect((await done(site, create, joiner('77', more), allowed)).outcome).toBe('created');
		},
	);
});

describe('an item that gives access', () => {
	const namesake = { fields: { firstName: 'Piet', lastName: 'Person' } };

	it('is refused for a number that was given to another employee', async () => {
		const site = await openSite();
		const id = addKim(site, { expiryDate: '2026-06-01T00:00:00', accessLevels: [] });
		for (const more of [{ enabled: 'enable' as const }, { accessLevels: ['Warehouse'] }]) {
			const failure = await refused(site, upsert, provision('1', { ...namesake, ...more }));
			expect(failure.reason).toBe('nameMismatch');
			expect(failure.message).not.toMatch(/Kim/);
		}
		expect(site.person(id)).toMatchObject({ firstName: 'Kim', canOpen: [], accessLevels: [] });
	});

	it('goes on for an employee who has married, with a warning', async () => {
		const site = await openSite();
		addKim(site, { expiryDate: '2026-06-01T00:00:00' });
		const married = { fields: { firstName: 'Kim', lastName: 'Berg' } };
		const result = await done(site, upsert, provision('1', { ...married, enabled: 'enable' }));
		expect(result).toMatchObject({ outcome: 'enabled' });
		expect(result.warnings.join()).toContain('last name');
	});

	it('goes on for another first name with the same email address', async () => {
		const site = await openSite();
		addKim(site, {
			expiryDate: '2026-06-01T00:00:00',
			customFields: [{ id: 9, value: 'kim@example.com' }],
		});
		const renamed = { fields: { ...namesake.fields, 'customField:9': 'Kim@Example.com' } };
		const result = await done(site, upsert, provision('1', { ...renamed, enabled: 'enable' }));
		expect(result.outcome).toBe('enabled');
	});
});

describe('an item that ends access', () => {
	it('is not delayed by another last name, and is by another first and last name', async () => {
		const site = await openSite();
		const [kim, jo] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		const leaves = (key: string, firstName: string) =>
			provision(key, { fields: { firstName, lastName: 'Berg' }, enabled: 'disable' });
		const results = await all(site, upsert, [leaves('1', 'Kim'), leaves('2', 'Piet')]);
		expect(results[0]).toMatchObject({ outcome: 'disabled' });
		expect(failedWith(results[1]).reason).toBe('nameMismatch');
		expect(site.person(kim).canOpen).toEqual([]);
		expect(site.person(jo).canOpen).not.toEqual([]);
	});
});

describe('a personnel number is never given to a second user', () => {
	const given = (id: number, number: string) => mover(byId(id), { 'customField:14': number });
	const numbers = (site: Site) =>
		site.net2
			.state()
			.users.slice(-2)
			.map(({ customFields }) => customFields.find(({ id }) => id === 14)?.value);

	describe.each(['on', 'off'] as const)('SQL %s', (querydb) => {
		it.each(['1', ' 1 ', '001', '\uff11'])('%j, that another user has', async (number) => {
			const site = await openSite({ querydb });
			const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const failure = await refused(site, update, given(two, number));
			expect(failure.reason).toBe('duplicateKey');
			expect(failure.message).toContain(`user ${one} has "1"`);
			expect(numbers(site)).toEqual(['1', '2']);
		});

		it('by two items of one run', async () => {
			const site = await openSite({ querydb });
			const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const results = await all(site, update, [given(one, '3'), given(two, '03')]);
			expect(results.map(gist).sort()).toEqual(['duplicateKey', 'updated']);
		});

		it('in a dry run that shows it', async () => {
			const site = await openSite({ querydb });
			const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const options = { dryRun: true };
			const results = await all(site, update, [given(one, '3'), given(two, '3')], options);
			expect(results.map(gist).sort()).toEqual(['duplicateKey', 'updated']);
			expect(numbers(site)).toEqual(['1', '2']);
		});

		it('by an undo, after another user has got the number of before', async () => {
			const site = await openSite({ querydb });
			const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const change = await done(site, update, given(one, '3'));
			await done(site, update, given(two, '1'));
			const failure = await refused(site, undo, back(change));
			expect(failure.reason).toBe('duplicateKey');
			expect(numbers(site)).toEqual(['3', '1']);
		});

		it('and other changes of the number go on', async () => {
			const site = await openSite({ querydb });
			const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const results = await all(site, update, [given(one, ''), given(two, '02')], {
				emptyValues: 'clear',
			});
			expect(results.map(gist)).toEqual(['updated', 'updated']);
			expect(numbers(site).map((number) => number ?? '')).toEqual(['', '02']);
		});
	});
});
