import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, NODE, setUp } from '../actions/setUp';
import { credentialTest, listSearch } from '../engine';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	const { world } = net2.emulator;
	const [first] = world.departments.values();
	if (first === undefined) throw new Error('The emulator has no department.');
	// More than 1 MiB, and less than 2.
	for (let id = 1_000; id < 16_000; id += 1)
		world.departments.set(id, { ...first, id, name: `Department ${id} ${'x'.repeat(60)}` });
});
afterEach(async () => await net2.emulator.stop());

const credential = (maxReplySize?: unknown) =>
	credentialFor(
		net2.emulator,
		maxReplySize === undefined ? {} : { maxReplySize: `${maxReplySize}` },
	);

const listed = async (maxReplySize?: unknown) => {
	const { json, error } = await net2.run({ resource: 'department', operation: 'getAll' }, [{}], {
		credentials: { paxtonNet2Api: credential(maxReplySize) },
	});
	return error === undefined ? json.length : `${error.message} ${error.description}`;
};

test('a reply may be as large as the credential says, and no larger', async () => {
	expect(await listed(2)).toBeGreaterThan(15_000);
	expect(await listed(1)).toMatch(
		/The reply of Net2 was larger than 1 MiB, the most that the node accepts\. .*'Max Reply Size \(MiB\)'/,
	);
});

test('a credential that does not say it accepts 32 MiB', async () => {
	expect(await listed()).toBeGreaterThan(15_000);
	expect(await listed('')).toBeGreaterThan(15_000);
});

test('the lists of the editor have the same limit', async () => {
	const search = async (size: number) =>
		await listSearch(NODE, 'searchDepartments', {
			credentials: { paxtonNet2Api: credential(size) },
		});
	expect((await search(2)).results).toHaveLength(100);
	await expect(search(1)).rejects.toThrow('larger than 1 MiB');
});

test.each(['0', '-1', '1.5', '257', '1e9', 'many', 'Infinity', '={{ $json.size }}'])(
	'a size of %s is refused before anything is sent',
	async (size) => {
		expect(await listed(size)).toMatch(
			/'Max Reply Size \(MiB\)' in the credential is not a whole number/,
		);
		const verdict = await credentialTest(NODE, 'paxtonNet2Api', credential(size));
		expect(verdict).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^'Max Reply Size \(MiB\)' .*from 1 to 256/),
		});
		expect(net2.emulator.requests()).toEqual([]);
	},
);
