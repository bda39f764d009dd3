import { describe, expect, it } from 'vitest';
import { grant, revoke } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { addKim } from './safety/support';
import { all, byKey, done, levels, succeeded } from './support/params';
import { CLEARING, openSite } from './support/site';

const KIM = byKey('1');
const SERVER = ['Server room'];
const UNTIL = { until: '2026-11-25T17:00', markerField: 'Notes' };
const LONGER = { ...UNTIL, until: '2027-11-25T17:00' };
const END = '2026-11-25T16:00:00.000Z';

async function siteWithKim() {
	const site = await openSite(CLEARING);
	addKim(site, { accessLevels: [2] });
	return { site };
}

describe('a Grant of a level that the user has for a time', () => {
	it.each([
		['prolongs it', LONGER, '2027-11-25T16:00:00.000Z', /until 2027-11-25T17:00/],
		['makes it permanent', {}, null, /permanent/],
	] as const)('and that %s is a change with an undo', async (_, more, to, says) => {
		const { site } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const result = await done(site, grant, levels(KIM, SERVER, more));
		expect(result).toMatchObject({ outcome: 'granted', changed: true, verified: true });
		expect(result.changes).toEqual([
			{
				field: 'accessLevelEnd:Server room',
				label: 'End of access level Server room',
				from: END,
				to,
			},
		]);
		expect(result.undo).not.toBeNull();
		expect(result.summary).toBe('Changed End of access level Server room of Kim Person (1)');
		expect(result.audit.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
	});

	it('says in a dry run what would change', async () => {
		const { site } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const dry = await done(site, grant, levels(KIM, SERVER, LONGER), { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'granted', changed: false, verified: false, undo: null });
		expect(dry.changes).toMatchObject([{ field: 'accessLevelEnd:Server room', from: END }]);
	});

	it('is no change the second time', async () => {
		const { site } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const again = await done(site, grant, levels(KIM, SERVER, UNTIL));
		expect(again).toMatchObject({ outcome: 'unchanged', changed: false, undo: null });
		expect(again.audit.map(({ message }) => message).join()).toContain('Nothing was written');
	});

	it('is a change of its own item only', async () => {
		const { site } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const results = await all(site, grant, [
			levels(KIM, ['Office hours']),
			levels(KIM, ['Server room', 'Warehouse']),
		]);
		const [first, second] = results.map(succeeded);
		expect(first).toMatchObject({ outcome: 'unchanged', changed: false, undo: null });
		expect(first?.audit.map(({ message }) => message).join()).not.toContain('granted');
		expect(second?.changes.map(({ field, to }) => [field, to])).toEqual([
			['accessLevelEnd:Server room', null],
			['accessLevels', 'Warehouse'],
		]);
	});
});

describe('a Revoke of a temporary level', () => {
	it('is one change', async () => {
		const { site } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const result = await done(site, revoke, levels(KIM, SERVER));
		expect(result.changes).toMatchObject([{ field: 'accessLevels', to: null }]);
	});
});
