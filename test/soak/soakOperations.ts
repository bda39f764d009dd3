import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, mapper, NODE } from '../actions/setUp';
import { pollNode, runNode, type Engine, type NodeResult } from '../engine';
import type { SoakEmulator } from './soakEmulator';

const TRIGGER = 'n8n-nodes-paxton-net2.paxtonNet2Trigger';
const PEOPLE = 20;
const OPERATOR = {
	username: 'System engineer',
	password: 'net2',
	clientId: '00000000-0000-0000-0000-000000000001',
};
const byKey = locator('key', '={{ $json.key }}');

/** What a site does in a day, in turn. Each is one execution over all people of the round. */
const DAY: Array<[resource: string, operation: string, parameters: INodeParameters]> = [
	['connection', 'check', {}],
	[
		'user',
		'upsert',
		{
			key: '={{ $json.key }}',
			fields: mapper({
				firstName: 'Jo',
				lastName: '={{ $json.lastName }}',
				'customField:9': 'jo@example.com',
			}),
			departmentMode: 'direct',
			department: locator('name', 'Sales'),
			accessLevels: 'Office hours, Warehouse',
			enabled: 'enable',
		},
	],
	[
		'card',
		'add',
		{
			user: byKey,
			cardNumber: '={{ $json.card }}',
			numberFormat: 'decimal',
			tokenType: 'ProxCard',
		},
	],
	['user', 'update', { user: byKey, fields: mapper({ telephone: '={{ $json.telephone }}' }) }],
	['accessLevel', 'grant', { user: byKey, accessLevels: 'Server room' }],
	['accessLevel', 'revoke', { user: byKey, accessLevels: 'Warehouse' }],
	['user', 'setLeaveDate', { user: byKey, date: '2098-06-30' }],
	['accessLevel', 'getAssignments', {}],
	['event', 'getAll', { limit: 20 }],
	['user', 'synchronize', { options: {} }],
	['user', 'get', { user: locator('key', 'nobody') }],
	['card', 'getAll', { user: byKey }],
	['user', 'disable', { user: byKey, removeAccess: 'all', cards: 'lost', clearPin: true }],
	['user', 'delete', { user: byKey }],
];

/** Which request of a round goes wrong, and how; null: none. */
const TROUBLES: Array<[match: string, fault: string] | null> = [
	null,
	['PUT /api/v1/users/*', 'reset-after'],
	null,
	['GET /api/v1/users/*', '503'],
	['POST /api/v1/users', 'reset-after'],
	['GET *', 'truncate'],
	null,
	['*', 'unauthorized'],
	['GET *', 'html'],
];

export interface Round {
	executions: number;
	items: number;
	/** Items that failed, by reason. */
	reasons: Record<string, number>;
}

/** One round of mixed work through n8n's own engine, troubles and a poll of the trigger included. */
export async function workRound(engine: Engine, net2: SoakEmulator, round: number): Promise<Round> {
	const done: Round = { executions: 0, items: 0, reasons: {} };
	// The emulator forgets no user, so it would become slower and slower.
	if (round % 25 === 24) await net2.reset();
	if (round % 40 === 39) await net2.restart();
	const trouble = TROUBLES[round % TROUBLES.length];
	if (trouble) await net2.fault(...trouble);
	const credentials = { paxtonNet2Api: { baseUrl: net2.url, ...OPERATOR } };
	const people: IDataObject[] = Array.from({ length: PEOPLE }, (_, n) => ({
		key: `S${round}-${n}`,
		lastName: `Soak ${n}`,
		card: String(50_000_000 + n),
		telephone: String(round),
	}));
	const runOperation = async (parameters: INodeParameters, signIn: typeof credentials) => {
		const result = await runNode(NODE, parameters, people, {
			engine,
			credentials: signIn,
			onError: 'continueErrorOutput',
		});
		if (result.error) throw result.error;
		done.executions += 1;
		done.items += result.items.length + result.errors.length;
		for (const reason of reasonsOf(result)) done.reasons[reason] = (done.reasons[reason] ?? 0) + 1;
	};
	for (const [resource, operation, parameters] of DAY)
		await runOperation({ resource, operation, ...parameters }, credentials);
	if (round % 10 === 9) {
		const wrong = { paxtonNet2Api: { ...credentials.paxtonNet2Api, password: 'wrong' } };
		const parameters = { resource: 'user', operation: 'get', user: byKey };
		await runOperation(parameters, wrong);
	}
	await net2.pass('77777777');
	await pollNode(TRIGGER, { event: 'unknownCard' }, { engine, credentials });
	done.executions += 1;
	return done;
}

function reasonsOf({ errors }: NodeResult): string[] {
	return errors.map(({ json }) => {
		const { error } = json;
		return typeof error === 'object' && error !== null && 'reason' in error
			? String(error.reason)
			: 'untold';
	});
}
