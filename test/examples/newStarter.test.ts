import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { byKey, writes } from '../promises/support';
import { day, example, FORGETFUL, output } from './support';

let net2: Emulator;
beforeAll(async () => {
	net2 = await startEmulator(FORGETFUL);
});
afterAll(async () => await net2.stop());

const hr = (changes: object = {}) => ({
	body: {
		key: ' 00731 ',
		firstName: 'Siobhán',
		lastName: "O'Brien",
		department: '0200',
		email: 'siobhan@example.com',
		startDate: day(-1),
		endDate: day(100),
		eventId: 'HR-1',
		...changes,
	},
});
const item = async (json: object) =>
	await example(net2, 'new-starter', { startNode: 'New starter', json: { ...json } });

test('a webhook makes a whole person with the levels of the department, and reception prepares a card', async () => {
	const result = await item(hr());
	expect(byKey(net2).get('00731')).toMatchObject({
		department: 'Engineering',
		accessLevels: [2, 4],
		lastName: "O'Brien",
		expiryDate: expect.stringMatching(`^${day(100)}`),
	});
	expect(byKey(net2).get('00731')?.canOpen).not.toEqual([]);
	expect(output(result, 'Message to reception')).toMatchObject([
		{
			subject: "Prepare a card for Siobhán O'Brien",
			text: expect.stringContaining('Office hours, Server room'),
		},
	]);
	expect(output(result, 'Answer HR')).toHaveLength(1);
	expect(output(result, 'Needs a person')).toEqual([]);
});

test('sent twice it writes nothing, and prepares no second card', async () => {
	net2.clearRequests();
	const result = await item(hr());
	expect(writes(net2)).toEqual([]);
	expect(output(result, 'Message to reception')).toEqual([]);
	expect(output(result, 'Answer HR')).toHaveLength(1);
});

test('the example of the manual run is an employee with a future start', async () => {
	const result = await example(net2, 'new-starter', { startNode: 'Try it' });
	expect(output(result, 'Answer HR')).toHaveLength(1);
	expect(byKey(net2).get('2001')).toMatchObject({
		middleName: 'de',
		department: 'Engineering',
		accessLevels: [2, 4],
		canOpen: [],
	});
});

test('what is refused goes to a person and back to HR, with the reason, and makes no user', async () => {
	for (const [changes, reason, says] of [
		[{ key: '00732', department: '0700' }, 'unknownDepartment', /0700/],
		[{ key: '' }, 'badInput', /Personnel Number/],
		[{ firstName: 'Someone', lastName: 'Else', email: 'else@example.com' }, 'nameMismatch', /name/],
	] as const) {
		net2.clearRequests();
		const result = await item(hr(changes));
		expect(output(result, 'Needs a person')).toMatchObject([
			{ error: { reason }, text: expect.stringMatching(says) },
		]);
		expect(output(result, 'Reply with refusal')).toHaveLength(1);
		expect(output(result, 'Answer HR')).toEqual([]);
		expect(writes(net2)).toEqual([]);
	}
});
