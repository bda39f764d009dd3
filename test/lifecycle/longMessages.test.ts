import { expect, test } from 'vitest';
import { customFieldById } from '../../nodes/PaxtonNet2/mapping/customFields';
import { lookUp } from '../../nodes/PaxtonNet2/mapping/lookUp';
import { findDoor } from '../../nodes/PaxtonNet2/lifecycle/doors';
import { findDepartment, findLevel } from '../../nodes/PaxtonNet2/lifecycle/run/namedThings';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { ReferenceData } from '../../nodes/PaxtonNet2/lifecycle/run/referenceData';
import { refusal } from '../mapping/refusal';
import { all, byId, mover } from './support/params';
import { openSite } from './support/site';

const MANY = 5_000;
const same = Array.from({ length: MANY }, (_, at) => ({ id: at + 1, name: 'Sales' }));

test.each<[string, () => unknown]>([
	['departments', () => findDepartment({ by: 'name', name: 'Sales' }, same)],
	['access levels', () => findLevel('Sales', same)],
	['doors', () => findDoor(same, { by: 'name', name: 'Sales' })],
])('a message about 5,000 %s of one name lists ten of them and a count', (_what, find) => {
	const { message } = refusal(find);
	expect(message).toContain('1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4990 more');
	expect(message.length).toBeLessThan(200);
});

test.each<[string, () => unknown]>([
	[
		'custom fields',
		() =>
			customFieldById(
				14,
				same.slice(20).map((one) => ({ ...one, maxLength: 0 })),
			),
	],
	[
		'columns of a mapping table',
		() =>
			lookUp([Object.fromEntries(same.map(({ id }) => [`c${id}`, '']))], {
				fromColumn: 'x',
				toColumn: 'y',
				value: 'z',
			}),
	],
])('advice about 5,000 %s lists some of them and a count', (_what, find) => {
	const { remedy } = refusal(find);
	expect(remedy).toMatch(/ and \d{4} more/);
	expect(remedy.length).toBeLessThan(1_000);
});

test('a message about a name of a million characters stays short', () => {
	const name = 'x'.repeat(1_000_000);
	const near = { id: 7, name: `${name.slice(1)}y` };
	for (const error of [
		refusal(() => findDepartment({ by: 'name', name }, [near])),
		refusal(() => findLevel(name, [near])),
		refusal(() => findDoor([], { by: 'name', name })),
	])
		expect(error.explanation.length).toBeLessThan(5_000);
});

test('5,000 items that differ and are about one user get short errors', async () => {
	const site = await openSite();
	const requested = Array.from({ length: MANY }, (_, at) =>
		mover(byId(1), { telephone: `020 ${at}` }),
	);
	const results = await all(site, update, requested);
	const texts = results.map((result) => JSON.stringify(result).length);
	expect(results[0]).toMatchObject({ error: { reason: 'duplicateKey' } });
	expect(Math.max(...texts)).toBeLessThan(1_000);
});

test('a cell with 20,000 names of access levels is refused without trying each run of them', async () => {
	const site = await openSite();
	const reference = new ReferenceData(site.client);
	const pieces = Array.from({ length: 20_000 }, () => 'x');
	let joins = 0;
	const counted = new Proxy(pieces, {
		get(target, name) {
			if (name === 'slice') joins += 1;
			const member: unknown = Reflect.get(target, name);
			return member;
		},
	});
	await expect(reference.levelsNamed(counted)).rejects.toMatchObject({ reason: 'unknownLevel' });
	expect(joins).toBeLessThan(10);
});
