import { describe, expect, it } from 'vitest';
import { applyRules } from '../../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { all, byKey, done, leaver, levels, opened, provision } from '../support/params';
import { openSite, type Site } from '../support/site';
import { NO_LIMITS, sync } from '../synchronize/support';
import { addKim, DAY, LEAVE, OPTIONS } from './support';

const NOTES = { markerField: 'Notes' };
const rule = (names: string[]) => ({ user: byKey('1'), levels: names, exclusive: [], ...NOTES });
const back = () => opened(byKey('1'), { ...NOTES, leaverDepartment: LEAVE.leaverDepartment });

/** Kim with these levels has left, and the leave is stored. */
async function left(accessLevels: number[]): Promise<{ site: Site; id: number }> {
	const site = await openSite();
	const id = addKim(site, { accessLevels });
	await done(site, disable, leaver(byKey('1'), LEAVE));
	return { site, id };
}

describe('a rule that ended during the leave gives nothing', () => {
	async function leftWithRule(during: string[][]): Promise<{ site: Site; id: number }> {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, applyRules, rule(['Server room']));
		await done(site, disable, leaver(byKey('1'), LEAVE));
		for (const names of during) await done(site, applyRules, rule(names));
		site.clock.advance(30 * DAY);
		return { site, id };
	}

	it.each([
		['a blank value', [[]]],
		['another department', [['Warehouse']]],
		['a blank value, then another department', [[], ['Warehouse']]],
	])('at a rehire by Enable, after %s', async (_, during) => {
		const { site, id } = await leftWithRule(during);
		await done(site, enable, back());
		await done(site, applyRules, rule(['Warehouse']));
		expect(site.person(id).accessLevels.sort()).toEqual([2, 3]);
	});

	it('at a rehire by the list', async () => {
		const { site, id } = await leftWithRule([['Warehouse']]);
		const line = { key: '1', firstName: 'Kim', lastName: 'Person', startDate: '2026-12-20' };
		await sync(site, [{ ...line, department: 'Engineering' }], {
			mode: 'apply',
			...NOTES,
			limits: NO_LIMITS,
			reopen: true,
			leaverDepartment: LEAVE.leaverDepartment,
		});
		await done(site, applyRules, rule(['Warehouse']));
		expect(site.person(id).accessLevels.sort()).toEqual([2, 3]);
	});

	it('but a rule that still gives the level does', async () => {
		const { site, id } = await leftWithRule([['Server room']]);
		await done(site, enable, back());
		expect(site.person(id).accessLevels.sort()).toEqual([2, 4]);
		await done(site, applyRules, rule([]));
		expect(site.person(id).accessLevels).toEqual([2]);
	});
});

describe('a level that was removed during the leave does not come back', () => {
	const revoking = (markerField?: string) => levels(byKey('1'), ['Server room'], { markerField });

	it.each([['Notes'], [undefined]])('by Revoke with the marker field %s', async (markerField) => {
		const { site, id } = await left([2, 4]);
		const result = await done(site, revoke, revoking(markerField));
		expect(result).toMatchObject({
			outcome: 'revoked',
			verified: true,
			summary: 'Changed Access level at a rehire of Kim Person (1)',
			changes: [{ field: 'levelAtRehire', from: 'Server room', to: null }],
			undo: null,
		});
		await done(site, enable, back());
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('by Revoke, which has nothing to do the second time', async () => {
		const { site } = await left([2, 4]);
		await done(site, revoke, revoking());
		site.net2.clearRequests();
		const again = await done(site, revoke, revoking());
		expect([again.outcome, site.writes()]).toEqual(['unchanged', []]);
	});

	it('by Set', async () => {
		const { site, id } = await left([2, 4]);
		await done(site, setLevels, levels(byKey('1'), ['Warehouse'], NOTES));
		await done(site, enable, back());
		expect(site.person(id).accessLevels).toEqual([3]);
	});

	it('by Create or Update that names other levels', async () => {
		const { site, id } = await left([2, 4]);
		await done(
			site,
			upsert,
			provision('1', {
				fields: {},
				department: undefined,
				accessLevels: ['Server room', 'Warehouse'],
				...NOTES,
			}),
		);
		await done(site, enable, back());
		expect(site.person(id).accessLevels.sort()).toEqual([3, 4]);
	});

	it('but one that Set names does', async () => {
		const { site, id } = await left([2, 4]);
		await done(site, setLevels, levels(byKey('1'), ['Server room'], NOTES));
		site.edit(id, { accessLevels: [] });
		await done(site, enable, back());
		expect(site.person(id).accessLevels).toEqual([4]);
	});
});

it('a level that was permanent before the leave is so after it, though it was temporary meanwhile', async () => {
	const { site, id } = await left([4]);
	await done(
		site,
		grant,
		levels(byKey('1'), ['Server room'], { until: '2026-12-01T12:00', ...NOTES }),
	);
	site.clock.advance(DAY);
	await done(site, enable, back());
	site.clock.advance(20 * DAY);
	await revokeExpired(site.run('x'), 'Notes', OPTIONS);
	expect(site.person(id).accessLevels).toEqual([4]);
});

it('a dry run of Revoke says that a rehire gives the level back no longer', async () => {
	const { site, id } = await left([2, 4]);
	const [result] = await all(site, revoke, [levels(byKey('1'), ['Server room'])], { dryRun: true });
	expect(result).toMatchObject({ outcome: 'revoked', changes: [{ field: 'levelAtRehire' }] });
	await done(site, enable, back());
	expect(site.person(id).accessLevels).toEqual([2, 4]);
});
