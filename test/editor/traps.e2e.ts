import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
	const parameters = (mode: string): INodeParameters => ({
		operation: 'update',
		user: { __rl: true, mode: 'key', value: '2' },
		departmentMode: 'direct',
		department: locator(mode),
	});
	const departmentOfNora = () =>
		site.emulator.state().users.find(({ lastName }) => lastName === 'Number')?.department;

	it.each(['name', 'list'])('means the name if the mode was %s', async (mode) => {
		await site.openNode(parameters(mode), [{ afdeling: 'Engineering' }]);
		await site.editor.drag('afdeling', 'department');
		await site.editor.execute();
		await site.editor.showOutputAs('json');
		await outputShows('Engineering');
		expect(departmentOfNora()).toBe('Engineering');
	});

	it('is refused if the mode was Net2 ID', async () => {
		await site.openNode(parameters('net2Id'), [{ afdeling: '2' }]);
		await site.editor.drag('afdeling', 'department');
		await site.editor.run();
		await outputShows(/Choose 'By Name' in 'Department'/);
		expect(departmentOfNora()).not.toBe('Engineering');
	});
});

describe('Dry Run', () => {
	const disable: INodeParameters = {
		operation: 'disable',
		user: { __rl: true, mode: 'key', value: '2' },
	};

	it('is on when it is added, and the output says that nothing was written', async () => {
		await site.openNode(disable, [{ preview: null }]);
		await site.editor.addOption('Dry Run');
		expect(await site.editor.parameter('dryRun').getByRole('switch').isChecked()).toBe(true);
		await site.editor.execute();
		await outputShows(/nothing was written to Net2/);
		await site.editor.picture('dry-run', site.editor.panel);
		expect(lastNames(true)).toContain('Number');
	});

	it('is an error if a column without a value is dropped on it', async () => {
		await site.openNode(disable, [{ preview: null }]);
		await site.editor.addOption('Dry Run');
		await site.editor.drag('preview', 'dryRun');
		await site.editor.run();
		await outputShows(/'Dry Run' is empty, but must be true or false/);
		expect(lastNames(true)).toContain('Number');
	});
});

describe('Enabled: Keep', () => {
	it('shows that a start date that has passed opens doors, and the result says so', async () => {
		await site.openNode({ operation: 'upsert' }, [
			{ personnelNumber: '90001', voornaam: 'New', begin: '2026-01-05' },
		]);
		await site.editor.drag('personnelNumber', 'key');
		await site.editor.drag('voornaam', 'firstName');
		await site.editor.drag('begin', 'startDate');
		await site.editor.parameters.getByText('the doors open at once').waitFor();
		await site.editor.picture('start-date', site.editor.panel);
		await site.editor.execute();
		await site.editor.showOutputAs('json');
		await outputShows(/Created New \(90001\), who has access now/);
	});
});

describe('the plan of an HR list', () => {
	it('shows 20 differences in table view on two screens of 1,440 by 900 pixels', async () => {
		site.emulator.reset(40);
		const safetyLimits = Object.fromEntries(
			['maxJoinerPercent', 'maxDisablePercent', 'maxChangePercent', 'maxGrantPercent'].map(
				(name) => [name, 100],
			),
		);
		await site.openNode({ operation: 'synchronize', safetyLimits }, hrList());
		await site.editor.execute();
		await site.editor.showOutputAs('table');
		await outputShows('Would be created');
		await site.editor.picture('plan-table', site.editor.panel);
		expect(await site.editor.screensOfRows(20)).toBeLessThanOrEqual(2);
		await site.editor.scrollTo(11);
		await site.editor.picture('plan-table-end', site.editor.panel);
	});
});

/** 20 lines that each differ from Net2: 8 movers, 3 leavers and 9 joiners. */
function hrList(): object[] {
	const users = site.emulator.state().users;
	const known = (index: number) => {
		const { firstName, lastName } = users[index] ?? {};
		const personnelNumber = String(100_001 + index);
		return { personnelNumber, voornaam: firstName, achternaam: lastName };
	};
	const movers = ['Planner', 'Buyer', 'Controller', 'Team lead', '', '', '', ''].map(
		(functie, index) => ({
			...known(index),
			functie,
			afdeling: users[index]?.department === 'Sales' ? 'Finance' : 'Sales',
			telefoon: `020 555 10${index}`,
			...(index % 2 === 1 && { accessLevels: 'Office hours, Warehouse' }),
		}),
	);
	const leavers = ['2026-01-31', '2026-11-20', '2098-12-31'].map((end, index) => ({
		...known(10 + index),
		'datum uit dienst': end,
	}));
	const joiners = [
		['Anna', 'Berg'],
		['Jonas', 'Lindqvist'],
		['Maria', 'Hernández García'],
		['Olu', 'Adeyemi'],
		['Sofie', 'van der Velden'],
		['Tom', 'Whitaker'],
		['Wei', 'Zhang'],
		['Yara', 'Haddad'],
		['Zofia', 'Kowalska'],
	].map(([voornaam, achternaam], index) => ({
		personnelNumber: `0020${index}`,
		voornaam,
		achternaam,
		afdeling: ['Sales', 'Finance', 'Warehouse'][index % 3],
		accessLevels: ['Office hours', 'Warehouse', 'Office hours, Server room'][index % 3],
		'datum in dienst': index % 2 === 0 ? '2098-12-01' : '2098-12-15',
	}));
	return [...movers, ...leavers, ...joiners];
}
