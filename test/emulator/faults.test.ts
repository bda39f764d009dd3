import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { json, TestClient } from './testClient';

const clock = movableClock('2026-03-02T08:00:00Z');
let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off', clock }));
});
beforeEach(async () => {
	client.net2.reset();
	await client.signIn();
	client.net2.clearRequests();
});
afterAll(async () => await client.net2.stop());

const count = () => client.net2.state().users.length;
const create = async () => await client.post('/users', { lastName: 'New' });

describe('before the write', () => {
	it.each(['reset-before', 'timeout'] as const)('%s', async (fault) => {
		client.net2.faults([{ match: 'POST /api/v1/users', fault }]);
		await expect(create()).rejects.toThrow();
		expect(count()).toBe(4);
		expect(client.net2.requests()).toMatchObject([{ status: 0, fault }]);
		expect((await create()).status).toBe(201);
	});

	it.each([
		['500', 500, 'An error has occurred'],
		['503', 503, '<html>'],
		['429', 429, '<html>'],
		['html', 200, '<html>'],
		['unauthorized', 401, 'Authorization has been denied'],
	] as const)('%s', async (fault, status, text) => {
		client.net2.faults([{ match: 'POST /api/v1/users', fault }]);
		const reply = await create();
		expect(reply.status).toBe(status);
		expect(reply.text).toContain(text);
		expect(count()).toBe(4);
		expect(client.net2.requests()).toMatchObject([{ status, fault }]);
	});
});

describe('after the write', () => {
	it.each(['reset-after', 'timeout-after', 'truncate'] as const)('%s', async (fault) => {
		client.net2.faults([{ match: 'POST /api/v1/users', fault }]);
		await expect(create()).rejects.toThrow();
		expect(count()).toBe(5);
		expect(client.net2.requests()).toMatchObject([{ status: 0, fault }]);
	});

	it('truncates lists as well, and answers without a body', async () => {
		client.net2.faults([{ match: '* /api/v1/users*', fault: 'truncate', times: 2 }]);
		await expect(client.api('/users')).rejects.toThrow();
		await expect(client.put('/users/1', { pin: '9' })).rejects.toThrow();
		expect(client.person(1).pin).toBe('9');
	});
});

describe('rules', () => {
	it('count their own requests from when they were set', async () => {
		const match = 'PUT /api/v1/users/*/departments';
		client.net2.faults([
			{ match, nth: 2, times: 2, fault: '503' },
			{ match: 'GET /api/v1/users', fault: '500' },
		]);
		const statuses: number[] = [];
		for (let time = 0; time < 4; time += 1) {
			statuses.push((await client.put('/users/1/departments', { id: 1 })).status);
		}
		expect(statuses).toEqual([204, 503, 503, 204]);
		expect((await client.api('/users/1')).status).toBe(200);
		expect((await client.api('/users?x=1')).status).toBe(500);
		client.net2.faults([]);
		expect((await client.api('/users')).status).toBe(200);
	});

	it('can be set over HTTP, and a wrong one is refused', async () => {
		const set = async (rules: unknown) =>
			(await client.control('/faults', json('POST', rules))).status;
		expect(await set([{ match: 'GET /api/v1/doors', fault: 500 }])).toBe(200);
		expect((await client.api('/doors')).status).toBe(500);
		expect(await set([{ match: 'GET /api/v1/doors', fault: 'fire' }])).toBe(400);
	});
});

it('has latency on API routes only, by the clock that was given', async () => {
	client.net2.config({ latency: 250 });
	const before = clock.now().getTime();
	await client.api('/doors');
	await client.control('/state');
	expect(clock.now().getTime() - before).toBe(250);
});
