import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { json, TestClient } from './testClient';

/** Cards, pictures, doors and events. */
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

describe('cards', () => {
	it('are listed; number 0 is valid', async () => {
		const card = { id: 0, tokenType: 'ProxCard', tokenValue: '10000001', isLost: false };
		expect((await client.api('/users/1/tokens')).json).toEqual([card]);
		expect((await client.api('/users/1/tokens/0')).json).toEqual(card);
		expect((await client.api('/users/2/tokens/0')).status).toBe(404);
		expect((await client.api('/users/token/types')).json).toContain('Keyfob');
	});

	it('are added from the dialects of several clients', async () => {
		const made = await client.post('/users/3/tokens', {
			TokenType: 'Proxcard',
			TokenValue: 12345678,
			IsLost: 'True',
		});
		expect(made.status).toBe(201);
		expect(made.json).toEqual({
			id: 3,
			tokenType: 'ProxCard',
			tokenValue: '12345678',
			isLost: true,
		});
		const plate = { tokenType: 'VehicleNumberPlate', tokenValue: 'AB-12-CD' };
		expect((await client.post('/users/3/tokens', plate)).status).toBe(201);
		const wrong = { tokenNumber: 1, tokenType: 1 };
		expect((await client.post('/users/3/tokens', wrong)).status).toBe(400);
	});

	it('are refused when any user has them', async () => {
		const taken = { tokenType: 'ProxCard', tokenValue: '10000002' };
		const reply = await client.post('/users/1/tokens', taken);
		expect(reply.status).toBe(400);
		expect(reply.json).toEqual({ message: ': Card 10000002 has already been issued.' });
		expect((await client.put('/users/1/tokens/0', taken)).status).toBe(400);
	});

	it('are replaced whole and removed', async () => {
		const lost = { tokenType: 'ProxCard', tokenValue: '10000001', isLost: true };
		expect((await client.put('/users/1/tokens/0', lost)).status).toBe(204);
		expect(client.person(1).cards).toEqual([{ id: 0, ...lost }]);
		await client.put('/users/1/tokens/0', { tokenValue: '10000001' });
		expect(client.person(1).cards).toEqual([
			{ id: 0, tokenType: 'Unspecified', tokenValue: '10000001', isLost: false },
		]);
		expect((await client.api('/users/1/tokens/0', { method: 'DELETE' })).status).toBe(204);
		expect(client.person(1).cards).toEqual([]);
	});

	it('go free when their holder is deleted', async () => {
		await client.api('/users/1', { method: 'DELETE' });
		const again = { tokenType: 'ProxCard', tokenValue: '10000001' };
		expect((await client.post('/users/2/tokens', again)).status).toBe(201);
	});
});

describe('pictures', () => {
	it('are stored, read as bytes, and removed', async () => {
		const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
		expect((await client.api('/users/1/image')).status).toBe(404);
		const base64Data = bytes.toString('base64');
		expect((await client.put('/users/1/image', { base64Data })).status).toBe(204);
		const read = await client.api('/users/1/image');
		expect(read.bytes.equals(bytes)).toBe(true);
		expect(read.headers['content-type']).toBe('image/jpeg');
		expect((await client.api('/users/1')).json).toMatchObject({ hasImage: true });
		expect((await client.api('/users/1/image', { method: 'DELETE' })).status).toBe(204);
		expect((await client.api('/users/1/image')).status).toBe(404);
	});

	it('are refused when too large or not base64', async () => {
		const base64Data = Buffer.alloc(3_670_017).toString('base64');
		expect((await client.put('/users/1/image', { base64Data })).status).toBe(413);
		const largest = Buffer.alloc(3_670_016).toString('base64');
		expect((await client.put('/users/1/image', { base64Data: largest })).status).toBe(204);
		const prefixed = { base64Data: 'data:image/jpeg;base64,AAAA' };
		expect((await client.put('/users/1/image', prefixed)).status).toBe(400);
	});
});

describe('doors', () => {
	it('are listed with and without status', async () => {
		expect((await client.api('/doors')).json).toContainEqual({ name: 'Front door', id: 6000001 });
		expect((await client.api('/doors/6000001')).json).toEqual({ name: 'Front door', id: 6000001 });
		expect((await client.api('/doors/status')).text).toContain('"doorRelayOpen":false');
	});

	it('take commands in JSON or as a form, and only for a door that exists', async () => {
		expect((await client.post('/commands/door/open', { DoorId: 6000001 })).status).toBe(200);
		const held = await client.api('/commands/door/holdopen', {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'doorId=6000001',
		});
		expect(held.status).toBe(200);
		expect((await client.api('/doors/status')).text).toContain('"doorRelayOpen":true');
		await client.post('/commands/door/close', { doorId: 6000001 });
		expect((await client.api('/doors/status')).text).not.toContain('"doorRelayOpen":true');
		expect((await client.post('/commands/door/open', { doorId: 0 })).status).toBe(404);
		expect((await client.post('/commands/door/open', {})).status).toBe(404);
		expect(client.net2.state().events.map((event) => event.eventDetails)).toEqual([
			'open',
			'holdopen',
			'close',
		]);
	});
});

describe('events', () => {
	it('are an empty body where there are none', async () => {
		const reply = await client.api('/events');
		expect([reply.status, reply.text]).toEqual([200, '']);
	});

	it('come of passes: granted, denied, lost and unknown cards', () => {
		const door = 6000001;
		const types = [
			client.net2.pass({ userId: 1, door }),
			client.net2.pass({ cardNumber: '10000001', door }),
			client.net2.pass({ userId: 3, door }),
			client.net2.pass({ cardNumber: 10000004, door: 6000002 }),
			client.net2.pass({ cardNumber: 555, door }),
		].map(({ eventType, userID, cardNo }) => [eventType, userID, cardNo]);
		expect(types).toEqual([
			[20, 1, 10000001],
			[20, 1, 10000001],
			[23, 3, 0],
			[23, 4, 10000004],
			[23, 0, 555],
		]);
		expect(() => client.net2.pass({ userId: 1, door: 1 })).toThrow();
	});

	it('have the time with milliseconds and offset', async () => {
		const pass = json('POST', { cardNumber: 10000001, door: '6000001' });
		expect((await client.control('/pass', pass)).json).toMatchObject({ eventType: 20 });
		expect((await client.api('/events')).json).toMatchObject([
			{
				id: 1,
				eventTime: '2026-03-02T09:00:00.000+01:00',
				eventType: 20,
				userID: 1,
				surname: 'Lovelace',
				address: 6000001,
				linkedEvent: null,
			},
		]);
	});

	async function numbers(query: string): Promise<unknown> {
		const reply = await client.api(`/events?${query}`);
		expect(reply.status, reply.text).toBe(200);
		if (reply.text === '') return [];
		return Array.isArray(reply.json) ? reply.json.map((event: { id: number }) => event.id) : [];
	}

	function fourEvents(): void {
		for (const user of [1, 3, 1, 2]) {
			client.net2.pass({ userId: user, door: 6000001 });
			clock.advance(60_000);
		}
	}

	it('are chosen by where, orderBy and rowCount', async () => {
		fourEvents();
		expect(await numbers('')).toEqual([4, 3, 2, 1]);
		expect(await numbers('orderBy=eventid%20asc&rowCount=2')).toEqual([1, 2]);
		const where = encodeURIComponent(
			`eventTime >= '2026-03-02T09:01:00' AND EventDescription LIKE '%permitted%'`,
		);
		expect(await numbers(`where=${where}&orderBy=eventTime%20DESC`)).toEqual([4, 3]);
		expect(await numbers(`where=${encodeURIComponent('userID = 3 OR eventId > 3')}`)).toEqual([
			4, 2,
		]);
		expect(await numbers('startDate=2026-03-02T09:02:00&pageSize=1')).toHaveLength(4);
		for (const wrong of [`eventTime > '2026-03-02T09:00:00Z'`, 'nothing = 1', '1=1; DROP']) {
			const reply = await client.api(`/events?where=${encodeURIComponent(wrong)}`);
			expect(reply.status).toBe(400);
		}
	});

	it('or, on the other dialect, by startDate, endDate and pageSize', async () => {
		client.net2.config({ events: 'dates' });
		fourEvents();
		const dates = 'startDate=2026-03-02T09:01:00&endDate=2026-03-02T09:02:30';
		expect(await numbers(dates)).toEqual([3, 2]);
		expect(await numbers(`${dates}&pageSize=1`)).toEqual([3]);
		expect(await numbers('where=nothing&rowCount=1')).toHaveLength(4);
	});

	it('record every change to a user', async () => {
		await client.post('/users', { lastName: 'New' });
		await client.put('/users/5', { pin: '1' });
		await client.api('/users/5', { method: 'DELETE' });
		const types = client.net2.state().events.map(({ eventType, userID }) => [eventType, userID]);
		expect(types).toEqual([
			[570, 5],
			[584, 5],
			[584, 5],
		]);
	});

	it('may arrive late, with a lower number, and all of a burst are there', async () => {
		client.net2.addEvent({ id: 2, eventType: 20, eventDescription: 'second' });
		expect(await numbers('')).toEqual([2]);
		client.net2.addEvent({ id: 1, eventType: 20, eventDescription: 'first, but late' });
		expect(await numbers('orderBy=eventID')).toEqual([1, 2]);
		for (let count = 0; count < 10_000; count += 1) client.net2.pass({ userId: 1, door: 6000001 });
		expect(await numbers('where=eventID%20%3E%209990&orderBy=eventID&rowCount=5')).toEqual([
			9991, 9992, 9993, 9994, 9995,
		]);
	});

	it('list the latest unknown tokens', async () => {
		client.net2.pass({ cardNumber: 555, door: 6000001 });
		client.net2.pass({ cardNumber: 556, door: 6000001 });
		const reply = await client.api('/events/latestunknowntokens?max=1');
		expect(reply.json).toMatchObject([{ tokenNumber: '556', where: 'Front door (In)' }]);
	});
});
