import { describe, expect, it } from 'vitest';
import { agreeing, sync, type Row } from '../synchronize/support';
import { openSite } from '../support/site';
import { addKim } from './support';

const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };

describe('by default a list', () => {
	it('of another site does not create 300 users', async () => {
		const site = await openSite({ seed: 60 });
		const rows: Row[] = agreeing(site.net2);
		for (let n = 0; n < 300; n += 1)
			rows.push({
				key: `B${n}`,
				firstName: `O${n}`,
				lastName: `S${n}`,
				accessLevels: ['All hours, all doors'],
			});
		await sync(site, rows, { mode: 'apply' }).catch(() => null);
		expect(site.net2.state().users).toHaveLength(60);
	});

	it('with start dates that lie ahead does not take access from 28 users', async () => {
		const site = await openSite({ seed: 100 });
		const before = site.net2.state().users;
		const rows = agreeing(site.net2).map((row, n) =>
			n < 28 ? { ...row, startDate: '2027-01-01' } : row,
		);
		await sync(site, rows, { mode: 'apply' }).catch(() => null);
		expect(site.net2.state().users).toEqual(before);
	});
});

describe('a protected user', () => {
	it('who does not exist is reported', async () => {
		const site = await openSite();
		addKim(site);
		const outcome = await sync(site, [KIM], { protect: ['id:99999'] }).catch(() => null);
		expect(outcome === null || outcome.summary.warnings.length > 0).toBe(true);
	});
});
