import type { ICredentialTestFunctions } from 'n8n-workflow';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

// n8n reads these settings once, when its modules load.
vi.hoisted(() => {
	process.env['N8N_SSRF_PROTECTION_ENABLED'] = 'true';
	process.env['N8N_SSRF_ALLOWED_HOSTNAMES'] = 'localhost';
});

import { startEmulator, type Emulator } from '../../emulator';
import { credentialTestEgress } from '../../nodes/PaxtonNet2/host/credentialTestEgress';
import { credentialFor, NODE } from '../actions/setUp';
import { credentialTest } from '../engine';

let emulator: Emulator | undefined;
afterEach(async () => await emulator?.stop());
afterAll(() => {
	delete process.env['N8N_SSRF_PROTECTION_ENABLED'];
	delete process.env['N8N_SSRF_ALLOWED_HOSTNAMES'];
});

const verdict = async (host: string) => {
	emulator = await startEmulator({ signInRate: 'off' });
	const baseUrl = emulator.url.replace('127.0.0.1', host);
	return await credentialTest(NODE, 'paxtonNet2Api', credentialFor(emulator, { baseUrl }));
};

test('sends nothing to an address that n8n blocks, and says which setting allows it', async () => {
	expect(await verdict('127.0.0.1')).toEqual({
		status: 'Error',
		message: expect.stringMatching(/^n8n's protection .* N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF/),
	});
	expect(emulator?.requests()).toEqual([]);
});

test('signs in at an address that the administrator allows by name', async () => {
	expect(await verdict('localhost')).toMatchObject({ status: 'OK' });
});

/** n8n's request helper, which blocks the given addresses and reaches no other. */
function helpersThatBlock(blocked: (url: string) => boolean) {
	const seen: string[] = [];
	const request = async (options: string | object) => {
		const url = Object(options)['uri'];
		seen.push(url);
		const name = blocked(url) ? 'SsrfBlockedIpError' : 'Error';
		throw Object.assign(new Error('no answer'), { name });
	};
	const helpers: Pick<ICredentialTestFunctions['helpers'], 'request'> = { request };
	return { helpers, seen };
}

const egressWith = (blocked: (url: string) => boolean, env: NodeJS.ProcessEnv = {}) => {
	const { helpers, seen } = helpersThatBlock(blocked);
	const egress: Required<ReturnType<typeof credentialTestEgress>> = Reflect.apply(
		credentialTestEgress,
		undefined,
		[{ helpers }, env],
	);
	return { egress, seen };
};

const resolveWith = async (lookup: Required<ReturnType<typeof credentialTestEgress>>['lookup']) =>
	await new Promise((resolve) =>
		lookup?.('localhost', { all: true }, (_error, addresses) => resolve(addresses)),
	);

test('blocks a name whose address is blocked, even if the name itself passed', async () => {
	const isAddress = (url: string) => !url.includes('localhost');
	const { egress, seen } = egressWith(isAddress);
	await expect(egress.validateUrl?.('http://localhost:8080')).rejects.toThrow();
	expect(seen[0]).toBe('http://localhost:8080');
	expect(seen.length).toBeGreaterThan(1);
	for (const N8N_SSRF_ALLOWED_HOSTNAMES of ['other, LOCALHOST', '*.host, localhost']) {
		const { egress: allowed } = egressWith(isAddress, { N8N_SSRF_ALLOWED_HOSTNAMES });
		await allowed.validateUrl?.('http://localhost:8080');
	}
});

test('connects to the addresses that were checked, not to those of a later answer', async () => {
	const { egress, seen } = egressWith(() => false);
	await egress.validateUrl?.('https://localhost:8443/net2');
	const addresses = await resolveWith(egress.lookup);
	const checked = seen.slice(1).map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
	expect(addresses).toMatchObject(checked.map((address) => ({ address })));
	expect(await resolveWith(egress.lookup)).toBe(addresses);
});

test('the request before the sign-in follows no redirect, and has no password', async () => {
	const seen: object[] = [];
	const helpers = {
		request: async (options: object) => {
			seen.push(options);
		},
	};
	const egress = Reflect.apply(credentialTestEgress, undefined, [{ helpers }, {}]);
	await egress.validateUrl('https://localhost:8443/net2');
	expect(seen.length).toBeGreaterThan(1);
	for (const options of seen) {
		expect(options).toMatchObject({ method: 'HEAD', followRedirect: false });
		for (const name of ['auth', 'headers', 'body', 'form'])
			expect(options).not.toHaveProperty(name);
	}
});
