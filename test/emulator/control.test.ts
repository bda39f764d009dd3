import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/index';
import type { EmulatorOptions } from '../../emulator/index';
import { form, json, send, TestClient } from './testClient';

let open: TestClient[] = [];
let folder: string | undefined;
afterEach(async () => {
	await Promise.all(open.map(async ({ net2 }) => await net2.stop()));
	open = [];
	if (folder !== undefined) rmSync(folder, { recursive: true });
	folder = undefined;
});

async function start(options: EmulatorOptions = {}): Promise<TestClient> {
	const client = new TestClient(await startEmulator({ signInRate: 'off', ...options }));
	open.push(client);
	await client.signIn();
	return client;
}

describe('control routes', () => {
	it('need no token and are not in the log', async () => {
		const client = await start();
		client.net2.clearRequests();
		client.token = '';
		const state = await client.control('/state');
		expect(state.json).toEqual(client.net2.state());
		expect(state.json).toMatchObject({
			users: [{ id: 1, department: 'Sales', cards: [{ tokenValue: '10000001' }] }, {}, {}, {}],
		});
		expect((await client.control('/mfa')).json).toHaveProperty('secret');
		expect((await client.control('/requests')).json).toEqual([]);
		await client.api('/doors?secret=1');
		expect((await client.control('/requests')).json).toMatchObject([
			{ method: 'GET', path: '/api/v1/doors', status: 401 },
		]);
		expect((await client.control('/requests', { method: 'DELETE' })).status).toBe(204);
		expect(client.net2.requests()).toEqual([]);
	});

	it('set switches by either spelling, and refuse what is none', async () => {
		const client = await start();
		const set = async (body: unknown) => await client.control('/config', json('POST', body));
		expect((await set({ 'put-clears': 'expiry,flags', mfaStatus: '401' })).json).toMatchObject({
			putClears: ['expiry', 'flags'],
			mfaStatus: 401,
		});
		const wrong = await set({ colour: 'red' });
		expect(wrong.status).toBe(400);
		expect(wrong.text).toContain('colour');
		expect((await set({ lite: 'heavy' })).status).toBe(400);
	});

	it('reset to the start: seed, switches, tokens, faults, log', async () => {
		const client = await start({ lite: 'reject' });
		client.net2.config({ lite: 'off' });
		client.net2.faults([{ match: '* *', fault: '500', times: 99 }]);
		client.net2.addUser({ lastName: 'More' });
		expect((await client.control('/reset', { method: 'POST' })).status).toBe(200);
		expect(client.net2.config().lite).toBe('reject');
		expect(client.net2.state().users).toHaveLength(4);
		expect((await client.api('/users')).status).toBe(401);
		expect((await client.control('/reset', json('POST', { seed: 'hr' }))).status).toBe(200);
		expect(client.net2.state().users).toHaveLength(1);
	});

	it('restart: tokens are gone, the port and what is there stay', async () => {
		const client = await start();
		client.net2.addUser({ lastName: 'More' });
		const { port } = client.net2;
		client.net2.restart();
		expect((await client.control('/restart', { method: 'POST' })).status).toBe(204);
		expect(client.net2.port).toBe(port);
		expect((await client.api('/users')).status).toBe(401);
		await client.signIn();
		expect((await client.api('/users')).json).toHaveLength(5);
	});
});

describe('requests that are not as they should be', () => {
	it('are refused in plain words, and logged', async () => {
		const client = await start();
		client.net2.clearRequests();
		const post = async (headers: Record<string, string>, body: string) =>
			(await client.api('/users', { method: 'POST', headers, body })).status;
		expect(await post({ 'content-type': 'application/json' }, '{"lastName":')).toBe(400);
		expect(await post({ 'content-type': 'application/json' }, '')).toBe(400);
		expect(await post({}, '{"lastName":"Untyped"}')).toBe(201);
		expect((await client.api('/areas')).status).toBe(404);
		expect((await client.api('/users/1', { method: 'PATCH' })).status).toBe(404);
		expect(client.net2.requests().map(({ status }) => status)).toEqual([400, 400, 201, 404, 404]);
	});
});

describe('state file', () => {
	it('keeps everything over a stop and a restart', async () => {
		folder = mkdtempSync(join(tmpdir(), 'net2-'));
		const state = join(folder, 'state.json');
		const first = await start({ state });
		await first.post('/users', { lastName: 'Kept' });
		await first.put('/users/5/doorpermissionset', {
			accessLevels: [2],
			individualPermissions: [{ id: 6000002, timezoneId: 1, more: ['kept'] }],
		});
		first.net2.pass({ userId: 1, door: 6000001 });
		const before = first.net2.state();
		first.net2.restart();
		expect(first.net2.state()).toEqual(before);
		await first.net2.stop();
		open = [];
		const second = await start({ state, seed: 'hr' });
		expect(second.net2.state()).toEqual(before);
		expect((await second.post('/users', { lastName: 'Next' })).json).toMatchObject({ id: 6 });
		const rows = await second.query(`SELECT UserID FROM UsersEx WHERE Surname = N'Kept'`);
		expect(rows.json).toEqual([{ userID: 5 }]);
	});
});

describe('seeds', () => {
	it('hr has a leaver who can open doors', async () => {
		const { net2 } = await start({ seed: 'hr' });
		const [leaver] = net2.state().users;
		expect(leaver?.canOpen).toEqual([6000001, 6000002, 6000003]);
		expect(leaver?.cards).toHaveLength(1);
		expect(net2.state().departments.map(({ name }) => name)).toContain('Warehouse');
	});

	it('a number makes that many, each with a level and a personnel number', async () => {
		const client = await start({ seed: 2000 });
		expect((await client.api('/users')).json).toHaveLength(2000);
		const rows = await client.query(
			`SELECT UserID, AccessLevelName FROM UsersEx WHERE Field14_50 = N'100200'`,
		);
		expect(rows.json).toEqual([{ userID: 200, accessLevelName: 'All hours, all doors' }]);
	});
});

describe('HTTPS', () => {
	it('runs on a certificate of its own, valid for localhost and 127.0.0.1', async () => {
		const client = await start({ https: true });
		const { certificate, port, url } = client.net2;
		expect(url).toBe(`https://127.0.0.1:${port}`);
		expect((await client.api('/users')).status).toBe(200);
		expect((await client.control('/certificate')).text).toBe(certificate);
		const named = `https://localhost:${port}/api/v1/authorization/tokens`;
		const hosted = await startEmulator({ https: true, host: 'localhost', signInRate: 'off' });
		open.push(new TestClient(hosted));
		await expect(send(named)).rejects.toThrow();
		const there = `https://localhost:${hosted.port}/api/v1/authorization/tokens`;
		const reply = await send(there, form(client.passwordFields()), hosted.certificate);
		expect(reply.status).toBe(200);
	});
});
