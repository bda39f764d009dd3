import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { readWorkflow, runWorkflow, type WorkflowJson, type WorkflowResult } from '../engine';
import { startHrServer, startMailServer } from './hrServer';
import { HrSystems, SOURCES, usersOf, withAddress } from './hrSystems';
import { writes } from '../promises/support';
import { output, workflowsFolder } from './support';

/**
 * The shipped workflows of the HR systems, from the node that reads the source to the users in Net2. Each runs as it is
 * imported, except for the address of the HR system.
 */
let net2: Emulator;
const systems = new HrSystems();
let hr: Awaited<ReturnType<typeof startHrServer>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
	net2 = await startEmulator({ seed: 0, signInRate: 'off' });
	hr = await startHrServer(systems.reply);
	systems.url = hr.url;
	mail = await startMailServer();
});
afterAll(async () => {
	await net2.stop();
	await hr.stop();
	await mail.stop();
});
beforeEach(() => {
	net2.reset(0);
	net2.clearRequests();
	hr.requests.length = 0;
	mail.messages.length = 0;
});

const CREDENTIALS = {
	httpHeaderAuth: { name: 'Authorization', value: 'Token of the test' },
	httpBasicAuth: { user: 'hr', password: 'secret' },
	httpCustomAuth: { json: '{ "body": { "client_id": "a", "client_secret": "b" } }' },
};

/** The workflow with the address of the test's own HR system in place of the real one. */
async function shipped(id: string): Promise<WorkflowJson> {
	const workflow = withAddress(await readWorkflow(join(workflowsFolder, `${id}.json`)), hr.url);
	for (const node of workflow.nodes) {
		// A sign-in by OAuth needs a browser; what it adds to a request is a header.
		if (
			/OAuth2Api$/i.test(
				String(node.parameters['genericAuthType'] ?? node.parameters['nodeCredentialType']),
			)
		) {
			node.parameters['authentication'] = 'genericCredentialType';
			node.parameters['genericAuthType'] = 'httpHeaderAuth';
			node.credentials = { httpHeaderAuth: { id: null, name: 'Token' } };
		}
	}
	return workflow;
}

/** As a builder sets it once the plan is right. */
async function applying(id: string): Promise<WorkflowJson> {
	const workflow = await shipped(id);
	for (const { name, parameters } of workflow.nodes)
		if (name === 'Synchronize') parameters['mode'] = 'apply';
	return workflow;
}

async function run(
	id: string,
	startNode: string,
	json: object = {},
	workflow = applying(id),
): Promise<WorkflowResult> {
	const result = await runWorkflow(await workflow, {
		startNode,
		items: [{ json: { ...json } }],
		credentials: {
			...CREDENTIALS,
			paxtonNet2Api: credentialFor(net2, { timeZone: 'Europe/Amsterdam' }),
			smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
		},
	});
	expect(result.error).toBeUndefined();
	return result;
}

test.each(SOURCES)(
	'%s from %s creates the users of its source, and mails a report',
	async (id, start, expected) => {
		const result = await run(id, start);
		expect(output(result, 'Synchronize', 1)).toEqual([]);
		expect(usersOf(net2)).toEqual(expected);
		expect(mail.messages).toHaveLength(1);
		expect(mail.messages[0]).toMatch(/Subject: Net2: result of the HR list[^]*filename=/);
	},
);

test.each(SOURCES)(
	'%s from %s only plans as it is delivered, and mails the plan',
	async (id, start, expected) => {
		await run(id, start, {}, shipped(id));
		expect(usersOf(net2)).toEqual([]);
		expect(writes(net2)).toEqual([]);
		expect(mail.messages).toHaveLength(1);
		expect(mail.messages[0]).toMatch(/Subject: Net2: plan of the HR list[^]*filename=/);
		expect(mail.messages[0]).toContain(`This plan would create ${expected.length} user`);
	},
);

test('reads all pages of AFAS, with the token of the credential', async () => {
	await run('sync-afas', 'Start');
	expect(hr.requests.map(({ query }) => [query.get('skip'), query.get('take')])).toEqual([
		['0', '2'],
		['2', '2'],
	]);
	expect(hr.requests.map(({ headers }) => headers.authorization)).toEqual([
		'Token of the test',
		'Token of the test',
	]);
});

test.each([
	['sync-entra', 'Start', '01043', 'Jan', 'Blok'],
	['sync-hr-cloud', 'Start with BambooHR', '00114', 'Dan', 'Foss'],
])('%s from %s disables the leaver %s', async (id, start, personnelNumber, firstName, lastName) => {
	const leaver = { firstName, lastName, personnelNumber, department: 'Finance', accessLevels: [2] };
	const userId = net2.addUser(leaver);
	const open = () => net2.state().users.find((user) => user.id === userId)?.canOpen;
	expect(open()).not.toEqual([]);
	await run(id, start);
	expect(open()).toEqual([]);
});

test('a Personio webhook changes the one employee it names, and reads the record again', async () => {
	const other = net2.addUser({ lastName: 'Other', personnelNumber: '9', accessLevels: [2] });
	const event = { body: { employee_id: 5012, status: 'terminated' } };
	await run('personio-webhook', 'Personio event', event);
	expect(usersOf(net2)).toContain('00512 Jörg Schäfer, Finance, 2022-04-01 to 2026-12-31, access');
	expect(net2.state().users.find(({ id }) => id === other)?.canOpen).not.toEqual([]);
});

test.each([
	['sync-afas', 'Start', '2'],
	['sync-hr-cloud', 'Start with Personio', '1'],
	['sync-entra', 'Start', '2'],
])('%s writes nothing if a later page of the list cannot be read', async (id, start, page) => {
	systems.failingPage = page;
	const result = await runWorkflow(await applying(id), {
		startNode: start,
		credentials: CREDENTIALS,
	}).finally(() => {
		systems.failingPage = null;
	});
	expect(result.error?.message).toBeDefined();
	expect(hr.requests.length).toBeGreaterThan(1);
	expect(net2.requests()).toEqual([]);
});

describe('the workflows of sources', () => {
	const names = readdirSync(workflowsFolder).filter((name) =>
		/^(sync-(?!in)|approval|personio-)/.test(name),
	);

	test.each(names)(
		'%s has no Code node and no expression of more than 60 characters',
		async (name) => {
			const { nodes } = await readWorkflow(join(workflowsFolder, name));
			expect(nodes.filter(({ type }) => /\.(code|function|functionItem)$/.test(type))).toEqual([]);
			for (const { parameters, type } of nodes) {
				if (type.endsWith('.stickyNote')) continue;
				const expressions = JSON.stringify(parameters).match(/\{\{.*?\}\}(?!\})/g) ?? [];
				for (const expression of expressions)
					expect(expression.length, expression).toBeLessThan(61);
			}
		},
	);
});
