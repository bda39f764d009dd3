import type { NodeEgressFilter } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { connectionWarnings, readCredential } from '../../nodes/PaxtonNet2/host/credential';
import { egressOf, transportFor } from '../../nodes/PaxtonNet2/host/openClient';
import { startEmulator } from '../../emulator';

const LIMITS = { maxConcurrency: 1, timeoutMs: 5_000 };

const OK = { ok: true, result: undefined } as const;

function filter(allowed: boolean, requested: string[]): NodeEgressFilter {
	return {
		async validateUrl(url) {
			requested.push(String(url));
			return allowed ? OK : { ok: false, error: new Error('not allowed') };
		},
		validateConnectionHost: () => OK,
		createSecureLookup: () => (_host, _options, callback) =>
			callback(null, [{ address: '127.0.0.1', family: 4 }]),
		validateRedirectSync: () => undefined,
	};
}

test.each([true, false])(
	'n8n’s protection of its network is used, and its answer (%s) counts',
	async (allowed) => {
		const emulator = await startEmulator();
		const requested: string[] = [];
		const egress = egressOf({
			helpers: { getSecureEgressFilter: () => filter(allowed, requested) },
		});
		// Only the lookup of the filter knows this name.
		const credential = readCredential({ baseUrl: `http://net2.invalid:${emulator.port}` });
		const transport = transportFor(credential, LIMITS, egress);
		const reply = transport.send({ method: 'GET', path: '/users' });
		if (allowed) expect((await reply).status).toBe(401);
		else await expect(reply).rejects.toMatchObject({ reason: 'unreachable' });
		expect(requested).toEqual([`http://net2.invalid:${emulator.port}`]);
		await transport.close();
		await emulator.stop();
	},
);

test('works with an n8n without such a filter', () => {
	const helpers = { getSecureEgressFilter: undefined };
	expect(Reflect.apply(egressOf, undefined, [{ helpers }])).toEqual({});
});

test('a credential passes its TLS version, profile and marker secret on, and names what is insecure', () => {
	const credential = readCredential({
		baseUrl: ' HTTP://net2:8080',
		maxTlsVersion: '1.2',
		siteProfile: ' {"version":1} ',
		markerSecret: 's',
	});
	expect(credential).toMatchObject({
		maxTlsVersion: '1.2',
		siteProfile: '{"version":1}',
		signIn: { markerSecret: 's' },
	});
	expect(connectionWarnings(credential)).toEqual([expect.stringMatching(/not encrypted/)]);
	const ignoring = readCredential({ baseUrl: 'https://net2', allowUnauthorizedCerts: true });
	expect(connectionWarnings(ignoring)).toEqual([expect.stringMatching(/Ignore SSL Issues/)]);
	const good = readCredential({ baseUrl: 'https://net2', maxTlsVersion: '9' });
	expect(good).toMatchObject({ maxTlsVersion: 'default', siteProfile: undefined });
	expect(connectionWarnings(good)).toEqual([]);
});
