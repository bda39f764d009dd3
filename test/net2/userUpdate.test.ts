import { afterEach, describe, expect, it } from 'vitest';
import type { User } from '../../nodes/PaxtonNet2/net2/model';
import { updateUser, userBody } from '../../nodes/PaxtonNet2/net2/userUpdate';
import { type Net2Server, type Reply, startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';

const ADA: User = {
	id: 42,
	firstName: 'Ada',
	middleName: null,
	lastName: 'Lovelace',
	expiryDate: '2027-03-01T23:59:00+01:00',
	activateDate: '2024-01-01T00:00:00+01:00',
	pin: null,
	pinHidden: 'masked',
	telephone: '1',
	extension: null,
	fax: null,
	isAlarmUser: false,
	customFields: [
		{ id: 14, value: '00123' },
		{ id: 9, value: null },
		{ id: 8, value: '06' },
	],
};

describe('the members of a PUT', () => {
	it('are both dates as read and the changes, in the short form', () => {
		expect(userBody(ADA, { telephone: '2' }, 'short')).toEqual({
			expiryDate: ADA.expiryDate,
			activateDate: ADA.activateDate,
			telephone: '2',
		});
	});

	it('are everything that was read, in the complete form, but never a PIN that is masked', () => {
		const changes = { telephone: '2', customFields: [{ id: 8, value: '07' }] };
		expect(userBody(ADA, changes, 'complete')).toEqual({
			firstName: 'Ada',
			lastName: 'Lovelace',
			expiryDate: ADA.expiryDate,
			activateDate: ADA.activateDate,
			telephone: '2',
			isAlarmUser: false,
			customFields: [
				{ id: 8, value: '07' },
				{ id: 14, value: '00123' },
			],
		});
	});

	it.each([
		['short', undefined],
		['complete', undefined],
		['completeWithPin', '0042'],
	] as const)('have a PIN that does not change in no form but the last: %s', (form, pin) => {
		const user = { ...ADA, pin: '0042', pinHidden: undefined };
		expect(userBody(user, { telephone: '2' }, form).pin).toBe(pin);
		expect(userBody(user, { pin: '7391' }, form).pin).toBe('7391');
	});

	it('keep an end date that is none, and leave out a start date that is none', () => {
		const user = { ...ADA, expiryDate: null, activateDate: null };
		expect(userBody(user, {}, 'short')).toEqual({ expiryDate: null });
	});
});

describe('updateUser', () => {
	let server: Net2Server;
	afterEach(async () => await server.close());

	async function update(reply: (nth: number) => Reply, changes = {}) {
		server = await startServer(signedIn({ 'PUT /users/42': (_seen, nth) => reply(nth) }));
		const { client } = openClient(server);
		const result = await updateUser(client.users, ADA, changes, 'complete').catch(
			(error: unknown) => error,
		);
		const bodies = server.seen.slice(1).map(({ text }): unknown => JSON.parse(text));
		return { result, bodies };
	}
	const REJECTED: Reply = { status: 400, json: { message: 'activateDate is invalid.' } };
	const LEAST = { expiryDate: ADA.expiryDate, telephone: '2' };

	it('sends one PUT if Net2 accepts it', async () => {
		const { result, bodies } = await update(() => ({ status: 200 }), { telephone: '2' });
		expect(bodies).toEqual([{ id: 42, ...userBody(ADA, { telephone: '2' }, 'complete') }]);
		expect(result).toEqual(userBody(ADA, { telephone: '2' }, 'complete'));
	});

	it('sends id, end date and the changes alone after a 400, and resolves with these', async () => {
		const { result, bodies } = await update((nth) => (nth === 1 ? REJECTED : { status: 200 }), {
			telephone: '2',
		});
		expect(bodies[1]).toEqual({ id: 42, ...LEAST });
		expect(result).toEqual(LEAST);
	});

	it('reports the first rejection if Net2 rejects that too', async () => {
		const { result, bodies } = await update(
			(nth) => (nth === 1 ? REJECTED : { status: 400, json: { message: 'No.' } }),
			{ telephone: '2' },
		);
		expect(bodies).toHaveLength(2);
		expect(result).toMatchObject({
			reason: 'badInput',
			message: expect.stringContaining('activateDate is invalid.'),
		});
	});

	it.each([
		[403, 'notAllowed'],
		[500, 'unknownOutcome'],
		[404, 'notFound'],
	])('does not repeat after a %i', async (status, reason) => {
		const { result, bodies } = await update(() => ({ status }), { telephone: '2' });
		expect(bodies).toHaveLength(1);
		expect(result).toMatchObject({ reason });
	});
});
