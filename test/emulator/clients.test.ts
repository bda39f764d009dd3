import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { basic, OPERATOR, TOKENS } from './clientRequests';
import { CLIENTS_OF_USERS } from './clientsOfUsers';
import { OTHER_CLIENTS } from './otherClients';
import { form, TestClient } from './testClient';

/**
 * What independent clients of Net2 send, request by request (docs/net2-api.md lists them). They work with real servers,
 * so the emulator has to accept each of these as it starts, without any switch.
 */
const clock = movableClock('2026-03-02T08:00:00Z');
let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off', clock }));
});
beforeEach(async () => {
	clock.set('2026-03-02T08:00:00Z');
	client.net2.reset();
	await client.signIn();
});
afterAll(async () => await client.net2.stop());

describe.each(Object.entries({ ...CLIENTS_OF_USERS, ...OTHER_CLIENTS }))('%s', (_, sent) => {
	it.each(sent.map((one) => [one.does, one] as const))('%s', async (__, one) => {
		const reply = await client.api(one.path, one.request?.());
		expect(reply.status, reply.text).toBe(one.status);
		one.effect?.(reply, client);
	});
});

describe('HTTP Basic', () => {
	it('with another client id is refused, even if the body has the right one', async () => {
		const fields = client.passwordFields();
		const wrong = { ...form(fields) };
		const authorization = `Basic ${Buffer.from('other:').toString('base64')}`;
		wrong.headers = { ...wrong.headers, authorization };
		const reply = await client.api(TOKENS, wrong);
		expect([reply.status, reply.json]).toEqual([400, { error: 'invalid_client' }]);
	});

	it('has no meaning when the server reads the body only', async () => {
		client.net2.config({ clientAuth: 'body' });
		const request = basic({ grant_type: 'password', ...OPERATOR });
		expect((await client.api(TOKENS, request)).json).toEqual({ error: 'invalid_client' });
		expect((await client.api(TOKENS, basic(client.passwordFields()))).status).toBe(200);
	});
});
