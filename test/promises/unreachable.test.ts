import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import type { Emulator } from '../../emulator';
import { expectEachItemReports, get, withoutPauses } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ https: true });
	withoutPauses();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

/** A port of this machine on which no process listens. */
async function closedPort(): Promise<number> {
	const server = createServer();
	const port = await new Promise<number>((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
	});
	await new Promise((resolve) => server.close(resolve));
	return port;
}

type Credential = ICredentialDataDecryptedObject;
const trusting = ({ certificate }: Emulator): Credential => ({ caCertificate: certificate ?? '' });
const another = (url: string) => ({ baseUrl: url });

/** A resolver answers differently if there is no network. Both mean a name that leads nowhere. */
const troubles: Array<{
	what: string;
	credential: (emulator: Emulator) => Credential | Promise<Credential>;
	reason: string;
	says: RegExp;
	remedy: RegExp;
}> = [
	{
		what: 'a host name that nobody knows',
		credential: () => another('https://net2.invalid:8443'),
		reason: 'unreachable',
		says: /The host name of the Net2 server \S+ (is unknown|could not be resolved just now)\./,
		remedy: /Check ('Base URL' in the credential|the DNS settings)/,
	},
	{
		what: 'a closed port',
		credential: async () => another(`https://127.0.0.1:${await closedPort()}`),
		reason: 'unreachable',
		says: /refuses connections on this port/,
		remedy: /8443 for https and 8080 for http.*Local API is enabled/,
	},
	{
		what: 'http where the server speaks https',
		credential: ({ url }) => another(url.replace('https:', 'http:')),
		reason: 'unreachable',
		says: /./,
		remedy: /https/,
	},
	{
		what: 'a certificate that nobody vouches for',
		credential: () => ({}),
		reason: 'certificate',
		says: /certificate of the Net2 server is self-signed and is not trusted here/,
		remedy: /Paste the certificate of the server into 'CA Certificate'.*Net2LocalAPI\.crt/,
	},
	{
		what: 'a certificate for another host',
		credential: (emulator) => ({
			...trusting(emulator),
			baseUrl: emulator.url.replace('127.0.0.1', '0.0.0.0'),
		}),
		reason: 'certificate',
		says: /does not list the host name in the address/,
		remedy: /Use a host name that the certificate lists/,
	},
	{
		what: 'a certificate that is no PEM',
		credential: () => ({ caCertificate: 'MIIB…' }),
		reason: 'certificate',
		says: /is not a certificate in PEM format\. Nothing was sent/,
		remedy: /-----BEGIN CERTIFICATE-----/,
	},
	{
		what: 'an address without https://',
		credential: () => another('net2.example.local'),
		reason: 'badInput',
		says: /must begin with https:\/\/ or http:\/\//,
		remedy: /for example https:\/\//,
	},
];

test.each(troubles)('$what: says so, and what to do, for each item', async (trouble) => {
	const changes = await trouble.credential(net2.emulator);
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, changes) };
	await expectEachItemReports(
		async (onError) =>
			await net2.run(get('key', '={{ $json.key }}'), [{ key: '00123' }, { key: '200' }], {
				credentials,
				onError,
			}),
		trouble,
	);
	expect(net2.emulator.requests()).toEqual([]);
});

test.each([
	['its certificate pasted', trusting],
	[
		'its certificate pasted into a field of one line',
		({ certificate }: Emulator) => ({ caCertificate: certificate?.replaceAll('\n', ' ') ?? '' }),
	],
	['Ignore SSL Issues on', () => ({ allowUnauthorizedCerts: true })],
	[
		'Ignore SSL Issues on, under another host name',
		({ url }: Emulator) => ({
			allowUnauthorizedCerts: true,
			baseUrl: url.replace('127.0.0.1', '0.0.0.0'),
		}),
	],
])('the same server is reached with %s', async (_, changes) => {
	const { json, error } = await net2.run(get('key', '00123'), [{}], {
		credentials: { paxtonNet2Api: credentialFor(net2.emulator, changes(net2.emulator)) },
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ lastName: 'Lovelace' }]);
});
