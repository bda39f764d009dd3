import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mapper } from '../actions/parameters';
import { EditorSite } from './site';

/** What once disabled the wrong employee, done as a person does it: by dragging, choosing and looking. */
let site: EditorSite;

beforeAll(async () => {
	site = await EditorSite.open({ seed: 'small', tz: 'Europe/Amsterdam', signInRate: 'off' });
});

afterAll(async () => await site?.close());

const locator = (mode: string): INodeParameters => ({ __rl: true, mode, value: '' });
const lastNames = (enabled: boolean) =>
	site.emulator
		.state()
		.users.filter((user) => user.canOpen.length > 0 === enabled)
		.map(({ lastName }) => lastName);

beforeEach(() => {
	site.emulator.reset('small');
	site.emulator.clearRequests();
	// The personnel number 2 belongs to one employee, and the Net2 ID 2 to Grace Hopper.
	site.emulator.addUser({
		firstName: 'Nora',
		lastName: 'Number',
		personnelNumber: '2',
		accessLevels: [2],
	});
});

async function outputShows(text: string | RegExp): Promise<void> {
	const output = async () => await site.editor.output.innerText();
	await expect.poll(output, { timeout: 60_000 }).toMatch(text);
}

describe('a column that is dropped on User', () => {
	it.each(['key', 'list'])('means the personnel number if the mode was %s', async (mode) => {
		await site.openNode({ operation: 'disable', user: locator(mode) }, [{ personnelNumber: '2' }]);
		await site.editor.drag('personnelNumber', 'user');
		await site.editor.execute();
		await site.editor.showOutputAs('json');
		await outputShows('Nora Number');
		expect(lastNames(false)).toContain('Number');
		expect(lastNames(true)).toContain('Hopper');
	});

	it('is refused if the mode was Net2 ID, and the message says which mode to choose', async () => {
		await site.openNode({ operation: 'disable', user: locator('net2Id') }, [
			{ personnelNumber: '2' },
		]);
		await site.editor.drag('personnelNumber', 'user');
		await site.editor.run();
		await outputShows(/Choose 'Number' in 'User'/);
		expect(lastNames(true)).toEqual(expect.arrayContaining(['Hopper', 'Number']));
	});
});

describe('a column that is dropped on Department', () => {
	const change = (mode: string): INodeParameters => ({
		operation: 'update',
		user: { __rl: true, mode: 'key', value: '2' },
		departmentMode: 'direct',
		department: locator(mode),
	});
	const departmentOf = (name: string) =>
		site.emulator.state().users.find(({ lastName }) => lastName === name)?.department;

	it.each(['name', 'list'])('means the name if the mode was %s', async (mode) => {
		await site.openNode(change(mode), [{ department: 'Engineering' }]);
		await site.editor.drag('department', 'department');
		await site.editor.execute();
		await site.editor.showOutputAs('json');
		await outputShows('"updated"');
		expect(departmentOf('Number')).toBe('Engineering');
	});

	it.each(['name', 'list', 'net2Id'])(
		'never chooses a department by its ID if it contains a number and the mode was %s',
		async (mode) => {
			const before = departmentOf('Number');
			await site.openNode(change(mode), [{ department: '2' }]);
			await site.editor.drag('department', 'department');
			await site.editor.run();
			await outputShows(mode === 'net2Id' ? /Choose 'Name' in 'Department'/ : /department/i);
			expect(departmentOf('Number')).toBe(before);
			expect(site.emulator.requests().filter(({ method }) => method === 'PUT')).toEqual([]);
		},
	);
});

describe('the option Dry Run', () => {
	it('is on as soon as it is added, writes nothing, and the output says so', async () => {
		await site.openNode({ operation: 'disable', user: { __rl: true, mode: 'key', value: '2' } }, [
			{ personnelNumber: '2' },
		]);
		await site.editor.addOption('Dry Run');
		expect(await site.editor.parameter('dryRun').getByRole('switch').isChecked()).toBe(true);
		await site.editor.execute();
		await outputShows(/Dry run: the output shows what would happen, and nothing was written/);
		expect(lastNames(true)).toContain('Number');
		await site.editor.picture('dry-run', site.editor.panel);
	});
});

describe('Enabled: Keep with a start date that has passed', () => {
	it('shows the rule where it is set, and the result says that the user has access now', async () => {
		await site.openNode(
			{
				operation: 'upsert',
				key: '88',
				fields: mapper({ lastName: 'Newcomer' }),
				departmentMode: 'direct',
				department: { __rl: true, mode: 'name', value: 'Sales' },
				accessLevels: ['id:2'],
				startDate: '2026-01-05',
			},
			[{ personnelNumber: '88' }],
		);
		await expect
			.poll(async () => await site.editor.parameters.innerText())
			.toContain('If that day has passed, the doors open at once.');
		await site.editor.execute();
		await outputShows('who has access now');
		expect(lastNames(true)).toContain('Newcomer');
	});
});

describe('the plan of an HR list in the table view', () => {
	const SCREEN = 900;

	/** Leavers, movers, telephones, a later end and new employees. Four users in Net2 are not on the list. */
	function twentyDifferences(): object[] {
		const employee = (n: number) => ({
			key: `${3000 + n}`,
			firstName: ['Anna', 'Bram', 'Chloé', 'David', 'Esra', 'Finn', 'Greta', 'Hugo'][n % 8] ?? '',
			lastName: ['de Vries', 'Jansen', 'Müller', 'Okafor', 'van der Berg'][n % 5] ?? '',
			department: 'Sales',
			accessLevels: 'Office hours',
		});
		const known = Array.from({ length: 12 }, (_, n) => employee(n));
		for (const { key, accessLevels: _, ...record } of known) {
			const id = site.emulator.addUser({ ...record, personnelNumber: key, accessLevels: [2] });
			const user = site.emulator.world.users.get(id);
			if (user !== undefined) user.activateDate = '2024-03-01T00:00:00';
		}
		const moved = { department: 'Engineering', title: 'Developer', accessLevels: 'Server room' };
		return [
			...known.slice(0, 4).map((one) => ({ ...one, endDate: '2026-06-30' })),
			...known.slice(4, 8).map((one) => ({ ...one, ...moved })),
			...known.slice(8, 11).map((one) => ({ ...one, phone: '+31 20 555 0101' })),
			{ ...known[11], endDate: '2098-12-31' },
			...Array.from({ length: 4 }, (_, n) => ({
				...employee(12 + n),
				title: 'Account manager',
				email: `joiner${n}@example.com`,
				startDate: '2098-01-01',
			})),
			{ ...employee(16), department: 'Salse' },
		];
	}

	const loose = {
		maxDisablePercent: 100,
		maxChangePercent: 100,
		maxErrorPercent: 100,
		maxGrantPercent: 100,
		maxJoinerPercent: 100,
	};

	it.each([
		['a plan', loose],
		['a plan that a safety limit blocks', {}],
	])(
		'shows 20 differences of %s on two screens of 1,440 by 900 pixels',
		async (_, safetyLimits) => {
			const list = twentyDifferences();
			await site.openNode({ operation: 'synchronize', missing: 'report', safetyLimits }, list);
			await site.editor.execute();
			await site.editor.showOutputAs('table');
			const table = site.editor.outputTable();
			await table.waitFor();
			const cells = await table.locator('tbody tr').allInnerTexts();
			// 20 differences, one line that cannot be processed, and the summary.
			expect(cells).toHaveLength(22);
			expect(cells.join()).not.toMatch(/undefined|\[empty\]|null/);
			const box = await table.boundingBox();
			if (safetyLimits === loose) {
				// A column is as narrow as its longest word, so the rows are as high on a wider screen.
				await site.editor.onScreen({ width: 1_700, height: 1_860 }, async () => {
					await site.editor.withWideOutput(async () => {
						await site.editor.picture('twenty-differences', site.editor.panel);
					});
				});
			}
			expect(box?.height).toBeLessThanOrEqual(2 * SCREEN);
		},
	);
});

describe('the fields of a user while Net2 cannot be reached', () => {
	it('stay visible, and have the labels of the site again as soon as it can be', async () => {
		const labels = async () => await site.editor.parameters.innerText();
		site.emulator.faults([{ match: 'GET *', fault: '500', times: 1_000 }]);
		await site.openNode(
			{
				operation: 'upsert',
				key: '88',
				fields: mapper({ lastName: 'Newcomer', 'customField:10': 'Countess' }),
			},
			[{ personnelNumber: '88' }],
		);
		await expect.poll(labels, { timeout: 60_000 }).toContain('Custom Field 10');
		for (const name of ['First Name', 'Last Name']) expect(await labels()).toContain(name);
		site.emulator.faults([]);
		await site.editor.closePanel();
		await site.editor.openNode('Net2');
		await expect.poll(labels, { timeout: 60_000 }).toContain('Position (Field 10)');
		expect(await labels()).not.toContain('Custom Field 10');
		expect(await labels()).toContain('Last Name');
	});
});

describe('before the first run', () => {
	it('the node after it sees the output fields of the operation', async () => {
		await site.openNextTo({ operation: 'disable' });
		await site.editor.schemaPreview().first().waitFor();
		const fields = await site.editor.panel.innerText();
		for (const field of ['outcome', 'userId', 'summary', 'verified'])
			expect(fields).toContain(field);
		await site.editor.picture('schema-preview', site.editor.panel);
	});
});
