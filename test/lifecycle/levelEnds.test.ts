import { describe, expect, it } from 'vitest';
import { applyRules } from '../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { addKim, DAY, OPTIONS } from './safety/support';
import { all, byKey, done, levels, succeeded } from './support/params';
import { CLEARING, openSite, type Site } from './support/site';

const KIM = byKey('1');
const SERVER = ['Server room'];
const UNTIL = { until: '2026-11-25T17:00', markerField: 'Notes' };
const LONGER = { ...UNTIL, until: '2027-11-25T17:00' };
const END = '2026-11-25T16:00:00.000Z';

async function siteWithKim() {
	const site = await openSite(CLEARING);
	const id = addKim(site, { accessLevels: [2] });
	return { site, id, held: () => site.person(id).accessLevels };
}

const rules = (names: string[]) => ({
	user: KIM,
	levels: names,
	exclusive: [],
	markerField: 'Notes',
});

async function expire(site: Site, days = 5) {
	site.clock.advance(days * DAY);
	return await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
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

describe('a Set', () => {
	it('that names a temporary level makes it permanent with a warning', async () => {
		const { site, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const named = levels(KIM, ['Office hours', 'Server room']);
		const result = await done(site, setLevels, named);
		expect(result.warnings).toEqual([
			expect.stringMatching(/'Server room' until 2026-11-25T16.*permanent/),
		]);
		expect(result.changes).toContainEqual(
			expect.objectContaining({ field: 'accessLevelEnd:Server room', from: END, to: null }),
		);
		await expire(site);
		expect(held()).toEqual([2, 4]);
		expect(await done(site, setLevels, named)).toMatchObject({
			outcome: 'unchanged',
			warnings: [],
		});
	});

	it('that does not name a temporary level removes it', async () => {
		const { site, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		await done(site, setLevels, levels(KIM, ['Office hours']));
		expect(held()).toEqual([2]);
	});

	it('that names a level by rule keeps it from the rules, with a warning', async () => {
		const { site, held } = await siteWithKim();
		await done(site, applyRules, rules(SERVER));
		const result = await done(site, setLevels, levels(KIM, ['Office hours', 'Server room']));
		expect(result.warnings).toEqual([expect.stringMatching(/rule.*'Server room'/)]);
		await done(site, applyRules, rules([]));
		expect(held()).toEqual([2, 4]);
	});
});

describe('a Grant of a level by rule', () => {
	it('makes it permanent, as a change, and the rules keep it afterwards', async () => {
		const { site, held } = await siteWithKim();
		await done(site, applyRules, rules(SERVER));
		const result = await done(site, grant, levels(KIM, SERVER));
		expect(result).toMatchObject({ outcome: 'granted', changed: true });
		expect(result.changes).toMatchObject([{ from: 'by rules', to: null }]);
		await done(site, applyRules, rules(SERVER));
		await done(site, applyRules, rules([]));
		expect(held()).toEqual([2, 4]);
	});

	it('until a time keeps it until then at least, and says so', async () => {
		const { site, held } = await siteWithKim();
		await done(site, applyRules, rules(SERVER));
		const result = await done(site, grant, levels(KIM, SERVER, UNTIL));
		expect(result.warnings).toEqual([expect.stringMatching(/rule gives.*'Server room'.*after/)]);
		expect(result.warnings.join()).not.toContain('permanent');
		await done(site, applyRules, rules([]));
		expect(held()).toEqual([2, 4]);
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('until a time leaves it to the rule after that time', async () => {
		const { site, held } = await siteWithKim();
		await done(site, applyRules, rules(SERVER));
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		await expire(site);
		expect(held()).toEqual([2, 4]);
		await done(site, applyRules, rules([]));
		expect(held()).toEqual([2]);
	});
});
