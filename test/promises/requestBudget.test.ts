import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import { siteVariant } from '../support/siteVariants';
import { byKey, crowdKeys, isSignIn, peopleWith, writes } from './support';

const PEOPLE = 100;
const site = siteVariant();
const hasShortQueries = (site?.maxQueryLength ?? Infinity) < 1_900;
/**
 * The requests of a run that hardly depend on the number of users. A site with a profile costs one more, and one where a
 * query finds fewer users than usual, too.
 */
const FEW = 5 + (site === undefined ? 0 : 1) + (hasShortQueries ? 1 : 0);

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ seed: PEOPLE, signInRate: 2 });
});
afterEach(async () => await net2.emulator.stop());

const create = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({
		firstName: '={{ $json.firstName }}',
		lastName: '={{ $json.lastName }}',
		'customField:9': '={{ $json.email }}',
	}),
	departmentMode: 'direct',
	department: locator('name', "Int'l Trade"),
};
const joiners = Array.from({ length: PEOPLE }, (_, n) => ({
	key: `N-${String(n).padStart(5, '0')}`,
	firstName: 'New',
	lastName: `Joiner ${n}`,
	email: `new.${n}@example.com`,
}));
const grant = {
	resource: 'accessLevel',
	operation: 'grant',
	user: locator('key', '={{ $json.key }}'),
	accessLevels: ['Server room'],
};

test(`creates ${PEOPLE} users with two writes each`, async () => {
	const first = await net2.run(create, joiners);
	expect(first.error).toBeUndefined();
	expect(first.json.map(({ outcome, verified }) => [outcome, verified])).toEqual(
		joiners.map(() => ['created', true]),
	);
	expect(writes(net2.emulator)).toHaveLength(PEOPLE * 2);
	const made = byKey(net2.emulator);
	for (const { key, lastName } of joiners)
		expect(made.get(key)).toMatchObject({
			lastName,
			department: "Int'l Trade",
			canOpen: [],
		});

	net2.emulator.clearRequests();
	const before = net2.emulator.state().users;
	const second = await net2.run(create, joiners);
	expect(second.error).toBeUndefined();
	expect(second.json.map(({ outcome, changed }) => [outcome, changed])).toEqual(
		joiners.map(() => ['correlated', false]),
	);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(10);
	expect(writes(net2.emulator)).toEqual([]);
	expect(net2.emulator.state().users).toEqual(before);
});

/*
 * A sign-in serves many runs, so it is not among these requests. They are the lists of fields, levels and users, one
 * query, and one more at the end. For users with one level the node also finds out whether this is a Net2 Lite. At a
 * site with a profile it finds out whether the profile is of the same version of Net2. There may be two queries.
 */
test.each([
	['no level', [], FEW],
	['two levels', [2, 3], FEW],
	['one level', [2], FEW + 1],
])(
	`grants a level to ${PEOPLE} users with %s by one write and two readings each, plus few requests`,
	async (_, held, others) => {
		for (const { id } of byKey(net2.emulator).values())
			net2.emulator.editUser(id, { accessLevels: held });
		const people = crowdKeys(PEOPLE).map((key) => ({ key }));
		const before = byKey(net2.emulator);
		net2.emulator.clearRequests();
		const first = await net2.run(grant, people);
		expect(first.error).toBeUndefined();
		expect(first.json.map(({ outcome }) => outcome)).toEqual(people.map(() => 'granted'));
		expect(writes(net2.emulator)).toHaveLength(PEOPLE);
		const sent = net2.emulator.requests().filter((one) => !isSignIn(one));
		expect(sent.length).toBeLessThanOrEqual(PEOPLE * 3 + others);
		const after = byKey(net2.emulator);
		for (const { key } of people)
			expect(after.get(key)).toMatchObject({
				accessLevels: [...held, 4],
				departmentId: before.get(key)?.departmentId,
			});

		net2.emulator.clearRequests();
		const second = await net2.run(grant, people);
		expect(second.json.map(({ outcome }) => outcome)).toEqual(people.map(() => 'unchanged'));
		expect(writes(net2.emulator)).toEqual([]);
	},
);

test(`creates ${PEOPLE} users with two levels by three writes and one reading each, plus 25 requests`, async () => {
	const { json, error } = await net2.run(
		{ ...create, operation: 'upsert', accessLevels: ['Office hours', 'Warehouse'] },
		joiners,
	);
	expect(error).toBeUndefined();
	expect(json.map(({ outcome, verified }) => [outcome, verified])).toEqual(
		joiners.map(() => ['created', true]),
	);
	expect(writes(net2.emulator)).toHaveLength(PEOPLE * 3);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(PEOPLE * 4 + 25);
});

test(`disables ${PEOPLE} users and moves them with two writes each`, async () => {
	const { json, error } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '={{ $json.key }}'),
			leaverDepartment: locator('name', 'Terminated Employment'),
		},
		crowdKeys(PEOPLE).map((key) => ({ key })),
	);
	expect(error).toBeUndefined();
	expect(json.map(({ outcome, verified }) => [outcome, verified])).toEqual(
		json.map(() => ['disabled', true]),
	);
	expect(writes(net2.emulator)).toHaveLength(PEOPLE * 2);
});

test('makes one user when a list names a new number twice, and costs no more', async () => {
	const twice = joiners.slice(0, 10).flatMap((joiner) => [joiner, joiner]);
	const { json } = await net2.run(create, twice);
	expect(json.map(({ outcome }) => outcome)).toEqual(
		twice.map((_, n) => (n % 2 === 0 ? 'created' : 'unchanged')),
	);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(10 * 2 + 25);
	for (const { key } of twice) expect(peopleWith(net2.emulator, key)).toHaveLength(1);
});

test.each([
	{ maxConcurrency: 1, atOnce: 'one person is finished before the next is begun' },
	{ maxConcurrency: 2, atOnce: 'several are under way' },
])('with Max Concurrency $maxConcurrency $atOnce', async ({ maxConcurrency }) => {
	const present = byKey(net2.emulator);
	const twelve = crowdKeys(PEOPLE)
		.filter((key) => present.get(key)?.accessLevels.includes(4) === false)
		.slice(0, 12)
		.map((key) => ({ key }));
	const { error } = await net2.run({ ...grant, options: { maxConcurrency } }, twelve);
	expect(error).toBeUndefined();
	const whom = net2.emulator
		.requests()
		.flatMap(({ path }) => /\/users\/(\d+)/.exec(path)?.[1] ?? []);
	const turns = whom.filter((id, n) => id !== whom[n - 1]);
	expect(new Set(turns).size).toBe(12);
	if (maxConcurrency === 1) expect(turns).toHaveLength(12);
	else expect(turns.length).toBeGreaterThan(12);
});

test(`creates ${PEOPLE} users with no reading each, plus 25 requests`, async () => {
	await net2.run(create, joiners);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(PEOPLE * 2 + 25);
});

test(`grants ${PEOPLE} users what they have with one reading each, plus 5 requests`, async () => {
	const people = crowdKeys(PEOPLE).map((key) => ({ key }));
	await net2.run(grant, people);
	net2.emulator.clearRequests();
	await net2.run(grant, people);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(PEOPLE + 5);
});

test(`disables and moves ${PEOPLE} users with one reading each, plus 25 requests`, async () => {
	await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '={{ $json.key }}'),
			leaverDepartment: locator('name', 'Terminated Employment'),
		},
		crowdKeys(PEOPLE).map((key) => ({ key })),
	);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(PEOPLE * 3 + 25);
});

test(`removes all access of ${PEOPLE} leavers with three readings each at most, plus 25 requests`, async () => {
	const { error } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '={{ $json.key }}'),
			leaverDepartment: locator('name', 'Terminated Employment'),
			removeAccess: 'all',
		},
		crowdKeys(PEOPLE).map((key) => ({ key })),
	);
	expect(error).toBeUndefined();
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(PEOPLE * 6 + 25);
});

test.each(['update', 'upsert'])(
	`${PEOPLE} unchanged users cost ten requests to %s`,
	async (operation) => {
		const people = joiners.map((joiner) => ({ ...joiner }));
		const { user, ...rest } = { ...create, user: locator('key', '={{ $json.key }}') };
		const parameters = {
			...rest,
			operation,
			...(operation === 'update' ? { user } : { accessLevels: ['Office hours'] }),
		};
		await net2.run({ ...create, operation: 'upsert', accessLevels: ['Office hours'] }, people);
		net2.emulator.clearRequests();
		const { json } = await net2.run(parameters, people);
		expect(json.map(({ outcome }) => outcome)).toEqual(people.map(() => 'unchanged'));
		expect(net2.emulator.requests().length).toBeLessThanOrEqual(10);
	},
);

test(`reads the access levels of ${PEOPLE} users with one query, and one request for each who has several`, async () => {
	const several = [7, 8];
	for (const id of several) net2.emulator.editUser(id, { accessLevels: [2, 4] });
	const assignments = { resource: 'accessLevel', operation: 'getAssignments' };
	const { json } = await net2.run(assignments);
	expect(net2.emulator.requests().length).toBeLessThanOrEqual(several.length + 5);
	net2.emulator.clearRequests();
	net2.emulator.config({ querydb: 'off' });
	expect((await net2.run(assignments)).json).toEqual(json);
	expect(net2.emulator.requests().length).toBeGreaterThan(PEOPLE);
});

test('upserts 10,000 unchanged users with at most 20 requests above the reading of the list', async () => {
	const big = await setUp({ seed: 10_000 });
	const people = byKey(big.emulator);
	const items = [...people].map(([key, { firstName, lastName }]) => ({ key, firstName, lastName }));
	const parameters = {
		resource: 'user',
		operation: 'upsert',
		key: '={{ $json.key }}',
		fields: mapper({ firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}' }),
	};
	big.emulator.clearRequests();
	const { json } = await big.run(parameters, items);
	expect(json.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(10_000);
	expect(big.emulator.requests().length).toBeLessThanOrEqual(1 + 20);
	await big.emulator.stop();
});
