import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { readWorkflow, runWorkflow } from '../engine';
import { output, workflowsFolder } from './support';

/** The shipped workflow for files, with a file that LibreOffice wrote and one in Windows-1252. */
let net2: Emulator;
beforeAll(async () => {
	net2 = await startEmulator({ seed: 0, signInRate: 'off' });
});
afterAll(async () => await net2.stop());
beforeEach(() => net2.reset(0));

/** The settings of a person who has read the plan, and loads the first list into an empty Net2. */
const FIRST_LOAD = {
	mode: 'apply',
	safetyLimits: { maxJoinerPercent: 100, maxErrorPercent: 100 },
};

/** Runs from the node that reads the file, with what a builder sets in that node. */
async function run(
	file: string,
	reader: 'Text of the CSV' | 'Read Excel',
	set: object,
	sync: object = {},
) {
	const workflow = await readWorkflow(join(workflowsFolder, 'sync-files.json'));
	for (const node of workflow.nodes) {
		if (node.name === reader) Object.assign(node.parameters, { options: set });
		if (node.name === 'Read CSV')
			Object.assign(node.parameters, { options: { delimiter: ';', fromLine: 2 } });
		if (node.name === 'Synchronize') Object.assign(node.parameters, FIRST_LOAD, sync);
	}
	for (const [from, { main }] of Object.entries(workflow.connections))
		if (from === 'Summary' || from === 'All failures') main?.splice(0);
	const data = (await readFile(join(workflowsFolder, '../hr', file))).toString('base64');
	return await runWorkflow(workflow, {
		startNode: reader,
		items: [{ json: {}, binary: { data: { data, mimeType: '', fileName: file } } }],
		credentials: { paxtonNet2Api: credentialFor(net2, { timeZone: 'Europe/Amsterdam' }) },
	});
}

function users(): string[] {
	return net2.state().users.map(({ firstName, lastName, department, customFields, ...user }) => {
		const number = customFields.find(({ id }) => id === 14)?.value ?? '';
		const days = [user.activateDate, user.expiryDate].map((date) => date?.slice(0, 10) ?? 'none');
		const doors = user.canOpen.length > 0 ? 'access' : 'no access';
		return `${number} ${firstName} ${lastName}, ${department}, ${days.join(' to ')}, ${doors}`;
	});
}

test('an Excel file with serial dates and a title row gives the right users, once its range is set', async () => {
	const result = await run('medewerkers.xlsx', 'Read Excel', { rawData: true, range: 'A2:Z500' });
	expect(result.error).toBeUndefined();
	expect(output(result, 'Synchronize', 1)).toEqual([]);
	expect(users()).toEqual([
		'2101 Femke Müller, Sales, 2026-01-05 to 2035-12-31, access',
		'123 Bram de Wit, Warehouse, 2026-02-02 to none, access',
		'2104 Noor Bos, Finance, 2026-03-02 to none, access',
	]);
});

test('a title row above the headers stops the run and says how to set the range', async () => {
	const result = await run('medewerkers.xlsx', 'Read Excel', { rawData: true });
	expect(JSON.stringify(output(result, 'Synchronize', 1))).toContain(
		"Set 'Range' in 'Extract from File'",
	);
	expect(users()).toEqual([]);
});

test('a number that lost its zeros is a near miss, and no second user is created', async () => {
	net2.addUser({
		firstName: 'Bram',
		lastName: 'de Wit',
		personnelNumber: '00123',
		accessLevels: [3],
	});
	const result = await run('medewerkers.xlsx', 'Read Excel', { rawData: true, range: 'A2:Z500' });
	expect(output(result, 'Synchronize', 1)).toMatchObject([
		{ error: { reason: 'nearMiss', key: '123' } },
	]);
	expect(users().filter((user) => user.includes('de Wit'))).toHaveLength(1);
});

test('a CSV file in Windows-1252 gives the right names if its encoding is set', async () => {
	const set = { encoding: 'windows1252' };
	const result = await run('mitarbeiter-windows-1252.csv', 'Text of the CSV', set, {
		options: { dateOrder: 'dayFirst' },
	});
	expect(result.error).toBeUndefined();
	expect(output(result, 'Synchronize', 1)).toEqual([]);
	expect(users()).toEqual([
		'2201 Jörg Größer, Finance, 2026-01-05 to 2035-12-31, access',
		'2202 Renée Šimek, Sales, 2026-02-02 to none, access',
	]);
});

test('the same file read as UTF-8 names the cell and the encoding, and writes no broken name', async () => {
	const set = { encoding: 'utf8' };
	const result = await run('mitarbeiter-windows-1252.csv', 'Text of the CSV', set, {
		options: { dateOrder: 'dayFirst' },
	});
	const failures = JSON.stringify(output(result, 'Synchronize', 1));
	expect(failures).toMatch(/line 2, column 'Vorname'/);
	expect(failures).toContain('encoding');
	expect(users()).toEqual([]);
});
