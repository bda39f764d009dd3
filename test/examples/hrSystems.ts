import type { Emulator } from '../../emulator';
import type { WorkflowJson } from '../engine';
import { sample, type HrRequest } from './hrServer';

function rowsOf(name: string, list: string): unknown[] {
	const rows = sample(name)[list];
	return Array.isArray(rows) ? rows : [];
}

/** The HR systems of the shipped workflows, as one server with the recorded shapes. */
export class HrSystems {
	/** The page that the HR system answers with an error. */
	failingPage: string | null = null;

	/** The address at which the server listens. */
	url = '';

	/** Pages of one or two records, so that a reply that says "there is more" is part of the test. */
	readonly reply = ({ method, path, query, headers }: HrRequest): unknown => {
		const requested = query.get('skip') ?? query.get('offset') ?? query.get('$skiptoken');
		if (this.failingPage !== null && requested === this.failingPage) return undefined;
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
					? { value: users.slice(0, 2), '@odata.nextLink': `${this.url}/v1.0/users?$skiptoken=2` }
					: { value: users.slice(2) };
			}
			case 'GET /api/gateway.php/example/v1/reports/1':
				return sample('bamboohr-report.json');
			case 'POST /token':
				return { token_type: 'Bearer', access_token: 'of the test', expires_in: 3600 };
			case 'POST /v1/auth':
				return { success: true, data: { token: 'once' } };
			case 'GET /v1/company/employees': {
				if (headers.authorization !== 'Bearer once') return undefined;
				return {
					success: true,
					data: page(rowsOf('personio-employees.json', 'data'), 'offset', 1),
				};
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
	};
}

const PAGES: Record<string, [RegExp, string]> = {
	'sync-afas': [/\b100\b/g, '2'],
	'sync-hr-cloud': [/\b200\b(?=[ "])/g, '1'],
};

/** The workflow with another address in place of the real HR system, and with short pages. */
export function withAddress(workflow: WorkflowJson, url: string): WorkflowJson {
	for (const node of workflow.nodes) {
		if (!node.type.endsWith('.httpRequest')) continue;
		const [pattern, size] = PAGES[workflow.id ?? ''] ?? [/$^/, ''];
		node.parameters = JSON.parse(
			JSON.stringify(node.parameters)
				.replace(/https:\/\/[^/"]+/g, url)
				.replace(pattern, size),
		);
	}
	return workflow;
}

/** What each source makes of an empty Net2: who has access, in which department, and from when until when. */
export const SOURCES: Array<[id: string, start: string, users: string[]]> = [
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
];

/** One sorted text per user: who it is, in which department, from when until when, and whether doors open now. */
export function usersOf(net2: Emulator): string[] {
	const texts = net2.state().users.map((user) => {
		const { firstName, middleName, lastName, department, activateDate, expiryDate } = user;
		const number = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
		const dates = `${activateDate?.slice(0, 10) ?? 'none'} to ${expiryDate?.slice(0, 10) ?? 'never'}`;
		const doors = user.canOpen.length > 0 ? 'access' : 'no access';
		return `${number} ${name}, ${department}, ${dates}, ${doors}`;
	});
	// Users are created at the same time, so their order is that of the replies.
	return texts.sort();
}
