import type { NodeEgressFilter } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { readCredential } from '../../nodes/PaxtonNet2/host/credential';
import { egressOf, transportFor } from '../../nodes/PaxtonNet2/host/openClient';
import { startEmulator } from '../../emulator';

const LIMITS = { maxConcurrency: 1, timeoutMs: 5_000 };

const OK = { ok: true, result: undefined } as const;

function filter(allowed: boolean, asked: string[]): NodeEgressFilter {
	return {
		async validateUrl(url) {
			asked.push(String(url));
			return allowed ? OK : { ok: false, error: new Error('not allowed') };
		},
		validateConnectionHost: () => OK,
		createSecureLookup: () => (_host, _options, callback) =>
			callback(null, [{ address: '127.0.0.1', family: 4 }]),
		validateRedirectSync: () => undefined,
	};
}

test.each([true, false])(
	'n8n’s protection of its network is asked, and its answer (%s) holds',
	async (allowed) => {
		const emulator = await startEmulator();
		const asked: string[] = [];
		const egress = egressOf({ helpers: { getSecureEgressFilter: () => filter(allowed, asked) } });
		// Only the lookup of the filter knows this name.
		const credential = readCredential({ baseUrl: `http://net2.invalid:${emulator.port}` });
		const transport = transportFor(credential, LIMITS, egress);
		const reply = transport.send({ method: 'GET', path: '/users' });
		if (allowed) expect((await reply).status).toBe(401);
		else await expect(reply).rejects.toMatchObject({ reason: 'unreachable' });
		expect(asked).toEqual([`http://net2.invalid:${emulator.port}`]);
		await transport.close();
		await emulator.stop();
	},
);

test('an n8n without such a filter is asked for none', () => {
	const helpers = { getSecureEgressFilter: undefined };
	expect(Reflect.apply(egressOf, undefined, [{ helpers }])).toEqual({});
});
