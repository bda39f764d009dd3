import { describe, expect, it } from 'vitest';
import { NO_LIMITS, sync } from '../synchronize/support';
import { LEAVERS } from '../support/params';
import { openSite } from '../support/site';
import { addKim } from './support';

const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
const APPLY = { mode: 'apply' as const, limits: NO_LIMITS };

describe('an end date that has passed', () => {
	it.each([
		['department', { department: 'Ex-employees' }],
		['access level', { accessLevels: ['Gone'] }],
	])('does not wait for the %s of its line', async (_, more) => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-11-01', ...more }], APPLY);
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('a line that moves an employee into the leaver department without an end date', () => {
	it('is an error, and no quiet success', async () => {
		const site = await openSite();
		addKim(site);
		const line = { ...KIM, department: 'Terminated Employment' };
		const settings = { ...APPLY, leaverDepartment: LEAVERS };
		for (let run = 0; run < 2; run += 1) {
			const outcome = await sync(site, [line], settings);
			expect(outcome.failures.map(({ reason }) => reason)).toEqual(['badInput']);
		}
		expect(site.person(5).department).toBe('Sales');
	});

	it('is never reported as having no access while the doors open', async () => {
		const site = await openSite();
		addKim(site, { department: 'Terminated Employment' });
		const settings = { mode: 'plan' as const, leaverDepartment: LEAVERS };
		const outcome = await sync(site, [{ ...KIM, department: 'Sales' }], settings);
		const said = [
			...outcome.summary.warnings,
			...outcome.differences.flatMap((one) => one.warnings),
		];
		expect(said.join()).not.toMatch(/End Date none/);
	});
});
