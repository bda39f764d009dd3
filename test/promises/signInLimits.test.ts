import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, locator, setUp } from '../actions/setUp';
import type { MovableClock } from '../../emulator';
import { crowdKeys, errorsOf, get, personWith, shareClock, signIns } from './support';

let clock: MovableClock;
let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	clock = shareClock();
	net2 = await setUp({ seed: 40, signInRate: 2, loopbackExempt: false, clock });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const items = crowdKeys(40).map((key) => ({ key }));
const getByKey = get('key', '={{ $json.key }}');
const statuses = () => signIns(net2.emulator).map(({ status }) => status);

test('a burst of executions shares one sign-in', async () => {
	const results = await Promise.all(
		Array.from({ length: 10 }, async () => await net2.run(getByKey, items.slice(0, 3))),
	);
	expect(results.flatMap(errorsOf)).toEqual([]);
	expect(results.every(({ json }) => json.length === 3)).toBe(true);
	expect(statuses()).toEqual([200]);
});

test('operators that sign in together are each answered, whatever the limit', async () => {
	const results = await Promise.all(
		[1, 2, 3, 4, 5, 6].map(async (n) => {
			const paxtonNet2Api = credentialFor(net2.emulator, { username: `Operator ${n}` });
			return await net2.run(getByKey, items, {
				credentials: { paxtonNet2Api },
				onError: 'continueRegularOutput',
			});
		}),
	);
	const reasons = results.flatMap(errorsOf).map(({ reason }) => reason);
	expect(reasons).toEqual(Array.from({ length: 6 * 40 }, () => 'signInRefused'));
	expect(statuses().filter((status) => status !== 429)).toEqual([401, 401, 401, 401, 401, 401]);
});

test.each(['off', 2, 'date'] as const)(
	'a 429 is waited out, Retry-After %s, and no item fails',
	async (retryAfter) => {
		net2.emulator.config({ retryAfter });
		net2.emulator.faults([{ match: 'POST */authorization/tokens', fault: '429', times: 3 }]);
		const result = await net2.run(getByKey, items);
		expect(errorsOf(result)).toEqual([]);
		expect(result.json).toHaveLength(40);
		expect(statuses()).toEqual([429, 429, 429, 200]);
	},
);

const disable = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
};

test('a token that dies in the middle of a run is renewed, and nothing is done twice', async () => {
	await net2.run(getByKey, items.slice(0, 1));
	net2.emulator.dropAccessTokens();
	net2.emulator.clearRequests();
	const { json, error } = await net2.run(disable, items);
	expect(error).toBeUndefined();
	expect(json.map(({ outcome }) => outcome)).toEqual(items.map(() => 'disabled'));
	expect(signIns(net2.emulator).map(({ grant, status }) => [grant, status])).toEqual([
		['refresh_token', 200],
	]);
	const done = net2.emulator.requests().filter(({ method }) => method === 'PUT');
	expect(done.map(({ status }) => status).filter((status) => status !== 401)).toHaveLength(40);
});

test('a 401 on a write is answered by one replay with another token', async () => {
	net2.emulator.faults([{ match: 'PUT /api/v1/users/*', nth: 5, fault: 'unauthorized' }]);
	const { json, error } = await net2.run(disable, items);
	expect(error).toBeUndefined();
	expect(json.every(({ verified }) => verified === true)).toBe(true);
	for (const { key } of items) expect(personWith(net2.emulator, key).canOpen).toEqual([]);
	expect(statuses()).toEqual([200, 200]);
});

test('a 401 on the replay too is a missing right: that item fails, others go on', async () => {
	const { id } = personWith(net2.emulator, items[3]?.key ?? '');
	net2.emulator.faults([{ match: `PUT /api/v1/users/${id}`, times: 100, fault: 'unauthorized' }]);
	const result = await net2.run(disable, items, { onError: 'continueRegularOutput' });
	expect(errorsOf(result)).toMatchObject([
		{
			reason: 'notAllowed',
			message: expect.stringContaining('refused PUT /users/{id} twice (401)'),
		},
	]);
	expect(result.json.filter(({ outcome }) => outcome === 'disabled')).toHaveLength(39);
	expect(statuses().length).toBeLessThanOrEqual(3);
});

test('where every token is refused, 40 items cost a handful of sign-ins and the message says so', async () => {
	net2.emulator.faults([
		{ match: '* /api/v1/users*', times: 10_000, fault: 'unauthorized' },
		{ match: '* /api/v1/customquery*', times: 10_000, fault: 'unauthorized' },
	]);
	const result = await net2.run(getByKey, items, { onError: 'continueRegularOutput' });
	expect(errorsOf(result)).toHaveLength(40);
	expect(statuses().length).toBeLessThanOrEqual(5);
});

test('a token without expires_in is used, and renewed when it has died', async () => {
	net2.emulator.config({ omitExpiresIn: true, tokenLife: 60 });
	expect(errorsOf(await net2.run(getByKey, items))).toEqual([]);
	clock.advance(61_000);
	expect(errorsOf(await net2.run(getByKey, items))).toEqual([]);
	expect(signIns(net2.emulator).map(({ grant }) => grant)).toEqual(['password', 'refresh_token']);
});
