import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { expect, onTestFinished, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator';
import { pageOn } from '../planReport/support';
import { errorsOf } from '../promises/support';
import { credentialFor, locator, mapper, setUp } from './setUp';

const NO_QUERIES: EmulatorOptions = { operatorRights: ['users', 'departments', 'levels'] };
const refusedQuery = [expect.stringContaining('refused the SQL route')];
const otherTime = [expect.stringContaining('keeps the day of the End Date, but 00:00:00')];

const user = locator('key', '={{ $json.key }}');
const three = [{ key: '00123' }, { key: '123' }, { key: '200' }];

/** A site without a profile in the credential, and a way to see the warnings of each item. */
async function site(options: EmulatorOptions) {
	const net2 = await setUp({ expiry: 'midnight', ...options });
	onTestFinished(async () => await net2.emulator.stop());
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, { siteProfile: '' }) };
	const run = async (parameters: INodeParameters, items: IDataObject[] = three) =>
		await net2.run(parameters, items, { credentials, onError: 'continueErrorOutput' });
	return {
		run,
		warnings: async (parameters: INodeParameters, items: IDataObject[] = three) =>
			(await run(parameters, items)).json.map(({ warnings }) => warnings),
	};
}

const setLeaveDate: INodeParameters = { resource: 'user', operation: 'setLeaveDate', user };

test.each<INodeParameters>([
	{ resource: 'user', operation: 'disable', user },
	{ resource: 'user', operation: 'update', user, fields: mapper({ telephone: '1' }) },
	{ resource: 'accessLevel', operation: 'grant', user, accessLevels: ['Server room'] },
	{ resource: 'user', operation: 'disable', user, options: { dryRun: true } },
])('one item of $operation says that Net2 refuses queries, and the others do not', async (step) => {
	const { warnings } = await site(NO_QUERIES);
	expect(await warnings(step)).toEqual([refusedQuery, [], []]);
});

test('one item says that Net2 keeps another time, and the others do not', async () => {
	const { warnings } = await site({});
	const each = { ...setLeaveDate, date: '={{ $json.date }}' };
	const days = ['2098-06-30', '2098-12-31', '2099-01-31'];
	const items = three.map((item, n) => ({ ...item, date: days[n] }));
	expect(await warnings(each, items)).toEqual([otherTime, [], []]);
});

test('a run that is repeated gives each warning about the site again, once', async () => {
	const { warnings } = await site(NO_QUERIES);
	for (const date of ['2098-06-30', '2098-12-31'])
		expect(await warnings({ ...setLeaveDate, date })).toEqual([
			expect.arrayContaining([...refusedQuery, ...otherTime]),
			[],
			[],
		]);
});

test('a warning about the site is on the first item that does not fail', async () => {
	const { run } = await site(NO_QUERIES);
	const items = [{ key: '999' }, ...three];
	const result = await run({ ...setLeaveDate, date: '2098-06-30' }, items);
	expect(errorsOf(result)).toMatchObject([{ reason: 'notFound', key: '999' }]);
	expect(result.json.map(({ warnings }) => warnings)).toEqual([
		expect.arrayContaining([...refusedQuery, ...otherTime]),
		[],
		[],
	]);
});

test('the summary of a list has each warning about the site, and no line has it', async () => {
	const { run } = await site(NO_QUERIES);
	const list = [
		{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', endDate: '2098-06-30' },
		{ key: '123', firstName: 'Grace', lastName: 'Hopper', endDate: '2098-12-31' },
		{ key: '200', firstName: 'Łukasz', lastName: 'Żółć', endDate: '2098-12-31' },
	];
	const { json } = await run(
		{
			resource: 'user',
			operation: 'synchronize',
			mode: 'apply',
			safetyLimits: { maxDisablePercent: 100, maxChangePercent: 100 },
			options: { output: 'full' },
		},
		list,
	);
	expect(json.slice(0, -1).map(({ warnings }) => warnings)).toEqual([[], [], []]);
	expect(json.at(-1)).toMatchObject({
		kind: 'summary',
		warnings: [...refusedQuery, ...otherTime],
	});
});

test('a report has a warning about the site once, above all users', async () => {
	const { run } = await site(NO_QUERIES);
	const options = { dryRun: true, report: 'html' };
	const { items } = await run({ resource: 'user', operation: 'disable', user, options });
	const page = pageOn(items[0]);
	expect(page.match(/refused the SQL route/g)).toHaveLength(1);
	expect(page.indexOf('refused the SQL route')).toBeLessThan(page.indexOf('<table'));
});
