import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import { startProxy, type Answer, type Proxy } from './proxy';
import { expectEachItemReports, get, withoutPauses } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
let proxy: Proxy | undefined;
beforeEach(async () => {
	net2 = await setUp();
	withoutPauses();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await proxy?.stop();
	await net2.emulator.stop();
});

const USERS = '/api/v1/users/';
const TOKENS = '/api/v1/authorization/tokens';
const proxyRemedy = /is the address of the Net2 Local API.*and that no proxy changes its replies/;
const signInRemedy = /is the address of the Net2 Local API \(often https and port 8443\)/;
const page = { headers: { 'content-type': 'text/html' }, body: '<html>Please log in</html>' };

const troubles: Array<[what: string, route: string, Answer, reason: string, says: RegExp, RegExp]> =
	[
		['an empty body', USERS, { body: '' }, 'badReply', /nothing at all/, proxyRemedy],
		['half of the JSON', USERS, { body: '{"id": 1, "fir' }, 'badReply', /broken JSON/, proxyRemedy],
		['a web page', USERS, page, 'badReply', /a web page/, proxyRemedy],
		['a list', USERS, { body: '[]' }, 'badReply', /JSON of another shape/, proxyRemedy],
		[
			'an object without an id',
			USERS,
			{ body: '{}' },
			'badReply',
			/JSON of another shape/,
			proxyRemedy,
		],
		[
			'a redirect',
			USERS,
			{ status: 301, headers: { location: 'https://elsewhere.example' }, body: '' },
			'badReply',
			/a redirect \(301\), which the node does not follow/,
			/Set 'Base URL' in the credential to the address that it leads to/,
		],
		['an empty sign-in', TOKENS, { body: '' }, 'badReply', /not a sign-in/, signInRemedy],
		['half a sign-in', TOKENS, { body: '{"access_to' }, 'badReply', /not a sign-in/, signInRemedy],
		['a page for a sign-in', TOKENS, page, 'badReply', /not a sign-in/, signInRemedy],
		[
			'a sign-in that is not there',
			TOKENS,
			{ status: 404, body: '' },
			'badReply',
			/404/,
			signInRemedy,
		],
		[
			'a redirected sign-in',
			TOKENS,
			{ status: 302, headers: { location: '/login' }, body: '' },
			'badReply',
			/a redirect \(302\)/,
			signInRemedy,
		],
		[
			'a gateway without a server behind it',
			TOKENS,
			{ status: 502, ...page },
			'unreachable',
			/sign-in route of Net2 fails \(502\)/,
			/Check that the Net2 service and the Net2 Local API service run/,
		],
	];

test.each(troubles)('%s: says so, and what to do, for each item', async (...trouble) => {
	const [, route, answer, reason, says, remedy] = trouble;
	proxy = await startProxy(net2.emulator.url, (_, path) =>
		path.startsWith(route) ? answer : undefined,
	);
	const baseUrl = proxy.url;
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, { baseUrl }) };
	await expectEachItemReports(
		async (onError) =>
			await net2.run(get('net2Id', '={{ $json.id }}'), [{ id: 1 }, { id: 2 }], {
				credentials,
				onError,
			}),
		{ reason, says, remedy },
	);
});

test('a proxy that only passes on is no trouble', async () => {
	proxy = await startProxy(net2.emulator.url, () => undefined);
	const baseUrl = proxy.url;
	const { json, error } = await net2.run(get('key', '00123'), [{}], {
		credentials: { paxtonNet2Api: credentialFor(net2.emulator, { baseUrl }) },
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ lastName: 'Lovelace' }]);
});
