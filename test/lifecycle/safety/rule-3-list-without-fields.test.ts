import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { getAllUsers } from '../../../nodes/PaxtonNet2/lifecycle/getUsers';
import type { Switches } from '../../../emulator';
import { all, byId, byKey, joiner, leaver, levels } from '../support/params';
import { openSite } from '../support/site';
import { NO_LIMITS, sync } from '../synchronize/support';
import { addKim, OPTIONS } from './support';

const APPLY = { mode: 'apply' as const, limits: NO_LIMITS };

/** Whether `GET /users` contains custom fields is unknown (docs/net2-api.md#get-users). */
describe.each<Switches['querydb']>(['on', 'off'])(
	'a list of users without custom fields, with the SQL route %s',
	(querydb) => {
		const open = async () => await openSite({ customFieldsInList: 'hidden', querydb });

		it('disables a leaver of an HR list', async () => {
			const site = await open();
			const id = addKim(site);
			const line = { key: '1', firstName: 'Kim', lastName: 'Person', endDate: '2026-11-01' };
			const { summary } = await sync(site, [line], APPLY);
			expect(site.person(id).canOpen).toEqual([]);
			expect(summary.changed).toBe(true);
		});

		it('makes no second user for an employee of an HR list', async () => {
			const site = await open();
			addKim(site);
			await sync(site, [{ key: '1', firstName: 'Kim', lastName: 'Person', phone: '5' }], APPLY);
			expect(site.carriers('1')).toHaveLength(1);
		});

		it('makes no second user for a number that a user has', async () => {
			const site = await open();
			addKim(site);
			await all(site, create, [joiner('1')]);
			expect(site.carriers('1')).toHaveLength(1);
		});

		it('makes no user whose number differs in its form only', async () => {
			const site = await open();
			addKim(site, { personnelNumber: '0077' });
			const [result] = await all(site, create, [joiner('77')]);
			expect(result).toMatchObject({ error: { reason: 'possibleDuplicate' } });
			expect(site.carriers('77')).toEqual([]);
		});

		it('does not report a leaver as not found who can still open doors', async () => {
			const site = await open();
			const id = addKim(site);
			const [result] = await all(site, disable, [leaver(byKey('1'), { onNotFound: 'report' })]);
			expect(result).toMatchObject({ outcome: 'disabled', verified: true });
			expect(site.person(id).canOpen).toEqual([]);
		});

		it('ends temporary access', async () => {
			const site = await open();
			const id = addKim(site, { accessLevels: [2] });
			const until = { until: '2026-11-24T17:00', markerField: 'Notes' };
			await all(site, grant, [levels(byId(id), ['Warehouse'], until)]);
			expect(site.person(id).accessLevelNames).toContain('Warehouse');
			site.clock.advance(86_400_000);
			const run = site.run('accessLevel.revokeExpired');
			expect(await revokeExpired(run, 'Notes', OPTIONS)).toHaveLength(1);
			expect(site.person(id).accessLevelNames).not.toContain('Warehouse');
		});

		it('shows the custom fields of the users that it lists', async () => {
			const site = await open();
			const id = addKim(site);
			const { users } = await getAllUsers(site.run('user.getAll'));
			expect(users.find((user) => user.id === id)).toMatchObject({ key: '1' });
		});
	},
);
