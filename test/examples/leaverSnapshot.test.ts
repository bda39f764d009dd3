import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { readWorkflow, runNode, runWorkflow } from '../engine';
import { credentialFor, locator, NODE } from '../actions/setUp';
import { addPersonWithEndedLevel } from '../promises/support';

let net2: Emulator;
beforeAll(async () => {
	net2 = await startEmulator({ signInRate: 'off', seed: 'hr' });
});
afterAll(async () => await net2.stop());

const credentials = () => ({ paxtonNet2Api: credentialFor(net2) });
const person = (id: number) => net2.state().users.find((user) => user.id === id);

async function runExample(name: string, startNode: string, json: Record<string, string>) {
	const workflow = await readWorkflow(join(__dirname, '../../examples/workflows', `${name}.json`));
	return await runWorkflow(workflow, { credentials: credentials(), startNode, items: [{ json }] });
}

test('the rehire workflow gives back what the leaver had', async () => {
	const id = net2.addUser({
		lastName: 'Again',
		personnelNumber: '6001',
		department: 'Sales',
		accessLevels: [2, 4],
	});
	const before = person(id);
	await runNode(
		NODE,
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '6001'),
			leaverDepartment: locator('name', 'Terminated Employment'),
			removeAccess: 'levels',
			options: { markerField: 'Notes' },
		},
		[{}],
		{ credentials: credentials() },
	);
	expect(person(id)).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
	const form = { 'Personnel number': '6001', 'First day': '2026-01-05' };
	const result = await runExample('rehire', 'Who is back', form);
	expect(result.nodes['Access restored']?.main[0]).toHaveLength(1);
	expect(person(id)).toMatchObject({
		department: 'Sales',
		accessLevels: [2, 4],
		canOpen: before?.canOpen,
	});
});

test('the workflow for temporary access grants until then, and its schedule removes only what has ended', async () => {
	const id = net2.addUser({ lastName: 'Boxed', personnelNumber: '6002', accessLevels: [2] });
	const form = {
		'Personnel number': '6002',
		'Access level': 'Server room',
		Until: '2199-01-01T12:00',
	};
	const granted = await runExample('time-boxed-access', 'Access for a time', form);
	expect(granted.nodes['Granted']?.main[0]).toMatchObject([{ json: { outcome: 'granted' } }]);
	expect(person(id)?.accessLevels).toEqual([2, 4]);

	const ended = addPersonWithEndedLevel(net2);
	const swept = await runExample('time-boxed-access', 'Every quarter of an hour', {});
	expect(swept.nodes['Ended']?.main[0]).toMatchObject([{ json: { userId: ended } }]);
	expect(person(ended)?.accessLevels).toEqual([2]);
	expect(person(id)?.accessLevels).toEqual([2, 4]);
});
