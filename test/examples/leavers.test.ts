import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { byKey, withoutPauses, writes } from '../promises/support';
import { DataTables } from './dataTables';
import { day, example, FORGETFUL, output } from './support';

let net2: Emulator;
beforeEach(async () => {
	net2 = await startEmulator(FORGETFUL);
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.stop();
});

const lena = () => byKey(net2).get('90001');

describe('a leaver with a date', () => {
	const item = async (body: object) =>
		await example(net2, 'leaver-dated', {
			startNode: 'Leave date from HR',
			json: { body: { ...body } },
		});
	const night = async (dataTables: DataTables) =>
		await example(net2, 'leaver-dated', { startNode: 'Every day at 00:15', dataTables });

	test('the date goes into Net2 at once, and a withdrawn notice takes it back', async () => {
		const set = await item({ key: '90001', endDate: day(30) });
		expect(output(set, 'Answer HR')).toHaveLength(1);
		expect(lena()?.expiryDate).toMatch(day(30));
		expect(lena()?.canOpen).not.toEqual([]);
		const withdrawn = await item({ key: '90001', withdrawn: true });
		expect(output(withdrawn, 'Answer HR')).toHaveLength(1);
		expect(lena()?.expiryDate).toBeNull();
	});

	test('a number that is only nearly right is no silence: HR and a person hear of it', async () => {
		net2.addUser({ lastName: 'Zero', personnelNumber: '00123' });
		for (const [key, reason] of [
			['123', 'nearMiss'],
			['4711', 'notFound'],
		] as const) {
			const result = await item({ key, endDate: day(30) });
			expect(output(result, 'Needs a person')).toMatchObject([{ error: { reason, key } }]);
			expect(output(result, 'Reply with refusal')).toHaveLength(1);
		}
		expect(writes(net2)).toEqual([]);
	});

	test('the night strips only those whose last day has passed, and keeps evidence of what they had', async () => {
		const dataTables = new DataTables();
		const over = { accessLevels: [2, 4], department: 'Sales', cards: ['42424242'] };
		net2.addUser({
			...over,
			lastName: 'Over',
			personnelNumber: '1',
			expiryDate: `${day(-2)}T00:00:00`,
		});
		net2.addUser({
			...over,
			lastName: 'Ahead',
			personnelNumber: '2',
			expiryDate: `${day(3)}T00:00:00`,
			cards: [],
		});
		const before = byKey(net2);
		const result = await night(dataTables);
		expect(byKey(net2).get('1')).toMatchObject({
			department: 'Terminated Employment',
			accessLevels: [],
			expiryDate: before.get('1')?.expiryDate,
			// A person has set this end date. So this node may not give access again because of it.
			customFields: before.get('1')?.customFields,
		});
		for (const key of ['2', '90001']) expect(byKey(net2).get(key)).toEqual(before.get(key));
		expect(output(result, 'Message to security')).toMatchObject([{ subject: 'Has left: Over' }]);
		for (const from of ['Office hours', 'Server room'])
			expect(dataTables.rows('net2_evidence')).toContainEqual(
				expect.objectContaining({
					name: 'Over',
					field: 'accessLevels',
					label: 'Access level',
					from,
					to: '',
					verified: 'true',
					eventId: 'last day passed, personnel number 1',
				}),
			);

		net2.clearRequests();
		const rows = dataTables.rows('net2_evidence').length;
		await night(dataTables);
		expect(writes(net2)).toEqual([]);
		expect(dataTables.rows('net2_evidence')).toHaveLength(rows);
	});

	test('a server that is away goes to a person', async () => {
		withoutPauses();
		net2.faults([{ match: 'GET *', fault: '500', times: 10_000 }]);
		const result = await night(new DataTables());
		expect(output(result, 'Needs a person')).toHaveLength(1);
		expect(output(result, 'Disable user')).toEqual([]);
	});
});

describe('a leaver, now', () => {
	const form = {
		'Personnel number': '90001',
		'Last name': ' leaver',
		Reason: 'Theft',
		'Requested by': 'Head of HR',
	};
	const run = async (answer: Record<string, string>, json: Record<string, string> = form) =>
		await example(net2, 'leaver-now', { json, pinData: { Decision: [{ json: answer }] } });

	test('approved by a second person, every door answers no, and the result goes to the manager', async () => {
		expect(lena()?.canOpen).not.toEqual([]);
		const result = await run({ Decision: 'Disable now', 'Decided by': 'Head of security' });
		expect(output(result, 'Link to the approver')).toMatchObject([
			{ subject: 'Disable 90001 Lena Leaver?', text: expect.stringContaining('Theft') },
		]);
		expect(lena()).toMatchObject({
			canOpen: [],
			accessLevels: [],
			individualPermissions: [],
			department: 'Terminated Employment',
		});
		expect(lena()?.cards).toMatchObject([{ isLost: true }]);
		expect(output(result, 'Message to the manager')).toMatchObject([
			{ csv: expect.stringContaining('approved by Head of security') },
		]);
		expect(output(result, 'Still has access')).toEqual([]);
	});

	test.each([
		['a no', { Decision: 'No', 'Decided by': 'Head of security' }, /said no/],
		['no decision', { ...form }, /No person decided/],
	])('%s disables no user, and says so', async (_, answer, says) => {
		const result = await run(answer);
		expect(writes(net2)).toEqual([]);
		expect(output(result, 'Not approved')).toMatchObject([{ text: expect.stringMatching(says) }]);
	});

	test('another last name, or a number that no user has, requests no approval', async () => {
		const wrong = await run({}, { ...form, 'Last name': 'Liver' });
		expect(output(wrong, 'Another name')).toHaveLength(1);
		const nobody = await run({}, { ...form, 'Personnel number': '90002' });
		expect(output(nobody, 'Needs a person')).toMatchObject([{ error: { reason: 'notFound' } }]);
		for (const result of [wrong, nobody])
			expect(output(result, 'Link to the approver')).toEqual([]);
		expect(writes(net2)).toEqual([]);
	});

	test('what Net2 does not show afterwards is no proof', async () => {
		withoutPauses();
		net2.faults([{ match: 'PUT /api/v1/users/*', fault: '500', times: 100 }]);
		const result = await run({ Decision: 'Disable now', 'Decided by': 'Head of security' });
		expect(output(result, 'Message to the manager')).toEqual([]);
		expect(output(result, 'Needs a person')).toHaveLength(1);
	});
});
