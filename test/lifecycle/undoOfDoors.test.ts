import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { mergeUndo } from '../../nodes/PaxtonNet2/lifecycle/undo/mergeUndo';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { mergeRetriedUndo, permissionsUndo } from '../../nodes/PaxtonNet2/lifecycle/undo/undoPart';
import { byId, done, leaver, refused } from './support/params';
import { openSite } from './support/site';
import { back, takenBack } from './support/undoing';

const DOOR = { id: 6000002, timezoneId: 1 };
/** The same door, as Net2 may return it the next time. */
const FORMS: Array<[string, object]> = [
	['with other members', { name: 'Warehouse', doorGroupId: 0, ...DOOR }],
	['with its members in another order', { timezoneId: 1, id: 6000002 }],
	['with names in another case', { ID: 6000002, TimezoneID: 1 }],
];
const everything = leaver(byId(2), { removeAccess: 'all' });

describe.each(FORMS)('an individual door that Net2 returns %s', (_, form) => {
	it('is the door that an undo is to remove', async () => {
		const site = await openSite();
		const undone = await takenBack(site, await done(site, disable, everything));
		site.edit(2, { individualPermissions: [form] });
		await takenBack(site, undone);
		expect(site.person(2).individualPermissions).toEqual([]);
	});

	it('is the door that an undo is to give back, so it is there already', async () => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		site.edit(2, { individualPermissions: [form] });
		const failure = await refused(site, undo, back(result));
		expect(failure).toMatchObject({ reason: 'conflict', done: [] });
		expect(failure.message).toContain('individual doors');
		expect(site.person(2).individualPermissions).toEqual([form]);
	});

	it('is one door in what several writes did', () => {
		const set = (...individualPermissions: unknown[]) => ({
			accessLevels: [],
			individualPermissions,
		});
		const nothing = { doorsAdded: [], doorsRemoved: [] };
		expect(permissionsUndo(set(DOOR), set(form))).toMatchObject(nothing);
		const [gave, took] = [permissionsUndo(set(), set(DOOR)), permissionsUndo(set(form), set())];
		expect(mergeUndo([gave, took])).toMatchObject([nothing]);
		expect(mergeUndo([took, gave])).toMatchObject([nothing]);
		const gaveAgain = permissionsUndo(set(), set(form));
		expect(mergeRetriedUndo(gave, gaveAgain)).toMatchObject({ ...nothing, doorsAdded: [DOOR] });
	});
});

it('another time zone is another door for an undo', async () => {
	const site = await openSite();
	const undone = await takenBack(site, await done(site, disable, everything));
	site.edit(2, { individualPermissions: [{ ...DOOR, timezoneId: 2 }] });
	expect((await refused(site, undo, back(undone))).message).toContain('individual doors');
});
