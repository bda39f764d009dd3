import { describe, expect, it } from 'vitest';
import { selfSigned } from './support/certificates';
import { failure, serve, transportTo } from './support/wire';

describe('certificates', () => {
	const hour = 3_600_000;
	const at = (hours: number) => new Date(Date.now() + hours * hour);

	it('does not trust what Net2 made for itself, and names the file that helps', async () => {
		const made = await selfSigned();
		const server = await serve(() => ({}), made);
		const error = await failure(transportTo(server.baseUrl), { method: 'POST' });
		expect(error.reason).toBe('certificate');
		expect(error.message).toContain('self-signed');
		expect(error.remedy).toContain('Net2LocalAPI.crt');
		expect(server.seen).toEqual([]);
	});

	it.each([
		['as it is', (pem: string) => pem],
		['on one line', (pem: string) => pem.trim().replace(/\r?\n/g, ' ')],
		['beside another', (pem: string) => `# my server\n${pem}\n${pem}`],
		['with Windows line ends', (pem: string) => pem.replace(/\r?\n/g, '\r\n')],
	])('trusts the certificate that was pasted, %s', async (_how, change) => {
		const made = await selfSigned();
		const server = await serve(() => ({ text: 'here' }), made);
		const transport = transportTo(server.baseUrl, { caCertificate: change(made.cert) });
		expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
	});

	it('does not take another certificate for it', async () => {
		const server = await serve(() => ({}), await selfSigned());
		const other = await selfSigned();
		const transport = transportTo(server.baseUrl, { caCertificate: other.cert });
		expect((await failure(transport)).reason).toBe('certificate');
	});

	it.each([
		['expired', { from: at(-48), to: at(-24) }, 'expired'],
		['not valid yet', { from: at(24), to: at(48) }, 'not valid yet'],
		['for another host', { host: 'elsewhere.example' }, 'does not list the host name'],
	])('%s', async (_what, options, words) => {
		const made = await selfSigned(options);
		const server = await serve(() => ({}), made);
		const error = await failure(transportTo(server.baseUrl, { caCertificate: made.cert }));
		expect(error.reason).toBe('certificate');
		expect(error.message).toContain(words);
	});

	it('can be set to trust anything', async () => {
		const server = await serve(() => ({ text: 'here' }), await selfSigned());
		const transport = transportTo(server.baseUrl, { allowUnauthorizedCerts: true });
		expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
	});

	it('recognises https on an http port', async () => {
		const server = await serve(() => ({}));
		const error = await failure(transportTo(`https://localhost:${server.port}`));
		expect(error).toMatchObject({ reason: 'tls', call: { lasting: true } });
		expect(error.explanation).toContain('https://');
	});

	it('trusts a pasted certificate whose issuer is not at hand', async () => {
		const issuer = await selfSigned({ host: 'issuer.example' });
		const made = await selfSigned({ issuer });
		const server = await serve(() => ({ text: 'here' }), made);
		expect((await failure(transportTo(server.baseUrl))).reason).toBe('certificate');
		for (const pem of [made.cert, issuer.cert]) {
			const transport = transportTo(server.baseUrl, { caCertificate: pem });
			expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
		}
	});

	it.each(['MIIB', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'])(
		'refuses %j, which is no PEM',
		(caCertificate) => {
			expect(() => transportTo('https://net2', { caCertificate })).toThrowError(
				expect.objectContaining({ reason: 'certificate' }),
			);
		},
	);
});
