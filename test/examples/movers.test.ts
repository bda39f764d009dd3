import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import { byKey, writes } from '../promises/support';
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
const notesOf = (key: string) =>
	byKey(net2)
		.get(key)
		?.customFields.find(({ id }) => id === 13)?.value;

/** The authenticated entry for level 3 that ends at this time of the site. Its winter time is an hour ahead of UTC. */
function endOf(date: string, time: string): RegExp {
	const inUtc = new Date(`${date}T${time}:00+01:00`).toISOString();
	const compact = inUtc.slice(0, 16).replace(/[-:]/g, '');
	return new RegExp(`^\\[n8n2 until=3@${compact}Z [\\w-]{14}\\]$`);
}

describe('a mover with overlap', () => {
	const form = {
		'Personnel number': '90001',
		'Last name': 'Leaver',
		'New department': 'Engineering',
		'New access levels': 'Office hours, Server room',
		'Old access until': day(7),
	};
	const run = async (changes: Record<string, string> = {}) =>
		await example(net2, 'mover-overlap', { startNode: 'Who moves', json: { ...form, ...changes } });

	test('has both for a time; then the old access goes, and only that', async () => {
		const before = lena();
		expect(before?.accessLevels).toEqual([2, 3]);
		const result = await run();
		expect(output(result, 'Message to the manager')).toHaveLength(1);
		expect(output(result, 'Needs a person')).toEqual([]);
		expect(lena()).toMatchObject({
			department: 'Engineering',
			accessLevels: expect.arrayContaining([2, 3, 4]),
			individualPermissions: before?.individualPermissions,
			pin: before?.pin,
		});
		expect(notesOf('90001')).toMatch(endOf(day(7), '23:59'));

		const early = await example(net2, 'mover-overlap', { startNode: 'Every quarter of an hour' });
		expect(output(early, 'Old access ended')).toEqual([]);
		const { now } = hostClock;
		vi.spyOn(hostClock, 'now').mockImplementation(() => now() + 8 * 86_400_000);
		const late = await example(net2, 'mover-overlap', { startNode: 'Every quarter of an hour' });
		expect(output(late, 'Old access ended')).toHaveLength(1);
		expect(lena()?.accessLevels).toEqual([2, 4]);
	});

	test('a user who keeps all levels has no temporary access', async () => {
		const result = await run({ 'New access levels': 'Warehouse, Office hours' });
		expect(output(result, 'Message to the manager')).toHaveLength(1);
		expect(lena()).toMatchObject({ department: 'Engineering', accessLevels: [2, 3] });
		expect(result.nodes['Remove old levels']).toBeUndefined();
	});

	test('another last name, or a day that has passed, changes no user', async () => {
		for (const [field, value] of [
			['Last name', 'Liver'],
			['Old access until', day(-2)],
		] as const) {
			const result = await run({ [field]: value });
			expect(output(result, 'Check the form')).toHaveLength(1);
		}
		expect(writes(net2)).toEqual([]);
	});

	test('an unknown department or level goes to a person, and the old access stays', async () => {
		for (const [changes, reason] of [
			[{ 'New department': 'Nowhere' }, 'unknownDepartment'],
			[{ 'New access levels': 'Roof' }, 'unknownLevel'],
		] as const) {
			const result = await run(changes);
			expect(output(result, 'Needs a person')).toMatchObject([{ error: { reason } }]);
			expect(lena()?.accessLevels).toEqual([2, 3]);
		}
	});
});

describe('a day pass', () => {
	const form = {
		'Pass number': '17',
		'First name': 'Żaneta',
		'Last name': "O'Hara",
		Company: 'Lifts & Co',
		'Access level': 'Warehouse',
		Day: day(2),
		Sponsor: 'Head of warehouse',
	};
	const run = async (Decision: string | undefined, changes: Record<string, string> = {}) =>
		await example(net2, 'day-pass', {
			startNode: 'Who comes',
			json: { ...form, ...changes },
			pinData: { Decision: [{ json: Decision === undefined ? {} : { Decision } }] },
		});

	test('approved, it has a start, an end and a level that ends at 18:00', async () => {
		const result = await run('Yes');
		expect(output(result, 'Message to reception')).toHaveLength(1);
		expect(byKey(net2).get('C-17')).toMatchObject({
			lastName: "O'Hara",
			accessLevels: [3],
			activateDate: expect.stringMatching(day(2)),
			expiryDate: expect.stringMatching(day(2)),
			canOpen: [],
		});
		expect(notesOf('C-17')).toMatch(endOf(day(2), '18:00'));
	});

	test('a second pass finds the same visitor again, and gives access again', async () => {
		net2.addUser({
			firstName: 'Żaneta',
			lastName: "O'Hara",
			personnelNumber: 'C-17',
			expiryDate: '2024-05-01T00:00:00',
		});
		await run('Yes');
		expect(net2.state().users.filter(({ lastName }) => lastName === "O'Hara")).toHaveLength(1);
		expect(byKey(net2).get('C-17')).toMatchObject({
			accessLevels: [3],
			expiryDate: expect.stringMatching(day(2)),
		});
	});

	test.each([
		['the sponsor says no', 'No', {}],
		['nobody decides', undefined, {}],
		['the day has passed', 'Yes', { Day: day(-2) }],
	])('%s: nothing is written', async (_, decision, changes) => {
		const result = await run(decision, changes);
		expect(output(result, 'Not approved')).toHaveLength(1);
		expect(writes(net2)).toEqual([]);
	});

	test('cannot change an employee on the payroll, nor another visitor’s pass', async () => {
		const before = lena();
		await run('Yes', { 'Pass number': '90001', 'Last name': 'Leaver' });
		expect(lena()).toEqual(before);
		expect(byKey(net2).get('C-90001')?.lastName).toBe('Leaver');
		const result = await run('Yes', {
			'Pass number': '90001',
			'First name': 'Someone',
			'Last name': 'Else',
		});
		expect(output(result, 'Needs a person')).toMatchObject([{ error: { reason: 'nameMismatch' } }]);
	});

	test('a lost card opens nothing, and the other card still does; an unknown one goes to a person', async () => {
		net2.addUser({
			lastName: 'Two',
			personnelNumber: 'C-2',
			accessLevels: [1],
			cards: ['111', '222'],
		});
		const lost = async (number: string) =>
			await example(net2, 'day-pass', {
				startNode: 'Card lost',
				json: { 'Pass or personnel number': 'C-2', 'Card number': number },
			});
		expect(output(await lost('111'), 'Message to the desk')).toHaveLength(1);
		expect(byKey(net2).get('C-2')?.cards).toMatchObject([{ isLost: true }, { isLost: false }]);
		expect(output(await lost('333'), 'Needs a person')).toMatchObject([
			{ error: { reason: 'notFound' } },
		]);
	});
});
