import { expect, it } from 'vitest';
import { readServerCertificate } from '../../nodes/PaxtonNet2/net2/serverCertificate';
import { selfSigned } from './support/certificates';
import { serve } from './support/wire';

const hour = 3_600_000;
const until = new Date(Math.ceil(Date.now() / hour) * hour + 100 * hour);
const retry = { timeoutMs: 20_000 };

it('sees what Net2 made for itself, and sends nothing', async () => {
	const server = await serve(() => ({}), await selfSigned({ to: until }));
	expect(await readServerCertificate({ ...retry, baseUrl: server.baseUrl })).toEqual({
		subject: 'localhost',
		issuer: 'localhost',
		selfSigned: true,
		validUntil: until.getTime(),
		trusted: 'no',
		rsaBits: null,
		tlsVersion: 'TLSv1.3',
	});
	expect(server.seen).toEqual([]);
});

it('reports that the credential trusts it, or its issuer', async () => {
	const issuer = await selfSigned({ host: 'issuer.example' });
	const made = await selfSigned({ issuer });
	const server = await serve(() => ({}), made);
	for (const caCertificate of [made.cert, issuer.cert]) {
		const seen = await readServerCertificate({ ...retry, baseUrl: server.baseUrl, caCertificate });
		expect(seen).toMatchObject({
			issuer: 'issuer.example',
			selfSigned: false,
			trusted: 'credential',
		});
	}
});

it('names the length of an RSA key, and the TLS version that was limited', async () => {
	const server = await serve(() => ({}), await selfSigned({ rsaBits: 1_024 }));
	expect(
		await readServerCertificate({ ...retry, baseUrl: server.baseUrl, maxTlsVersion: '1.2' }),
	).toMatchObject({ rsaBits: 1_024, tlsVersion: 'TLSv1.2' });
});

it.each([
	['expired', { from: new Date(Date.now() - 48 * hour), to: new Date(Date.now() - 24 * hour) }],
	['for another host', { host: 'elsewhere.example' }],
])('does not call one trusted that is %s', async (_what, options) => {
	const made = await selfSigned(options);
	const server = await serve(() => ({}), made);
	const seen = await readServerCertificate({
		...retry,
		baseUrl: server.baseUrl,
		caCertificate: made.cert,
	});
	expect(seen?.trusted).toBe('no');
});

it('is null where there is none to see', async () => {
	const plain = await serve(() => ({}));
	const refuse = async () => await Promise.reject(new Error('not allowed'));
	for (const options of [
		{ baseUrl: plain.baseUrl },
		{ baseUrl: `https://localhost:${plain.port}` },
		{ baseUrl: 'https://127.0.0.1:1' },
		{ baseUrl: `https://localhost:${plain.port}`, validateUrl: refuse },
	])
		expect(await readServerCertificate({ ...retry, ...options })).toBeNull();
});
