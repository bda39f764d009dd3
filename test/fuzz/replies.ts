import * as fc from 'fast-check';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { startServer, type Reply } from '../net2/support/net2Server';
import { CREDENTIAL, openClient } from '../net2/support/openClient';
import { anything, text } from './inputs';
import { expect, target, type Target } from './target';

/** An error must not contain these, wherever a server repeats them: a card number, and what the client sent. */
const CARD = '84738473';
const ACCESS = 'canary-access';
const REFRESH = 'canary-refresh';
/** Replaces what the client sent. */
const ECHO = '{echo}';
const SIGNED_IN = {
	access_token: ACCESS,
	token_type: 'bearer',
	expires_in: 1800,
	refresh_token: REFRESH,
};

const USER = {
	id: 1,
	firstName: 'Ada',
	lastName: 'Lovelace',
	expiryDate: '2099-01-01T00:00:00',
	activateDate: '2024-01-01T00:00:00',
	pin: '0042',
	isAlarmUser: true,
	customFields: [{ id: 14, value: '00123' }],
};
const EVENT = {
	id: 1,
	eventTime: '2026-11-24T09:00:00',
	eventType: 20,
	userId: 1,
	address: 6_000_001,
};
const TOKEN = { id: 0, tokenType: 'ProxCard', tokenValue: '10000001', isLost: false };
const ROW = {
	userid: 1,
	firstname: 'Ada',
	active: 1,
	departmentid: 1,
	departmentname: 'Sales',
	fieldvalue: '00123',
};
const PERMISSIONS = {
	accessLevels: [1, 2],
	individualPermissions: [{ id: 6_000_001, timezoneId: 1 }],
};

/** The request, what Net2 would answer, and what is true of every accepted answer. */
const ROUTES: Array<[valid: unknown, send: (client: Net2Client) => Promise<unknown>]> = [
	[[USER], async ({ users }) => idsAreNumbers(await users.list())],
	[USER, async ({ users }) => idsAreNumbers([await users.get(1)])],
	[
		PERMISSIONS,
		async ({ users }) =>
			await users.doorPermissions(1).then((set) => {
				expect(
					set === undefined || set.accessLevels.every(Number.isSafeInteger),
					'levels are numbers',
				);
			}),
	],
	[[{ id: 1, name: 'Sales' }], async ({ users }) => idsAreNumbers([await users.department(1)])],
	[[{ id: 1, name: 'Sales' }], async ({ departments }) => idsAreNumbers(await departments.list())],
	[
		[{ id: 1, name: 'Office hours' }],
		async ({ accessLevels }) => idsAreNumbers(await accessLevels.list()),
	],
	[
		[{ id: 14, name: 'Personnel number', maxLength: 50 }],
		async ({ users }) => idsAreNumbers(await users.customFields()),
	],
	[[TOKEN], async ({ tokens }) => idsAreNumbers((await tokens.list(1)) ?? [])],
	[[{ id: 6_000_001, name: 'Front door' }], async ({ doors }) => idsAreNumbers(await doors.list())],
	[
		[{ id: 6_000_001, name: 'Front door', status: { doorRelayOpen: false } }],
		async ({ doors }) => await doors.statuses(),
	],
	[[EVENT], async ({ events }) => await events.list({ order: 'newestFirst', limit: 10 })],
	[
		[ROW],
		async ({ query }) =>
			await query.usersByField(14, ['00123']).then((rows) => {
				expect(
					rows.every(({ userId }) => Number.isSafeInteger(userId) && userId !== 0),
					'rows are people',
				);
			}),
	],
	[[{ userid: 1, lostcard: 0 }], async ({ query }) => await query.cardHolders(10_000_001)],
	[
		{ id: 7 },
		async ({ users }) =>
			await users.create({ lastName: 'X' }).then((id) => {
				expect(
					id === null || (Number.isSafeInteger(id) && id > 0),
					'a new user has a number, or none is told',
				);
			}),
	],
	[{ id: 7 }, async ({ departments }) => await departments.create('X')],
	['7.0', async ({ server }) => await server.version()],
];

function idsAreNumbers(all: Array<{ id: number } | null | undefined>): void {
	expect(
		all.every((one) => one === null || one === undefined || Number.isSafeInteger(one.id)),
		'an id is a whole number',
	);
}

/** JSON with one member gone, doubled, renamed, or turned into something else. */
interface Mutation {
	/** Which of the places in the JSON, counted round. */
	place: number;
	into: unknown;
	how: 'replace' | 'remove' | 'rename' | 'wrap';
	name: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
	place: fc.nat({ max: 40 }),
	into: anything,
	how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'wrap'),
	name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'ID', 'Id', 'userId'), text),
});

/** Walks the JSON text by text, so that `__proto__` becomes a member and no prototype. */
function mutated(value: unknown, { place, into, how, name }: Mutation): string {
	let seen = -1;
	const write = (one: unknown): string => {
		seen += 1;
		const mine = seen === place;
		if (mine && how === 'replace') return json(into);
		if (mine && how === 'wrap') return `{${json(name)}:${json(one)}}`;
		if (Array.isArray(one)) return `[${one.map(write).join()}]`;
		if (typeof one !== 'object' || one === null) return json(one);
		const members = Object.entries(one).flatMap(([key, member]) => {
			const written = write(member);
			if (seen !== place) return [`${json(key)}:${written}`];
			if (how === 'remove') return [];
			return [`${json(how === 'rename' ? name : key)}:${written}`];
		});
		return `{${members.join()}}`;
	};
	return write(value);
}

function json(value: unknown): string {
	return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'null');
}

interface Given {
	route: number;
	status: number;
	mutations: Mutation[];
	/** Instead of JSON that is nearly right. */
	raw: string | null;
	cutAt: number | null;
}

const given: fc.Arbitrary<Given> = fc.record({
	route: fc.nat({ max: ROUTES.length - 1 }),
	status: fc.constantFrom(200, 200, 200, 200, 201, 204, 400, 403, 404, 409, 500),
	mutations: fc.array(mutation, { maxLength: 2 }),
	raw: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: fc.oneof(text, fc.json(), anything.map(json)) },
		{
			weight: 1,
			arbitrary: text.map((said) =>
				JSON.stringify({
					message: `${said} ${CARD} ${ECHO}`,
					modelState: { a: [said] },
				}),
			),
		},
	),
	cutAt: fc.option(fc.nat({ max: 200 }), { freq: 6 }),
});

/** Over a real socket: whatever a server says is read as what it is, or refused with a reason. No secret is repeated. */
export async function openReplies(): Promise<{ targets: Target[]; close(): Promise<void> }> {
	let answer: Reply = {};
	let sign: Reply = { json: SIGNED_IN };
	const server = await startServer(({ path }) => {
		if (path === '/authorization/tokens') return sign;
		return answer;
	});
	const replies = target('replies', 10, given, async ({ route, status, mutations, raw, cutAt }) => {
		const [valid, send] = ROUTES[route] ?? [];
		if (send === undefined) return;
		const body = bodyOf(valid, { mutations, raw, cutAt });
		answer = { status, text: body.replace(ECHO, ACCESS) };
		const { client } = openClient(server);
		try {
			await send(client);
		} catch (error) {
			tellsNoSecret(error);
			throw error;
		} finally {
			await client.close();
			// It notes all requests for its tests.
			server.seen.length = 0;
		}
	});
	const signIns = target('sign-in replies', 4, given, async ({ status, mutations, raw, cutAt }) => {
		answer = { json: [] };
		const body = bodyOf(SIGNED_IN, { mutations, raw, cutAt });
		sign = { status, text: body.replace(ECHO, CREDENTIAL.password) };
		const { client } = openClient(server);
		try {
			await client.departments.list();
		} catch (error) {
			tellsNoSecret(error);
			throw error;
		} finally {
			sign = { json: SIGNED_IN };
			await client.close();
			server.seen.length = 0;
		}
	});
	return { targets: [replies, signIns], close: async () => await server.close() };
}

function bodyOf(
	valid: unknown,
	{ mutations, raw, cutAt }: Pick<Given, 'mutations' | 'raw' | 'cutAt'>,
): string {
	let body = raw ?? JSON.stringify(valid);
	if (raw === null)
		for (const one of mutations) {
			const value: unknown = JSON.parse(body);
			body = mutated(value, one);
		}
	return cutAt === null ? body : body.slice(0, cutAt);
}

function tellsNoSecret(error: unknown): void {
	if (!(error instanceof Net2Error)) return;
	const said = JSON.stringify([error.message, error.explanation, error.call]);
	for (const secret of [CARD, ACCESS, REFRESH, CREDENTIAL.password])
		expect(!said.includes(secret), 'no error repeats a secret');
}
