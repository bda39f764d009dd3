import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { credentialFor } from '../actions/setUp';
import { startEmulator, type Emulator } from '../../emulator';
import { pollNode, readWorkflow } from '../engine';
import { byKey, withoutPauses, writes } from '../promises/support';
import { DataTables } from './dataTables';
import { day, example, FORGETFUL, output, workflowsFolder } from './support';

let net2: Emulator;
beforeEach(async () => {
	net2 = await startEmulator(FORGETFUL);
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.stop();
});

const FRONT = 6000001;

describe('the drift report', () => {
	const columns = ['kind', 'key', 'userId', 'name', 'says'];

	test('has a row for each difference, in a file, and writes nothing to Net2', async () => {
		net2.addUser({ lastName: 'Nokey', accessLevels: [2] });
		net2.addUser({ lastName: 'Orphan', personnelNumber: '555', accessLevels: [2] });
		net2.addUser({
			firstName: 'Fatima',
			lastName: 'El Idrissi',
			personnelNumber: '1010',
			department: 'Sales',
			accessLevels: [1],
		});
		const result = await example(net2, 'drift-report');
		const rows = output(result, 'All rows');
		const kinds = (key: string) => rows.filter((row) => row['key'] === key).map(({ kind }) => kind);
		expect(kinds('555')).toEqual(['orphan']);
		expect(kinds('1010')).toEqual(['mover']);
		expect(kinds('00123')).toEqual(['joiner']);
		expect(rows).toContainEqual(expect.objectContaining({ kind: 'noKey', name: 'Nokey' }));
		expect(rows).toContainEqual(
			expect.objectContaining({ kind: 'individualDoor', name: 'Lena Leaver' }),
		);
		expect(rows.find(({ key }) => key === '1010')?.['says']).toMatch(/Sales -> Finance/);
		for (const row of rows) expect(Object.keys(row)).toEqual(columns);
		expect(result.nodes['Mail the report']?.main[0]?.[0]?.binary?.['data']?.fileName).toMatch(
			/^net2-drift-.*\.csv$/,
		);
		expect(writes(net2)).toEqual([]);
	});

	test('a row that cannot be read, and a server that is away, go to a person', async () => {
		const HR = [{ json: { key: '1', lastName: 'One', department: 'Nowhere' } }];
		const bad = await example(net2, 'drift-report', { pinData: { 'HR lines': HR } });
		expect(output(bad, 'Needs a person')).toMatchObject([
			{ error: { reason: 'unknownDepartment' } },
		]);
		withoutPauses();
		net2.faults([{ match: 'GET *', fault: '500', times: 1_000 }]);
		const away = await example(net2, 'drift-report');
		expect(output(away, 'Needs a person').length).toBeGreaterThanOrEqual(3);
		expect(output(away, 'All rows')).toEqual([]);
	});
});

describe('the security watch', () => {
	/** What the trigger node of the workflow itself returns, and the rest of the workflow for it. */
	async function watch() {
		const workflow = await readWorkflow(join(workflowsFolder, 'security-watch.json'));
		const trigger = workflow.nodes.find(({ name }) => name === 'Net2 doors');
		if (trigger === undefined) throw new Error('the workflow has another trigger');
		const { json } = await pollNode(trigger.type, trigger.parameters, {
			credentials: { paxtonNet2Api: credentialFor(net2) },
			mode: 'manual',
		});
		const items = (json ?? []).map((one) => ({ json: one }));
		return await example(net2, 'security-watch', { startNode: 'Net2 doors', items });
	}

	test('names a leaver at the door, with what HR knows, and an unknown card by its last digits', async () => {
		const id = byKey(net2).get('90001')?.id ?? 0;
		const lena = net2.world.users.get(id);
		if (lena) lena.expiryDate = `${day(-9)}T00:00:00`;
		net2.world.touch(id);
		net2.pass({ cardNumber: '20000001', door: FRONT });
		net2.pass({ cardNumber: '87654321', door: FRONT });
		const result = await watch();
		expect(output(result, 'Alert about a person')).toMatchObject([
			{
				subject: 'LEAVER AT THE DOOR: Lena Leaver',
				text: expect.stringMatching(/Front door.*90001.*Head of warehouse/),
			},
		]);
		expect(output(result, 'Alert about a card')).toMatchObject([{ subject: 'Unknown card …21' }]);
		expect(JSON.stringify(result.run.data.resultData.runData)).not.toMatch(/20000001|87654321/);
	});

	test('a user that Net2 cannot show goes to a person', async () => {
		const json = { event: 'accessDenied', userId: 4711, eventId: 1, firstName: 'Gone' };
		const result = await example(net2, 'security-watch', { startNode: 'Net2 doors', json });
		expect(output(result, 'Needs a person')).toMatchObject([{ error: { reason: 'notFound' } }]);
	});
});

describe('the heartbeat', () => {
	const heartbeat = async (dataTables: DataTables) =>
		await example(net2, 'heartbeat', { dataTables });
	const item = async (dataTables: DataTables) =>
		output(await heartbeat(dataTables), 'Message to IT').map(({ subject }) => subject);

	test('is quiet after a good night, and reports when there was none since', async () => {
		const dataTables = new DataTables();
		const lena = { key: '90001', firstName: 'Lena', lastName: 'Leaver', department: 'Sales' };
		const pinData = { 'HR lines': [{ json: lena }] };
		await example(net2, 'nightly-sync', { dataTables, pinData });
		expect(output(await heartbeat(dataTables), 'All is well')).toMatchObject([
			{ state: 'finished' },
		]);
		dataTables.age('net2_nights', 27);
		expect(await item(dataTables)).toEqual(['Paxton Net2, nightly run: missing']);
	});

	test('reports a night that never came, that had no user in it, or that waits for an approver', async () => {
		expect(await item(new DataTables())).toEqual(['Paxton Net2, nightly run: missing']);
		const list = async (people: object[]) => {
			const dataTables = new DataTables();
			const lines = people.length === 0 ? [{}] : people;
			const pinData = {
				'HR lines': lines.map((line) => ({ json: { ...line } })),
				// The mails are tested with the nightly run.
				'Send the bad list': [{ json: {} }],
			};
			await example(net2, 'nightly-sync', { dataTables, pinData });
			return await item(dataTables);
		};
		expect(await list([])).toEqual(['Paxton Net2, nightly run: empty']);
		expect(await list([{ key: '1', lastName: '', department: 'Sales' }])).toEqual([
			'Paxton Net2, nightly run: blocked',
		]);
	});

	test('reports that Net2 does not answer', async () => {
		withoutPauses();
		net2.faults([{ match: 'GET *', fault: '500', times: 1_000 }]);
		const result = await heartbeat(new DataTables());
		expect(output(result, 'Needs a person')).toHaveLength(1);
	});
});

describe('the first day', () => {
	test('finds what to look at, fills the map once, and tries the list on it without a write', async () => {
		const dataTables = new DataTables();
		const first = await example(net2, 'first-day-setup', { startNode: 'First day', dataTables });
		expect(output(first, 'What was found')).toMatchObject([
			{ fields: expect.stringContaining('14 Personnel number') },
		]);
		const map = dataTables.rows('net2_departments');
		expect(map.map(({ DepartmentNet2 }) => DepartmentNet2)).toEqual([
			'Sales',
			'Engineering',
			'Warehouse',
			'Finance',
			"Int'l Trade",
		]);
		await example(net2, 'first-day-setup', { startNode: 'First day', dataTables });
		expect(dataTables.rows('net2_departments')).toEqual(map);

		const dry = await example(net2, 'first-day-setup', { startNode: 'Map is right', dataTables });
		const would = output(dry, 'What would happen');
		expect(would).toHaveLength(10);
		expect(would).toContainEqual(
			expect.objectContaining({
				key: '1002',
				outcome: 'created',
				changes: expect.stringContaining('Engineering'),
			}),
		);
		expect(output(dry, 'Needs a person')).toEqual([]);
		expect(writes(net2)).toEqual([]);
	});

	test('a refused sign-in goes to a person, with the cure', async () => {
		const result = await example(net2, 'first-day-setup', {
			startNode: 'First day',
			dataTables: new DataTables(),
			credentials: { paxtonNet2Api: credentialFor(net2, { password: 'wrong' }) },
		});
		expect(output(result, 'Needs a person')).toMatchObject([
			{ error: { reason: 'signInRefused' }, text: expect.stringMatching(/password/) },
		]);
	});
});
