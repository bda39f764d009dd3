import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import type { FaultName } from '../../emulator';
import {
	errorsOf,
	expectEachItemReports,
	get,
	peopleWith,
	personWith,
	withoutPauses,
	writes,
} from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	withoutPauses();
	await net2.run({ resource: 'department', operation: 'getAll' });
	net2.emulator.clearRequests();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const two = [{ id: 1 }, { id: 2 }];

function strike(match: string, fault: FaultName, times = 10_000): void {
	net2.emulator.faults([{ match, fault, times }]);
}

const onRead: Array<{ fault: FaultName; reason: string; says: RegExp; remedy: RegExp }> = [
	{
		fault: 'html',
		reason: 'badReply',
		says: /answered GET \/users\/\{id\} with a web page instead of what the API promises/,
		remedy: /is the address of the Net2 Local API, and that no proxy changes its replies/,
	},
	{
		fault: 'truncate',
		reason: 'badReply',
		says: /sent no reply to GET \/users\/\{id\}\. The connection to Net2 broke/,
		remedy: /that the Net2 services run/,
	},
	{
		fault: 'reset-before',
		reason: 'badReply',
		says: /sent no reply to GET \/users\/\{id\}\. The connection to Net2 broke/,
		remedy: /that the Net2 services run/,
	},
	{
		fault: '500',
		reason: 'badReply',
		says: /failed at GET \/users\/\{id\} \(500\)/,
		remedy: /Check that the Net2 services run/,
	},
	{
		fault: '503',
		reason: 'badReply',
		says: /failed at GET \/users\/\{id\} \(503\)/,
		remedy: /Check that the Net2 services run/,
	},
	{
		fault: 'timeout',
		reason: 'timeout',
		says: /did not answer in time/,
		remedy: /raise 'Timeout'/,
	},
	{
		fault: '429',
		reason: 'unreachable',
		says: /'too many requests' \(429\)/,
		remedy: /fewer workflows against this server at the same time/,
	},
	{
		fault: 'unauthorized',
		reason: 'notAllowed',
		says: /refused GET \/users\/\{id\} twice \(401\)/,
		remedy: /Give the operator the right to see users/,
	},
];

test.each(onRead)('a read that ends in $fault: says so, and what to do', async (trouble) => {
	net2.emulator.faults(
		[1, 2].map((id) => ({ match: `GET /api/v1/users/${id}`, fault: trouble.fault, times: 10_000 })),
	);
	await expectEachItemReports(
		async (onError) =>
			await net2.run({ ...get('net2Id', '={{ $json.id }}'), options: { timeout: 1 } }, two, {
				onError,
			}),
		trouble,
	);
});

test('a sign-in that answers with a web page says so, for each item', async () => {
	strike('POST */authorization/tokens', 'html');
	net2.emulator.dropAccessTokens();
	await expectEachItemReports(
		async (onError) => await net2.run(get('net2Id', '={{ $json.id }}'), two, { onError }),
		{
			reason: 'badReply',
			says: /The sign-in route of Net2 answered with something that is not a sign-in/,
			remedy: /is the address of the Net2 Local API \(often https and port 8443\)/,
		},
	);
});

test('a read with an empty body is no user without a name', async () => {
	net2.emulator.config({ emptyBody: true });
	const result = await net2.run(get('key', '={{ $json.key }}'), [{ key: '555' }], {
		onError: 'continueRegularOutput',
	});
	expect(errorsOf(result)).toMatchObject([{ reason: 'notFound', key: '555' }]);
});

test('a list that fails is an error and never an empty list', async () => {
	for (const fault of ['html', '500', 'truncate', 'timeout'] as const) {
		strike('GET /api/v1/accesslevels', fault);
		const result = await net2.run(
			{ resource: 'accessLevel', operation: 'getAll', options: { timeout: 1 } },
			[{}],
			{ onError: 'continueRegularOutput' },
		);
		expect(result.json).toHaveLength(1);
		expect(errorsOf(result)).toHaveLength(1);
	}
});

const grant = {
	resource: 'accessLevel',
	operation: 'grant',
	user: locator('key', '={{ $json.key }}'),
	accessLevels: ['Server room'],
	options: { timeout: 1 },
};

test.each(['reset-after', 'timeout-after', 'truncate', 'reset-before', '500'] as const)(
	'a write whose reply ends in %s is looked at, and done once more where it did not arrive',
	async (fault) => {
		strike('PUT /api/v1/users/1/doorpermissionset', fault, 1);
		const { json, error } = await net2.run(grant, [{ key: '00123' }, { key: '200' }]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ outcome: 'granted', verified: true },
			{ outcome: 'granted', verified: true },
		]);
		for (const key of ['00123', '200'])
			expect(personWith(net2.emulator, key).accessLevelNames).toContain('Server room');
	},
);

test('a write that something else answers with a web page is not taken for done', async () => {
	strike('PUT /api/v1/users/1/doorpermissionset', 'html', 1);
	const result = await net2.run(grant, [{ key: '00123' }, { key: '200' }], {
		onError: 'continueRegularOutput',
	});
	expect(result.json).toMatchObject([
		{ error: { reason: 'notVerified', key: '00123', userId: 1 } },
		{ outcome: 'granted', verified: true },
	]);
	expect(personWith(net2.emulator, '00123').accessLevelNames).not.toContain('Server room');
});

const create = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
	options: { timeout: 1 },
};

test.each([
	'reset-after',
	'timeout-after',
	'truncate',
	'html',
	'reset-before',
	'500',
	'503',
] as const)(
	'a new user whose reply ends in %s is never made twice, and a rerun ends it',
	async (fault) => {
		strike('POST /api/v1/users', fault, 1);
		const first = await net2.run(create, [{ key: '90001' }], { onError: 'continueRegularOutput' });
		const posts = () => writes(net2.emulator).filter(({ path }) => path.endsWith('/users'));
		expect(posts()).toHaveLength(1);
		const made = peopleWith(net2.emulator, '90001').length;
		const [error] = errorsOf(first);
		if (made === 0) expect(error).toMatchObject({ reason: 'unknownOutcome', key: '90001' });
		else expect(first.json).toMatchObject([{ outcome: 'created', verified: true }]);
		expect(error?.['message'] ?? 'Look').toMatch(/Look|Run/);

		const again = await net2.run(create, [{ key: '90001' }]);
		expect(again.json).toMatchObject([{ outcome: made === 0 ? 'created' : 'correlated' }]);
		expect(peopleWith(net2.emulator, '90001')).toHaveLength(1);
	},
);
