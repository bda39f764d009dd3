import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from './support/certificates';
import { failure, serve, startTunnel, transportTo } from './support/wire';

afterEach(() => vi.unstubAllEnvs());

/** Sets the proxy of this process, with a user and a password that no message may show. */
function useProxy(url: string): string {
	vi.stubEnv('HTTPS_PROXY', url.replace('//', '//canary-user:canary-password@'));
	return new URL(url).host;
}

describe('a connection through a proxy', () => {
	it('names the proxy that refuses connections', async () => {
		const proxy = await startTunnel(() => undefined);
		await proxy.stop();
		const name = useProxy(proxy.url);
		for (const method of ['GET', 'POST'] as const) {
			const error = await failure(transportTo('https://net2.invalid:8443'), { method });
			expect(error.reason).toBe('unreachable');
			expect(error.message).toBe(
				`The proxy ${name} refuses connections. Nothing was sent to the Net2 server.`,
			);
			expect(error.remedy).toContain('NO_PROXY');
			expect(error.explanation).not.toContain('canary');
		}
	});

	it('names the proxy that does not answer', async () => {
		const proxy = await startTunnel(() => undefined);
		proxy.fallSilent();
		const name = useProxy(proxy.url);
		for (const method of ['GET', 'POST'] as const) {
			const transport = transportTo('https://net2.invalid:8443', { timeoutMs: 500 });
			const error = await failure(transport, { method });
			expect(error).toMatchObject({
				reason: 'unreachable',
				message: `The proxy ${name} does not answer. Nothing was sent to the Net2 server.`,
			});
		}
	});

	it('names the proxy that wants a password', async () => {
		const proxy = await startTunnel(() => undefined);
		await proxy.refuse();
		const name = useProxy(proxy.url);
		const error = await failure(transportTo('https://net2.invalid:8443'));
		expect(error.message).toContain(`The proxy ${name} answered 407`);
		expect(error.remedy).toMatch(/^Add user and password to HTTPS_PROXY/);
	});

	it('does not blame the proxy for a handshake that Net2 resets or drops', async () => {
		const targets: string[] = [];
		const proxy = await startTunnel((target) => targets.push(target));
		useProxy(proxy.url);
		for (const [act, words] of [
			['reset', /closed the connection during the TLS handshake/],
			['drop', /did not answer the TLS handshake/],
		] as const) {
			const server = createServer((socket) => {
				socket.on('error', () => undefined);
				socket.once('data', () => (act === 'reset' ? socket.resetAndDestroy() : undefined));
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			const transport = transportTo(`https://localhost:${port}`, { timeoutMs: 4_000 });
			const error = await failure(transport, { method: 'POST' });
			expect(error).toMatchObject({ reason: 'tls', message: expect.stringMatching(words) });
			server.close();
		}
		expect(targets).toHaveLength(2);
	});

	it('limits the TLS version and trusts the certificate inside the tunnel too', async () => {
		const made = await selfSigned();
		const server = await serve(() => ({ text: 'here' }), { ...made, maxVersion: 'TLSv1.2' });
		const proxy = await startTunnel(() => undefined);
		useProxy(proxy.url);
		const transport = transportTo(server.baseUrl, {
			caCertificate: made.cert,
			maxTlsVersion: '1.2',
		});
		expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
		expect((await failure(transportTo(server.baseUrl))).reason).toBe('certificate');
	});
});
