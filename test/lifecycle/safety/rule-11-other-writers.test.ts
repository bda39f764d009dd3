import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byId,
	failedWith,
	gist,
	leaver,
	levels,
	mover,
	named,
	provision,
	succeeded,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim, LEAVE } from './support';

const ONE_BY_ONE = { maxConcurrency: 1 };

/** Delays the first PUT of the user's record until the test releases it. */
function holdFirstPut(site: Site, userId: number) {
	let release: () => void = () => undefined;
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	let arrived: () => void = () => undefined;
	const held = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	let isFirst = true;
	site.intercept(async (request, forward) => {
		if (isFirst && request.method === 'PUT' && request.path === `/users/${userId}`) {
			isFirst = false;
			arrived();
			await released;
		}
		return await forward();
	});
	return { held, release };
}

describe('a process that writes dates that it has read before another process disabled the user', () => {
	it('removes the access again after an update, by the entry that the other process left', async () => {
		const site = await openSite();
		const id = addKim(site);
		const { held, release } = holdFirstPut(site, id);
		const slow = all(site, update, [mover(byId(id), { telephone: '5' })]);
		await held;
		const other = { processState: new ProcessState() };
		await all(site, disable, [leaver(byId(id), LEAVE)], {}, other);
		release();
		const [result] = await slow;
		expect(succeeded(result).warnings.join()).toContain('disabled the user once more');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('removes the access again after a list of movers', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		const rows = agreeing(site.net2).map((row) => ({ ...row, phone: '020 1111' }));
		const { held, release } = holdFirstPut(site, id);
		const slow = sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		await held;
		const other = { processState: new ProcessState() };
		await all(site, disable, [leaver(byId(id), LEAVE)], {}, other);
		release();
		expect((await slow).one('1').warnings.join()).toContain('disabled the user once more');
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('at the end of a run', () => {
	it('removes a level once more that another program gave back meanwhile', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [4] }),
		);
		const requests = [one, two].map((id) => levels(byId(id), ['Server room']));
		const results = await all(site, revoke, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['revoked', 'revoked']);
		expect(succeeded(results[0]).warnings.join()).toContain('was there again');
		expect(site.person(one).accessLevels).toEqual([]);
	});

	it('leaves a leaver without a level that another program gave between plan and write', async () => {
		const site = await openSite();
		const id = addKim(site);
		site.before(`PUT /users/${id}`, 1, () => site.edit(id, { accessLevels: [3, 4] }));
		const [result] = await all(site, disable, [leaver(byId(id), LEAVE)]);
		expect(succeeded(result).warnings.join()).toContain('access level with id 3');
		expect(site.person(id).accessLevels).toEqual([]);
	});

	it('reports a level that another program gave to a user whose levels the item names', async () => {
		const site = await openSite();
		const id = addKim(site);
		site.before(`PUT /users/${id}/departments`, 1, () => site.edit(id, { accessLevels: [3, 4] }));
		const item = provision('1', {
			fields: {},
			accessLevels: ['Office hours'],
			department: named('Engineering'),
		});
		const [result] = await all(site, upsert, [item]);
		expect(failedWith(result)).toMatchObject({
			reason: 'notVerified',
			message: expect.stringContaining('access level with id 3'),
		});
		expect(site.person(id).accessLevels).toEqual([3, 2]);
	});

	it('removes a level that another program gave to a leaver after the write', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [2, 3] }),
		);
		const requests = [one, two].map((id) => leaver(byId(id), LEAVE));
		const results = await all(site, disable, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['disabled', 'disabled']);
		expect(succeeded(results[0]).warnings.join()).toContain('was there again');
		expect([one, two].map((id) => site.person(id).accessLevels)).toEqual([[], []]);
	});

	it('reports a level that another program removed meanwhile, and does not give it again', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		for (const id of [one, two]) site.edit(id, { accessLevels: [] });
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [] }),
		);
		const requests = [one, two].map((id) => levels(byId(id), ['Warehouse']));
		const results = await all(site, grant, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'granted']);
		expect(failedWith(results[0]).message).toContain('the access level Warehouse is gone');
		expect(failedWith(results[0]).undo).not.toBeNull();
		expect(site.person(one).accessLevels).toEqual([]);
	});

	it.each([
		['a telephone number', { telephone: '1' }, { telephone: '2' }, 'telephone is "2", not "1"'],
		[
			'a custom field',
			{ 'customField:9': 'a@x.nl' },
			{ customFields: [{ id: 14, value: '1' }] },
			'custom field 9 is "", not "a@x.nl"',
		],
	])('reports %s that another program overwrote meanwhile', async (_, fields, theirs, says) => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}`, 1, () => site.edit(one, theirs));
		const requests = [one, two].map((id) => mover(byId(id), fields));
		const results = await all(site, update, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'updated']);
		expect(failedWith(results[0]).message).toContain(says);
		expect(failedWith(results[0]).undo).not.toBeNull();
	});

	it('reports a department that another program changed meanwhile', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/departments`, 1, () => site.edit(one, { departmentId: 3 }));
		const requests = [one, two].map((id) =>
			mover(byId(id), {}, { department: named('Engineering') }),
		);
		const results = await all(site, update, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'updated']);
		expect(failedWith(results[0]).message).toContain('the department is');
	});
});
