import type { INodeParameters } from 'n8n-workflow';
import { chainOf, runWorkflow, type Engine, type StockNode, type WorkflowJson } from '../engine';
import { LEAVER_DEPARTMENT, OPERATOR, TODAY, YESTERDAY, type HrPerson } from './people';

/*
 * The workflow that a builder would make today from n8n's own nodes. It signs in, looks the user up, and creates a
 * missing user. Then it writes department, levels and dates. No Code node is needed, and none runs in process.
 */

export type ItemOrder = 'loop' | 'unbounded';

export async function stockJoiners(
	engine: Engine,
	url: string,
	list: HrPerson[],
	manner: ItemOrder,
) {
	await run(engine, list, workflowOf(engine, joinerSteps(url, 'expression'), manner, url));
}

/** The workflow for joiners; `given` is an expression for an object that has the list in `people`. */
export function stockJoinersWorkflow(
	engine: Engine,
	url: string,
	manner: ItemOrder,
	given: string,
): WorkflowJson {
	return workflowOf(engine, joinerSteps(url, 'Code node'), manner, url, given);
}

/** What a user has and what the user is to have, in one list. It runs in a Code node if n8n is there to run one. */
function joinerSteps(url: string, merged: 'expression' | 'Code node'): StockNode[] {
	const person = "$('People').item.json";
	const both = `{ accessLevels: [...$json.accessLevels, ...${person}.levelIds], individualPermissions: $json.individualPermissions }`;
	const merge: StockNode = {
		name: 'Merge levels',
		type: 'code',
		parameters: { mode: 'runOnceForEachItem', jsCode: `return { json: ${both} };` },
	};
	return [
		find(url),
		{ name: 'Nobody?', type: 'if', parameters: isZero('={{ $json.body.length }}') },
		http('Create', 'POST', `${url}/api/v1/users`, {
			body: `{ firstName: ${person}.firstName, lastName: ${person}.lastName, expiryDate: '${YESTERDAY}', customFields: [{ id: 9, value: ${person}.email }, { id: 14, value: ${person}.key }] }`,
		}),
		http('Department', 'PUT', user(url, '/departments'), {
			body: `{ id: ${person}.departmentId, name: ${person}.department }`,
		}),
		http('Held levels', 'GET', user(url, '/doorpermissionset')),
		...(merged === 'Code node' ? [merge] : []),
		http('Levels', 'PUT', user(url, '/doorpermissionset'), {
			body: merged === 'Code node' ? '$json' : both,
		}),
		http('Enable', 'PUT', user(url, ''), {
			body: `{ id: $('Create').item.json.id, expiryDate: null, activateDate: '${TODAY}' }`,
		}),
	];
}

export async function stockLeavers(
	engine: Engine,
	url: string,
	list: HrPerson[],
	manner: ItemOrder,
) {
	const found = "$('Find').item.json.body[0].userid";
	const steps: StockNode[] = [
		find(url),
		http('End date', 'PUT', `=${url}/api/v1/users/{{ ${found} }}`, {
			body: `{ id: ${found}, expiryDate: '${YESTERDAY}' }`,
		}),
		http('Department', 'PUT', `=${url}/api/v1/users/{{ ${found} }}/departments`, {
			body: `{ id: ${LEAVER_DEPARTMENT.id}, name: '${LEAVER_DEPARTMENT.name}' }`,
		}),
	];
	await run(engine, list, workflowOf(engine, steps, manner, url));
}

/** Looks all users up and finds that nothing differs. What would be written is left out. */
export async function stockUnchanged(
	engine: Engine,
	url: string,
	list: HrPerson[],
	manner: ItemOrder,
) {
	const statement =
		"SELECT FirstName AS firstname, Surname AS lastname, DepartmentName AS department FROM sdk.UsersEx WHERE Field14_50 = N'{{ $json.key }}'";
	const different = `={{ ['firstName', 'lastName', 'department'].filter((name) => $json.body[0][name.toLowerCase()] !== $('People').item.json[name]).length }}`;
	const steps: StockNode[] = [
		find(url, statement),
		{ name: 'Same?', type: 'if', parameters: isZero(different) },
	];
	await run(engine, list, workflowOf(engine, steps, manner, url));
}

function user(url: string, part: string): string {
	return `=${url}/api/v1/users/{{ $('Create').item.json.id }}${part}`;
}

const BY_KEY = "SELECT UserID AS userid FROM sdk.UsersEx WHERE Field14_50 = N'{{ $json.key }}'";

function find(url: string, statement = BY_KEY): StockNode {
	const step = http('Find', 'GET', `${url}/api/v1/customquery/querydb`);
	return {
		...step,
		parameters: {
			...step.parameters,
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'query', value: `=${statement}` }] },
			// An empty list would otherwise be no item at all, and the person would drop out.
			options: { response: { response: { fullResponse: true } } },
		},
	};
}

function http(name: string, method: string, url: string, more: { body?: string } = {}): StockNode {
	return {
		name,
		type: 'httpRequest',
		parameters: {
			method,
			url,
			sendHeaders: true,
			headerParameters: {
				parameters: [
					{
						name: 'authorization',
						value: "=Bearer {{ $('Sign in').first().json.access_token }}",
					},
				],
			},
			...(more.body !== undefined && {
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify(${more.body}) }}`,
			}),
			options: {},
		},
	};
}

function isZero(left: string): INodeParameters {
	return {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [
				{
					id: '1',
					leftValue: left,
					rightValue: 0,
					operator: { type: 'number', operation: 'equals' },
				},
			],
			combinator: 'and',
		},
	};
}

function workflowOf(
	engine: Engine,
	steps: StockNode[],
	manner: ItemOrder,
	url: string,
	given = "={{ $('Start').first().json }}",
): WorkflowJson {
	const { username, password, clientId } = OPERATOR;
	const before: StockNode[] = [
		{ name: 'Start', type: 'manualTrigger', parameters: {} },
		{
			name: 'Sign in',
			type: 'httpRequest',
			parameters: {
				method: 'POST',
				url: `${url}/api/v1/authorization/tokens`,
				sendBody: true,
				contentType: 'form-urlencoded',
				bodyParameters: {
					parameters: [
						{ name: 'username', value: username },
						{ name: 'password', value: password },
						{ name: 'grant_type', value: 'password' },
						{ name: 'client_id', value: clientId },
					],
				},
				options: {},
			},
		},
		{
			name: 'List',
			type: 'set',
			parameters: { mode: 'raw', jsonOutput: given, options: {} },
		},
		{ name: 'Rows', type: 'splitOut', parameters: { fieldToSplitOut: 'people', options: {} } },
	];
	const people: StockNode =
		manner === 'loop'
			? { name: 'People', type: 'splitInBatches', parameters: { batchSize: 1, options: {} } }
			: { name: 'People', type: 'noOp', parameters: {} };
	const workflow = chainOf(engine, [...before, people, ...steps]);
	const [first, last] = [steps[0]?.name ?? '', steps.at(-1)?.name ?? ''];
	const back = { node: 'People', type: 'main' as const, index: 0 };
	if (manner === 'loop') {
		// Its first output is for when all is done.
		workflow.connections['People'] = { main: [[], [{ node: first, type: 'main', index: 0 }]] };
		workflow.connections[last] = { main: [[back]] };
	}
	return workflow;
}

async function run(engine: Engine, list: HrPerson[], workflow: WorkflowJson): Promise<void> {
	const items = [{ json: { people: list.map((person) => ({ ...person })) } }];
	const result = await runWorkflow(workflow, { engine, items });
	if (result.error) throw result.error;
}
