import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { readWorkflow, runWorkflow, type WorkflowJson, type WorkflowResult } from '../engine';
import { sample, startHrServer, startMailServer, type HrRequest } from './hrServer';
import { output, workflowsFolder } from './support';

/**
 * The shipped workflows of the HR systems, from the node that reads the source to the users in Net2. Each runs as it is
 * imported, except for the address of the HR system.
 */
let net2: Emulator;
let hr: Awaited<ReturnType<typeof startHrServer>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
	net2 = await startEmulator({ seed: 0, signInRate: 'off' });
	hr = await startHrServer(reply);
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

function rowsOf(name: string, list: string): unknown[] {
	const rows = sample(name)[list];
	return Array.isArray(rows) ? rows : [];
}

/** The page that the HR system answers with an error. */
let failingPage: string | null = null;

/** Pages of one or two records, so that a reply that says "there is more" is part of the test. */
function reply({ method, path, query, headers }: HrRequest): unknown {
	const asked = query.get('skip') ?? query.get('offset') ?? query.get('$skiptoken');
	if (failingPage !== null && asked === failingPage) return undefined;
	const page = (rows: unknown[], skip: string, size: number) =>
		rows.slice(Number(query.get(skip) ?? 0), Number(query.get(skip) ?? 0) + size);
	switch (`${method} ${path}`) {
		case 'GET /ProfitRestServices/connectors/Net2_Employees':
			return { skip: 0, rows: page(rowsOf('afas-getconnector.json', 'rows'), 'skip', 2) };
		case 'GET /iam/v1.0/persons':
			return sample('raet-beaufort-persons.json');
		case 'GET /v1.0/users': {
			const users = rowsOf('entra-graph-users.json', 'value');
			const more = query.get('$skiptoken') === null;
			return more
				? { value: users.slice(0, 2), '@odata.nextLink': `${hr.url}/v1.0/users?$skiptoken=2` }
				: { value: users.slice(2) };
		}
		case 'GET /api/gateway.php/example/v1/reports/1':
			return sample('bamboohr-report.json');
		case 'POST /v1/auth':
			return { success: true, data: { token: 'once' } };
		case 'GET /v1/company/employees': {
			if (headers.authorization !== 'Bearer once') return undefined;
			return { success: true, data: page(rowsOf('personio-employees.json', 'data'), 'offset', 1) };
		}
		case 'GET /v1/company/employees/5012': {
			const [data] = rowsOf('personio-employees.json', 'data');
			return { success: true, data };
		}
		case 'POST /v1/people/search':
			return sample('hibob-people.json');
		case 'GET /ccx/service/customreport2/example/ISU_Net2/Net2_Employees':
			return sample('workday-raas.json');
		case 'GET /odata/v2/EmpEmployment':
			return sample('successfactors-odata.json');
		case 'GET /hr/v2/workers':
			return sample('adp-workers.json');
		default:
			return undefined;
	}
}

const CREDENTIALS = {
	httpHeaderAuth: { name: 'Authorization', value: 'Token of the test' },
	httpBasicAuth: { user: 'hr', password: 'secret' },
	httpCustomAuth: { json: '{ "body": { "client_id": "a", "client_secret": "b" } }' },
};

const PAGES: Record<string, [RegExp, string]> = {
	'sync-afas': [/\b100\b/g, '2'],
	'sync-hr-cloud': [/\b200\b(?=[ "])/g, '1'],
};

/** The workflow with the address of the test's own HR system in place of the real one. */
async function shipped(id: string): Promise<WorkflowJson> {
	const workflow = await readWorkflow(join(workflowsFolder, `${id}.json`));
	for (const node of workflow.nodes) {
		if (!node.type.endsWith('.httpRequest')) continue;
		const [pattern, size] = PAGES[id] ?? [/$^/, ''];
		const text = JSON.stringify(node.parameters)
			.replace(/https:\/\/[^/"]+/g, hr.url)
			.replace(pattern, size);
		node.parameters = JSON.parse(text);
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

async function run(id: string, startNode: string, json: object = {}): Promise<WorkflowResult> {
	const result = await runWorkflow(await shipped(id), {
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

/** One text per user: who it is, in which department, from when until when, and whether doors open now. */
function users(): string[] {
	return net2.state().users.map((user) => {
		const { firstName, middleName, lastName, department, activateDate, expiryDate } = user;
		const number = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
		const dates = `${activateDate?.slice(0, 10) ?? 'none'} to ${expiryDate?.slice(0, 10) ?? 'never'}`;
		const doors = user.canOpen.length > 0 ? 'access' : 'no access';
		return `${number} ${name}, ${department}, ${dates}, ${doors}`;
	});
}

test.each<[id: string, start: string, expected: string[]]>([
	[
		'sync-afas',
		'Start',
		[
			'0001204 Sanne de Boer - van Dijk, Finance, 2021-03-01 to never, access',
			'0001205 Joost Kok, Sales, 2020-01-01 to never, access',
		],
	],
	[
		'sync-visma-beaufort',
		'Start',
		['1003345 Wil den Bakker, Finance, 2015-09-01 to never, access'],
	],
	['sync-entra', 'Start', ['01042 Piet van der Meer, Finance, 2025-01-01 to 2026-12-31, access']],
	[
		'sync-hr-cloud',
		'Start with BambooHR',
		['00113 Julie Waters, Finance, 2023-06-01 to never, access'],
	],
	[
		'sync-hr-cloud',
		'Start with Personio',
		[
			'00512 Jörg Schäfer, Finance, 2022-04-01 to 2026-12-31, access',
			'00513 Mia Groß, None, 2027-02-01 to never, no access',
		],
	],
	[
		'sync-hr-cloud',
		'Start with HiBob',
		[
			'42 Noa Levi, Finance, 2022-05-01 to never, access',
			'43 Ben Cohen, Sales, 2021-05-01 to 2026-12-31, access',
		],
	],
	[
		'sync-workday',
		'Start',
		[
			'100234 Ana Reyes, Finance, 2024-02-12 to never, access',
			'100235 Kim Lee, Sales, 2020-02-12 to 2026-12-31, access',
		],
	],
	[
		'sync-successfactors',
		'Start',
		['0010045 Lotte Maas, Finance, 2021-04-01 to 2026-12-31, access'],
	],
	['sync-adp', 'Start', ['004512 Eva de Prins, Finance, 2019-01-01 to never, access']],
	[
		'sync-exact',
		'Start',
		[
			'000451 Koen Smit, Finance, 2001-04-01 to never, access',
			'452 Ria ter Horst, None, 1985-05-01 to never, access',
		],
	],
])(
	'%s from %s creates the users of its source, and mails a report',
	async (id, start, expected) => {
		const result = await run(id, start);
		expect(output(result, 'Synchronize', 1)).toEqual([]);
		expect(users()).toEqual(expected);
		expect(mail.messages).toHaveLength(1);
		expect(mail.messages[0]).toMatch(/Subject: Net2: the HR list was processed[^]*filename=/);
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
	expect(users()).toContain('00512 Jörg Schäfer, Finance, 2022-04-01 to 2026-12-31, access');
	expect(net2.state().users.find(({ id }) => id === other)?.canOpen).not.toEqual([]);
});

test.each([
	['sync-afas', 'Start', '2'],
	['sync-hr-cloud', 'Start with Personio', '1'],
	['sync-entra', 'Start', '2'],
])('%s writes nothing if a later page of the list cannot be read', async (id, start, page) => {
	failingPage = page;
	const result = await runWorkflow(await shipped(id), {
		startNode: start,
		credentials: CREDENTIALS,
	}).finally(() => {
		failingPage = null;
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
