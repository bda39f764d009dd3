import { describe, expect, it } from 'vitest';
import { profileFor, type Switches } from '../../../emulator';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { LONGEST_QUERY } from '../../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import { all, byId, failedWith, gist, leaver, mover, named, succeeded } from '../support/params';
import { holdFirstPut } from '../support/holdPut';
import { openSite, type Site } from '../support/site';
import { addKim } from './support';

/** What a rehearsal finds at this site, for a run. */
function profiled(site: Site) {
	return { siteProfile: profileFor(site.net2.config(), LONGEST_QUERY) };
}

/** An update whose PUT arrives after another process has disabled the user without a marker field. */
async function updateAroundLeave(switches: Partial<Switches> = {}, hasProfile = true) {
	const site = await openSite(switches);
	const id = addKim(site);
	const { held, release } = holdFirstPut(site, id);
	const run = hasProfile ? profiled(site) : {};
	const slow = all(site, update, [mover(byId(id), { telephone: '5' })], {}, run);
	await held;
	await all(site, disable, [leaver(byId(id))], {}, { processState: new ProcessState() });
	release();
	const [result] = await slow;
	return { site, id, result };
}

describe("an update whose dates are older than another process' leave", () => {
	it("is a conflict if the site profile says that Net2's events can be counted", async () => {
		const { result } = await updateAroundLeave();
		expect(failedWith(result)).toMatchObject({
			reason: 'conflict',
			message: expect.stringContaining('may have ended access'),
			undo: expect.anything(),
		});
	});

	it('is a conflict in a list of movers, for that user only', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		const rows = agreeing(site.net2).map((row) => ({ ...row, phone: '020 1111' }));
		const { held, release } = holdFirstPut(site, id);
		const slow = sync(site, rows, {
			mode: 'apply',
			limits: NO_LIMITS,
			run: profiled(site),
		});
		await held;
		await all(site, disable, [leaver(byId(id))], {}, { processState: new ProcessState() });
		release();
		const { failures } = await slow;
		expect(failures).toMatchObject([{ reason: 'conflict', userId: id }]);
	});

	it.each([
		['one change is recorded as two events', { changeEvents: 'two' }],
		['Net2 selects events by dates only', { events: 'dates' }],
		['Net2 refuses a condition on the user', { eventsByUser: 'off' }],
	] as const)('is not noticed without a marker field if %s', async (_, switches) => {
		const { result } = await updateAroundLeave(switches);
		expect(gist(succeeded(result))).toBe('updated');
	});
});

describe('counting events', () => {
	it.each([{ changeEvents: 'one' }, { changeEvents: 'two' }] as const)(
		'reports nothing at a site with %j if no other program writes',
		async (switches) => {
			const site = await openSite({ seed: 5, ...switches });
			const ids = [addKim(site), addKim(site, { personnelNumber: '2' })];
			const department = named('Engineering');
			const items = ids.map((id) => mover(byId(id), { telephone: '5' }, { department }));
			const results = await all(site, update, items, {}, profiled(site));
			expect(results.map((one) => [gist(one), succeeded(one).warnings])).toEqual([
				['updated', []],
				['updated', []],
			]);
		},
	);

	it('reports no change that was there before the run', async () => {
		const site = await openSite();
		const id = addKim(site);
		const other = { processState: new ProcessState(), ...profiled(site) };
		await all(site, update, [mover(byId(id), { telephone: '1' })], {}, other);
		const [result] = await all(site, update, [mover(byId(id), { fax: '2' })], {}, profiled(site));
		expect(succeeded(result).warnings).toEqual([]);
	});

	it('reports no change of another execution of the same process', async () => {
		const site = await openSite();
		const id = addKim(site);
		const changes = [{ telephone: '1' }, { fax: '2' }, { extension: '3' }];
		const runs = await Promise.all(
			changes.map(
				async (change) => await all(site, update, [mover(byId(id), change)], {}, profiled(site)),
			),
		);
		expect(runs.flat().map(gist)).toEqual(changes.map(() => 'updated'));
		expect(site.person(id)).toMatchObject({ telephone: '1', fax: '2', extension: '3' });
	});

	it('counts a repair of its own', async () => {
		const site = await openSite({ putClears: ['texts', 'expiry'] });
		const id = addKim(site, { telephone: '1' });
		const run = profiled(site);
		const siteProfile = { ...run.siteProfile, putForm: { lost: [] } };
		const [result] = await all(site, update, [mover(byId(id), { fax: '2' })], {}, { siteProfile });
		expect(succeeded(result).warnings.join()).toContain('The node wrote the value back');
	});

	it('says so if the events cannot be read at the end', async () => {
		const site = await openSite();
		const id = addKim(site);
		site.before(`PUT /users/${id}`, 1, () => {
			site.net2.faults([{ match: 'GET /api/v1/events', fault: '500', times: 9 }]);
		});
		const [result] = await all(site, update, [mover(byId(id), { fax: '2' })], {}, profiled(site));
		expect(succeeded(result).warnings.join()).toContain("could not read Net2's events");
	});

	it('does not matter for a user without access', async () => {
		const site = await openSite();
		const id = addKim(site);
		const { held, release } = holdFirstPut(site, id);
		const slow = all(site, disable, [leaver(byId(id))], {}, profiled(site));
		await held;
		const other = { processState: new ProcessState() };
		await all(site, update, [mover(byId(id), { telephone: '1' })], {}, other);
		release();
		const [result] = await slow;
		expect(gist(succeeded(result))).toBe('disabled');
	});
});
