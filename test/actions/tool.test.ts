import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { locator, mapper, openToolEngine, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const engine = openToolEngine();

/** As n8n's engine runs a node that an agent calls: its context says it is no tool run. */
async function callAsTool(parameters: INodeParameters): Promise<string> {
	const { workflow } = await net2.run(
		parameters,
		[{}],
		{ node: { rewireOutputLogTo: 'ai_tool' } },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await engine },
	);
	const runs = workflow.run.data.resultData.runData['Node'] ?? [];
	return JSON.stringify(runs[0]?.data?.['ai_tool']?.[0]?.[0]?.json);
}

const create = {
	resource: 'user',
	operation: 'create',
	key: '90001',
	fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
};
const writes = () => net2.emulator.requests().filter(({ method }) => method !== 'GET');

test('a model only gets dry runs', async () => {
	const result = await callAsTool(create);
	expect(result).toContain('"dryRun":true');
	expect(result).toContain('Allow Writes');
	expect(writes().filter(({ path }) => !path.includes('authorization'))).toEqual([]);
});

test('once a person has switched on Allow Writes, it may write', async () => {
	await callAsTool({ ...create, allowWrites: true });
	expect(net2.emulator.state().users.map(({ lastName }) => lastName)).toContain('Joiner');
});

test('an expression in Allow Writes is not such a person', async () => {
	const result = await callAsTool({ ...create, allowWrites: '={{ true }}' });
	expect(result).toContain('contains an expression or text');
	expect(net2.emulator.state().users.map(({ lastName }) => lastName)).not.toContain('Joiner');
});

test('a model never deletes', async () => {
	const before = net2.emulator.state().users;
	const result = await callAsTool({
		resource: 'user',
		operation: 'delete',
		user: locator('key', '77001'),
		force: true,
		allowWrites: true,
	});
	expect(result).toContain('"dryRun":true');
	expect(net2.emulator.state().users).toEqual(before);
});

test('a model may read', async () => {
	const result = await callAsTool({
		resource: 'user',
		operation: 'get',
		user: locator('key', '00123'),
	});
	expect(result).toContain('Lovelace');
});

test('a model may check the sign-in, and does not get to see the saved sign-in', async () => {
	const result = await callAsTool({ resource: 'connection', operation: 'check' });
	expect(result).toContain('"outcome":"signedIn"');
	expect(result).toContain('"session":null');
});

test.each(['requestCode', 'submitCode', 'signOut'])(
	'a model may never %s, whatever a person switched on',
	async (operation) => {
		net2.emulator.config({ mfa: 'email' });
		const parameters = { challenge: 'x', code: '123456', allowWrites: true };
		const result = await callAsTool({ resource: 'connection', operation, ...parameters });
		expect(result).toContain('An AI model cannot sign in');
		expect(net2.emulator.requests()).toEqual([]);
	},
);

test('a model never reverses a creation, which would be deleting', async () => {
	const { json } = await net2.run(create);
	const undo = { resource: 'user', operation: 'undo', undo: JSON.stringify(json[0]?.['undo']) };
	const before = net2.emulator.state().users;
	expect(await callAsTool(undo)).toContain('"dryRun":true');
	expect(await callAsTool({ ...undo, allowWrites: true })).toContain('notAllowed');
	expect(net2.emulator.state().users).toEqual(before);
});
