import type { INode } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, locator, mapper, NODE, setUp } from '../actions/setUp';
import type { Emulator, Switches } from '../../emulator';
import { runWorkflow, type Credentials, type WorkflowJson } from '../engine';
import { errorsOf, get, peopleWith, signIns, withoutPauses } from './support';

let north: Awaited<ReturnType<typeof setUp>>;
let south: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	north = await setUp({ operator: { password: 'northern' } });
	south = await setUp({ operator: { password: 'southern' } });
});
afterEach(async () => {
	await north.emulator.stop();
	await south.emulator.stop();
});

const create = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({ firstName: 'New', lastName: '={{ $json.key }}' }),
};

function node(name: string, credential: string, parameters: INode['parameters']): INode {
	return {
		id: name,
		name,
		type: NODE,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { paxtonNet2Api: { id: credential, name: credential } },
	};
}

/** The same node twice, and a third time for the first server again. */
const workflow: WorkflowJson = {
	id: 'two-sites',
	name: 'Two sites',
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		node('North', 'north', create),
		node('South', 'south', create),
		node('North again', 'north', get('net2Id', '={{ $json.userId }}')),
	],
	connections: {
		Start: {
			main: [
				[
					{ node: 'North', type: 'main', index: 0 },
					{ node: 'South', type: 'main', index: 0 },
				],
			],
		},
		North: { main: [[{ node: 'North again', type: 'main', index: 0 }]] },
	},
};

const both = (): Credentials => ({
	north: credentialFor(north.emulator),
	south: credentialFor(south.emulator),
});
const items = ['1', '2', '3'].map((n) => ({ json: { key: `S-${n}` } }));
/** Routes that this server does not offer. The node learns it in no other way than by a refusal. */
function notOffered({ querydb, net2Version }: Switches): string[] {
	return [
		...(querydb === 'off' ? ['403 /api/v1/customquery/querydb'] : []),
		...(net2Version === 'hidden' ? ['404 /api/v1/serversettings/version'] : []),
	];
}
/** What a server refused, apart from those. */
const refusals = (emulator: Emulator) => {
	const expected = new Set(notOffered(emulator.config()));
	return emulator
		.requests()
		.filter(({ status, path }) => status >= 400 && !expected.has(`${status} ${path}`));
};

test('two servers in one workflow: each sees its own token only, and one sign-in', async () => {
	const first = await runWorkflow(workflow, { credentials: both(), items });
	expect(first.error).toBeUndefined();
	expect(first.nodes['North again']?.main[0]).toHaveLength(3);
	for (const { emulator } of [north, south]) {
		expect(refusals(emulator)).toEqual([]);
		expect(signIns(emulator)).toHaveLength(1);
		for (const { json } of items) expect(peopleWith(emulator, json.key)).toHaveLength(1);
	}

	const kept = first.staticData['global'];
	expect(Object.keys(Object(Object(kept).paxtonNet2))).toHaveLength(2);
	const second = await runWorkflow(workflow, {
		credentials: both(),
		items,
		staticData: first.staticData,
	});
	expect(second.error).toBeUndefined();
	for (const { emulator } of [north, south]) expect(signIns(emulator)).toHaveLength(1);
});

test('a server that is away stops no user at the other', async () => {
	withoutPauses();
	await north.emulator.stop();
	const result = await runWorkflow(
		{
			...workflow,
			nodes: workflow.nodes.map((one) => ({ ...one, onError: 'continueErrorOutput' as const })),
		},
		{
			credentials: {
				...both(),
				north: { ...credentialFor(north.emulator), baseUrl: 'http://nowhere' },
			},
			items,
		},
	);
	expect(result.error).toBeUndefined();
	expect(result.nodes['North']?.main[1]).toHaveLength(3);
	expect(result.nodes['South']?.main[0]?.map(({ json }) => json['outcome'])).toEqual([
		'created',
		'created',
		'created',
	]);
	north = await setUp();
});

const read = get('key', '00123');
const withPassword = (password: string) => ({
	credentials: { paxtonNet2Api: credentialFor(north.emulator, { password }) },
	onError: 'continueRegularOutput' as const,
});

test('a corrected password takes effect at once', async () => {
	const wrong = await north.run(read, [{}], withPassword('not it'));
	expect(errorsOf(wrong)).toMatchObject([{ reason: 'signInRefused' }]);
	const right = await north.run(read, [{}], withPassword('northern'));
	expect(right.json).toMatchObject([{ lastName: 'Lovelace' }]);
});

test('a spoilt credential lives on no token of its predecessor', async () => {
	const right = await north.run(read, [{}], withPassword('northern'));
	expect(right.json).toMatchObject([{ lastName: 'Lovelace' }]);
	const { staticData } = right;
	for (const [field, value] of [
		['password', 'not it'],
		['clientId', 'another'],
		['username', 'Somebody Else'],
	] as const) {
		const credentials = {
			paxtonNet2Api: { ...credentialFor(north.emulator), [field]: value },
		};
		const wrong = await north.run(read, [{}], {
			...withPassword('northern'),
			credentials,
			staticData,
		});
		expect(errorsOf(wrong)).toMatchObject([{ reason: 'signInRefused' }]);
	}
	north.emulator.clearRequests();
	const again = await north.run(read, [{}], { ...withPassword('northern'), staticData });
	expect(again.json).toMatchObject([{ lastName: 'Lovelace' }]);
	expect(signIns(north.emulator)).toEqual([]);
});

test('the address may be written in any of its ways, and is one server', async () => {
	const user = locator('key', '00123');
	for (const [n, end] of ['', '/', '/api', '/api/v1', '/api/v1/', '/webapihelp'].entries()) {
		const credentials = {
			paxtonNet2Api: credentialFor(north.emulator, { baseUrl: north.emulator.url + end }),
		};
		const { json, error } = await north.run(
			{ resource: 'user', operation: 'update', user, fields: mapper({ telephone: `07${n}` }) },
			[{}],
			{ credentials },
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'updated' }]);
	}
	expect(signIns(north.emulator)).toHaveLength(1);
});
