import { expect, test } from 'vitest';
import { openSite } from '../support/site';
import { agreeing, NO_LIMITS, sync, type Wanted } from './support';

const SETTINGS: Wanted = { missing: 'report', markerField: 'Notes', limits: NO_LIMITS };
const JOINER = { key: '777', firstName: 'Bo', lastName: 'Berg', accessLevels: ['Server room'] };
const reasonOf = (error: unknown) =>
	typeof error === 'object' && error !== null && 'reason' in error ? error.reason : error;

test('an approved plan creates no user after the user with the similar number has gone', async () => {
	const site = await openSite();
	const other = site.net2.addUser({ firstName: 'Bo', lastName: 'Berg', personnelNumber: '0777' });
	const rows = [...agreeing(site.net2).filter(({ key }) => key !== '0777'), JOINER];
	const plan = await sync(site, rows, SETTINGS);
	expect(plan.failures.map(({ reason }) => reason)).toContain('nearMiss');
	const { planId } = plan.summary;
	site.edit(other, {
		customFields: [{ id: 14, value: '' }],
		firstName: 'Zed',
		lastName: 'Other',
	});
	const applied = await sync(site, rows, { ...SETTINGS, mode: 'applyApproved', planId }).catch(
		reasonOf,
	);
	expect([applied, site.carriers('777')]).toEqual(['conflict', []]);
});

test('an approved plan creates no user for a number of a deleted user who has gone', async () => {
	const site = await openSite({ deletedInSql: 'listed' });
	const gone = site.net2.addUser({ firstName: 'Bo', lastName: 'Berg', personnelNumber: '777' });
	site.edit(gone, { deleted: true });
	const rows = [...agreeing(site.net2).filter(({ key }) => key !== '777'), JOINER];
	const plan = await sync(site, rows, SETTINGS);
	expect(plan.gist).toContain('blockedByHand 777');
	const { planId } = plan.summary;
	site.edit(gone, { customFields: [] });
	const applied = await sync(site, rows, { ...SETTINGS, mode: 'applyApproved', planId }).catch(
		reasonOf,
	);
	expect([applied, site.carriers('777').filter(({ deleted }) => !deleted)]).toEqual([
		'conflict',
		[],
	]);
});

test('an approved plan changes no user whose number no longer seems to be swapped', async () => {
	const site = await openSite();
	const add = (lastName: string, personnelNumber: string) =>
		site.net2.addUser({ firstName: 'Anna', lastName, personnelNumber, accessLevels: [2] });
	const anna = add('Berg', '61');
	const other = add('Blom', '62');
	const rows = [
		...agreeing(site.net2).filter(({ key }) => key !== '61' && key !== '62'),
		{ key: '61', firstName: 'Anna', lastName: 'Blom', accessLevels: ['Server room'] },
	];
	const plan = await sync(site, rows, SETTINGS);
	expect(plan.failures.map(({ key }) => key)).toContain('61');
	const { planId } = plan.summary;
	site.edit(other, { expiryDate: '2026-11-01T00:00:00' });
	const applied = await sync(site, rows, { ...SETTINGS, mode: 'applyApproved', planId }).catch(
		reasonOf,
	);
	expect(applied).toBe('conflict');
	expect([site.person(anna).lastName, site.person(anna).accessLevels]).toEqual(['Berg', [2]]);
});

test('an approved plan with a doubt is applied while the doubt lasts', async () => {
	const site = await openSite();
	site.net2.addUser({ firstName: 'Bo', lastName: 'Berg', personnelNumber: '0777' });
	const rows = [
		...agreeing(site.net2).filter(({ key }) => key !== '0777'),
		JOINER,
		{ key: '4711', firstName: 'New', lastName: 'Comer' },
	];
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	await sync(site, rows, { ...SETTINGS, mode: 'applyApproved', planId });
	expect([site.carriers('777').length, site.carriers('4711').length]).toEqual([0, 1]);
});
