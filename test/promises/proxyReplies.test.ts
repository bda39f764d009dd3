import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import { startProxy, type Answer, type Proxy } from './proxy';
import { expectEachItemTold, get, withoutPauses } from './support';

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
const proxyCure = /address is that of the Net2 Local API, and that no proxy stands in between/;
const signInCure = /address is that of the Net2 Local API \(often https and port 8443\)/;
const page = { headers: { 'content-type': 'text/html' }, body: '<html>Please log in</html>' };

const troubles: Array<[what: string, route: string, Answer, reason: string, says: RegExp, RegExp]> =
	[
		['an empty body', USERS, { body: '' }, 'badReply', /nothing at all/, proxyCure],
		['half of the JSON', USERS, { body: '{"id": 1, "fir' }, 'badReply', /broken JSON/, proxyCure],
		['a web page', USERS, page, 'badReply', /a web page/, proxyCure],
		['a list', USERS, { body: '[]' }, 'badReply', /JSON of another shape/, proxyCure],
		['null', USERS, { body: 'null' }, 'badReply', /JSON of another shape/, proxyCure],
		[
			'an object without an id',
			USERS,
			{ body: '{}' },
			'badReply',
			/JSON of another shape/,
			proxyCure,
		],
		[
			'a redirect',
			USERS,
			{ status: 301, headers: { location: 'https://elsewhere.example' }, body: '' },
			'badReply',
			/a redirect \(301\), which is not followed/,
			/Put the address that it leads to into the credential/,
		],
		['an empty sign-in', TOKENS, { body: '' }, 'badReply', /not a sign-in/, signInCure],
		['half a sign-in', TOKENS, { body: '{"access_to' }, 'badReply', /not a sign-in/, signInCure],
		['a page for a sign-in', TOKENS, page, 'badReply', /not a sign-in/, signInCure],
		[
			'a sign-in that is not there',
			TOKENS,
			{ status: 404, body: '' },
			'badReply',
			/404/,
			signInCure,
		],
		[
			'a redirected sign-in',
			TOKENS,
			{ status: 302, headers: { location: '/login' }, body: '' },
			'badReply',
			/a redirect \(302\)/,
			signInCure,
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
	const [, route, answer, reason, says, cure] = trouble;
	proxy = await startProxy(net2.emulator.url, (_, path) =>
		path.startsWith(route) ? answer : undefined,
	);
	const baseUrl = proxy.url;
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, { baseUrl }) };
	await expectEachItemTold(
		async (onError) =>
			await net2.run(get('net2Id', '={{ $json.id }}'), [{ id: 1 }, { id: 2 }], {
				credentials,
				onError,
			}),
		{ reason, says, cure },
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
