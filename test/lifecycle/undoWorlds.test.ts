import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { isFailure, type Success, type Undo } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { NewPerson } from '../../emulator/people';
import { all, refused, succeeded } from './support/params';
import { CLEARING, openSite, type Site } from './support/site';
import { DEEDS, KEYS, person, type Deed } from './support/smallWorlds';
import { back, everybody } from './support/undoing';

const world = fc.tuple(...KEYS.map(person));

function settle(site: Site, people: NewPerson[]): void {
	site.net2.reset(0);
	for (const one of people) site.net2.addUser(one);
}

/** Runs the deeds one after the other, and reverses what came about, the newest first. */
async function thereAndBack(site: Site, people: NewPerson[], deeds: Deed[]): Promise<number> {
	settle(site, people);
	const before = everybody(site);
	const undos: Undo[] = [];
	for (const deed of deeds) {
		const present = everybody(site);
		const item = await deed(site);
		if (item === null) expect(everybody(site)).toEqual(present);
		else undos.unshift(item);
	}
	for (const item of undos) if ((await takeBack(site, item)) === null) return undos.length;
	expect(everybody(site)).toEqual(before);
	return undos.length;
}

/** Null: the undo was refused and wrote nothing. The user has left, or a later step found everything as it should be. */
async function takeBack(site: Site, item: Undo): Promise<Success | null> {
	const present = everybody(site);
	const [result] = await all(site, undo, [back({ undo: item })]);
	if (result === undefined || !isFailure(result)) return succeeded(result);
	const { reason, message, done } = result.error;
	expect(done).toEqual([]);
	if (reason === 'conflict') expect(message).toContain('A later operation relied on');
	else {
		expect(reason).toBe('notAllowed');
		expect(site.person(item.userId).expiryDate ?? 'none').toMatch(/^2026-(06-30|11-23)T/);
	}
	expect(everybody(site)).toEqual(present);
	return null;
}

describe('in random small worlds, with a Net2 that clears whatever is left out', () => {
	it.each(Object.entries(DEEDS))(
		'%s, and its undo, leave everything as it was',
		async (_, deeds) => {
			const site = await openSite(CLEARING);
			let undone = 0;
			await fc.assert(
				fc.asyncProperty(world, deeds, async (people, deed) => {
					undone += await thereAndBack(site, people, [deed]);
				}),
				{ numRuns: 40 },
			);
			expect(undone).toBeGreaterThan(5);
		},
	);

	it('several steps are reversed, the last first', async () => {
		const site = await openSite(CLEARING);
		const steps = fc.array(fc.oneof(...Object.values(DEEDS)), { minLength: 2, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(world, steps, async (people, deeds) => {
				await thereAndBack(site, people, deeds);
			}),
			{ numRuns: 40 },
		);
	});

	it('an undo of an undo leaves everything as the step had left it', async () => {
		const site = await openSite(CLEARING);
		const steps = fc.oneof(...Object.values(DEEDS));
		await fc.assert(
			fc.asyncProperty(world, steps, async (people, deed) => {
				settle(site, people);
				const item = await deed(site);
				const after = everybody(site);
				if (item === null) return;
				const undone = await takeBack(site, item);
				if (undone?.undo == null) return;
				if ((await takeBack(site, undone.undo)) === null) return;
				expect(everybody(site)).toEqual(after);
			}),
			{ numRuns: 40 },
		);
	});

	it('an edit of what a step wrote makes its undo a conflict, and nothing is written', async () => {
		const site = await openSite(CLEARING);
		let conflicts = 0;
		const steps = fc.oneof(DEEDS.update, DEEDS.setLeaveDate, DEEDS.upsert);
		await fc.assert(
			fc.asyncProperty(world, steps, async (people, deed) => {
				settle(site, people);
				const item = await deed(site);
				// Levels don't matter here. Those that an undo does not name stay as they are.
				if (item === null || !/record|department|creation/.test(item.summary)) return;
				const { userId } = item;
				site.edit(userId, {
					firstName: 'Edited',
					middleName: 'Edited',
					telephone: 'Edited',
					pin: '9999',
					expiryDate: '2031-05-05T00:00:00',
					activateDate: '2023-05-05T00:00:00',
					isAlarmUser: !site.person(userId).isAlarmUser,
					isAntiPassbackUser: !site.person(userId).isAntiPassbackUser,
					departmentId: 6,
					customFields: site
						.person(userId)
						.customFields.map((field) => (field.id === 14 ? field : { ...field, value: 'Edited' })),
				});
				const edited = everybody(site);
				const failure = await refused(site, undo, back({ undo: item }));
				expect(failure).toMatchObject({ reason: 'conflict', done: [] });
				conflicts += 1;
				expect(everybody(site)).toEqual(edited);
			}),
			{ numRuns: 40 },
		);
		expect(conflicts).toBeGreaterThan(10);
	});
});
