import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mapper, locator, setUp } from './setUp';

const ZONE = 'Europe/Amsterdam';
/** Its clock runs as the machine's does. So days lie far ahead of any day on which this test may run. */
let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp({ tz: ZONE });
});
afterAll(async () => await net2.emulator.stop());

let id: number;
let key: string;
let next = 7000;
beforeEach(() => {
	key = String(next++);
	id = net2.emulator.addUser({
		firstName: 'Ada',
		lastName: 'Day',
		personnelNumber: key,
		accessLevels: [2],
		expiryDate: '2090-06-30T23:59:00',
	});
});

const user = () => net2.emulator.state().users.find((one) => one.id === id);
const endOf = () => user()?.expiryDate?.slice(0, 10) ?? 'none';

const OPERATIONS = ['upsert', 'enable', 'setLeaveDate'] as const;

/** The operation with the end date that the item gives. */
async function run(
	operation: (typeof OPERATIONS)[number],
	item: IDataObject,
	parameters: IDataObject = {},
) {
	const end = '={{ $json.end }}';
	const whom = { user: locator('key', key) };
	const parametersOf = {
		upsert: { key, fields: mapper({ lastName: 'Day' }), endDate: end },
		enable: { ...whom, endDate: end },
		setLeaveDate: { ...whom, date: end },
	};
	const { json } = await net2.run(
		{ resource: 'user', operation, ...parametersOf[operation], ...parameters },
		[item],
		{ onError: 'continueRegularOutput', settings: { timezone: ZONE } },
	);
	return json[0] ?? {};
}

describe.each(OPERATIONS)('%s', (operation) => {
	test.each<[string, IDataObject[string]]>([
		['the text of a day', '2091-12-31'],
		['the last second of a day in UTC', '2091-12-31T23:59:59Z'],
		['a JavaScript date of a database in UTC', new Date('2091-12-31T00:00:00Z')],
		['a JavaScript date at midnight of the site', new Date('2091-12-30T23:00:00Z')],
		['a Luxon date at midnight of the site', DateTime.fromISO('2091-12-31', { zone: ZONE })],
		['a serial number of a spreadsheet', 70128],
		['a serial number with a time that ends the day', 70128 + 86399 / 86400],
		['the JSON form of a directory', '/Date(3849897600000)/'],
	])('reads %s as 31 December 2091', async (_, end) => {
		const result = await run(operation, { end });
		expect(result['error']).toBeUndefined();
		expect(endOf()).toBe('2091-12-31');
	});

	test.each([
		['dayFirst', '03-12-2091', '2091-12-03'],
		['monthFirst', '03/12/2091', '2091-03-12'],
	])('reads dates with the year last by the option %s', async (dateOrder, end, day) => {
		await run(operation, { end }, { options: { dateOrder } });
		expect(endOf()).toBe(day);
	});

	test('names the option for such a date without it, and writes nothing', async () => {
		const result = await run(operation, { end: '31-12-2091' });
		expect(result).toMatchObject({ error: { reason: 'badInput' } });
		expect(JSON.stringify(result)).toContain("'Date Order'");
		expect(endOf()).toBe('2090-06-30');
	});

	test.each(['', null, '0000-00-00', '0001-01-01T00:00:00Z'])(
		'keeps the end date for the blank value %j',
		async (end) => {
			await run(operation, { end });
			expect(endOf()).toBe('2090-06-30');
		},
	);

	test.each(['', null, '0000-00-00', '0001-01-01T00:00:00Z'])(
		'removes a future end date for the blank value %j if that is chosen',
		async (end) => {
			const result = await run(operation, { end }, { blankEndDate: 'remove' });
			expect(result['error']).toBeUndefined();
			expect(endOf()).toBe('none');
		},
	);
});

test('a leave date that is blank is an error that names both ways out', async () => {
	const result = await run('setLeaveDate', { end: '' });
	expect(JSON.stringify(result)).toMatch(/'Withdraw'.*'Blank End Date'/);
});

test.each(['upsert', 'setLeaveDate'] as const)(
	'%s gives a user who has left no access if a blank end date removes the end',
	async (operation) => {
		id = net2.emulator.addUser({
			lastName: 'Day',
			personnelNumber: (key = String(next++)),
			accessLevels: [2],
			expiryDate: '2020-01-01T00:00:00',
		});
		await run(operation, { end: '' }, { blankEndDate: 'remove' });
		expect(user()).toMatchObject({ canOpen: [], expiryDate: expect.stringMatching(/^2020-01-01/) });
	},
);
