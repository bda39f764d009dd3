import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSearch, loadOptions, resourceMapping } from '../engine';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor, NODE } from '../actions/setUp';

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator({ signInRate: 'off' });
	emulator.world.departments.set(9, { id: 9, name: 'Sales' });
});
afterAll(async () => await emulator.stop());
const options = (more: object = {}) => ({
	credentials: { paxtonNet2Api: credentialFor(emulator) },
	...more,
});

test('users with name, key and id; the value is the id as text', async () => {
	const { results } = await listSearch(NODE, 'searchUsers', options());
	expect(results).toContainEqual({ name: 'Ada Lovelace · 00123 · ID 1', value: '1' });
	expect(results).toHaveLength(4);
});

test.each([
	['zolc', ['Łukasz Żółć · 200 · ID 4']],
	['lovel ada', ['Ada Lovelace · 00123 · ID 1']],
	['00123', ['Ada Lovelace · 00123 · ID 1']],
	['nobody', []],
])('users by %s', async (filter, names) => {
	const { results } = await listSearch(NODE, 'searchUsers', options({ filter }));
	expect(results.map(({ name }) => name)).toEqual(names);
});

test('the user whose id is typed comes first', async () => {
	const { results } = await listSearch(NODE, 'searchUsers', options({ filter: '3' }));
	expect(results.map(({ value }) => value)).toEqual(['3', '1', '2']);
});

test('the key is taken from the field that the node is set to', async () => {
	const parameters = { correlationField: 'customField:9' };
	const { results } = await listSearch(NODE, 'searchUsers', options({ parameters, filter: 'ada' }));
	expect(results[0]?.name).toContain('ada@example.com');
});

test('many users come a page at a time, each once', async () => {
	const crowded = await startEmulator({ signInRate: 'off', seed: 250 });
	const credentials = { paxtonNet2Api: credentialFor(crowded) };
	const seen = new Set<unknown>();
	let paginationToken: string | undefined;
	let pages = 0;
	do {
		const page = await listSearch(NODE, 'searchUsers', { credentials, paginationToken });
		expect(page.results.length).toBeLessThanOrEqual(100);
		for (const { value } of page.results) seen.add(value);
		({ paginationToken } = page);
		pages += 1;
	} while (paginationToken !== undefined);
	await crowded.stop();
	expect([pages, seen.size]).toEqual([3, 250]);
});

test('of 20,000 users the list reads all once when it is opened, and none while you type and scroll', async () => {
	const crowded = await startEmulator({ signInRate: 'off', seed: 20_000 });
	const credentials = { paxtonNet2Api: credentialFor(crowded) };
	const search = async (more: object = {}) =>
		await listSearch(NODE, 'searchUsers', { credentials, ...more });
	const reads = () =>
		crowded.requests().filter(({ method, path }) => method === 'GET' && /\/users$/.test(path))
			.length;
	const { results, paginationToken } = await search();
	expect([results.length, reads()]).toEqual([100, 1]);
	const second = await search({ paginationToken });
	expect(second.results).toHaveLength(100);
	expect(second.results).not.toContainEqual(results[0]);
	const wanted = crowded.state().users[12_344];
	for (const filter of ['1', '12', `${wanted?.lastName} ${wanted?.firstName}`])
		expect((await search({ filter })).results.length).toBeGreaterThan(0);
	const found = await search({ filter: `${wanted?.lastName} ${wanted?.firstName}` });
	expect(found.results.map(({ value }) => value)).toEqual([String(wanted?.id)]);
	expect(reads()).toBe(1);

	await search();
	expect(reads()).toBe(2);
	const wrong = { paxtonNet2Api: credentialFor(crowded, { password: 'canary-wrong' }) };
	await expect(search({ credentials: wrong, filter: 'a' })).rejects.toThrow();
	await crowded.stop();
});

test('departments go by name, and by id if a name is there twice or is none', async () => {
	const { results } = await listSearch(NODE, 'searchDepartments', options());
	expect(results).toContainEqual({ name: "Int'l Trade", value: "Int'l Trade" });
	expect(results).toContainEqual({ name: 'Sales (ID 1)', value: 'id:1' });
	expect(results).toContainEqual({ name: 'Sales (ID 9)', value: 'id:9' });
	expect(results).toContainEqual({ name: 'None (ID 0)', value: 'id:0' });
});

test('access levels without the one that is none', async () => {
	const levels = await loadOptions(NODE, 'getAccessLevels', options());
	expect(levels).toContainEqual({ name: 'Office hours', value: 'Office hours' });
	expect(levels.map(({ name }) => name)).not.toContain('No access');
});

test('correlation fields under the labels of the site', async () => {
	const fields = await loadOptions(NODE, 'getCorrelationFields', options());
	expect(fields[0]).toMatchObject({ value: '' });
	expect(fields).toContainEqual(
		expect.objectContaining({ name: 'Personnel number', value: 'customField:14' }),
	);
});

test('user fields under the labels of the site; none can be matched by', async () => {
	const { fields } = await resourceMapping(NODE, 'getUserFields', options());
	const ids = fields.map(({ id }) => id);
	expect(ids.slice(0, 9)).toEqual([
		'firstName',
		'middleName',
		'lastName',
		'telephone',
		'extension',
		'fax',
		'pin',
		'isAlarmUser',
		'isAntiPassbackUser',
	]);
	expect(ids.slice(9)).toEqual(Array.from({ length: 14 }, (_, n) => `customField:${n + 1}`));
	expect(fields.find(({ id }) => id === 'customField:9')?.displayName).toBe('Email (Field 9)');
	expect(fields.every((field) => field.canBeUsedToMatch === false && !field.required)).toBe(true);
	// The editor gives a boolean the value false. That would clear flags that the builder did not touch.
	expect(fields.filter(({ type }) => type === 'boolean')).toEqual([]);
	const flag = fields.find(({ id }) => id === 'isAlarmUser');
	expect(flag).toMatchObject({ type: 'options', removed: true });
	expect(flag?.options?.map(({ value }) => value)).toEqual(['true', 'false']);
});

test('a list that cannot be had says why', async () => {
	const credentials = { paxtonNet2Api: credentialFor(emulator, { password: 'canary-wrong' }) };
	const requested = loadOptions(NODE, 'getAccessLevels', { credentials });
	await expect(requested).rejects.toMatchObject({ name: 'NodeOperationError' });
	await expect(requested).rejects.not.toMatchObject({ message: expect.stringContaining('canary') });
});
