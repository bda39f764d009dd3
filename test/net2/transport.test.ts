import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import type { HttpRequest, Transport } from '../../nodes/PaxtonNet2/net2/transport';
import {
	createUndiciTransport,
	type UndiciTransportOptions,
} from '../../nodes/PaxtonNet2/net2/undiciTransport';
import { selfSigned } from './support/certificates';
import { type Net2Server, startServer } from './support/net2Server';

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

function transportTo(baseUrl: string, more: Partial<UndiciTransportOptions> = {}): Transport {
	const transport = createUndiciTransport({
		baseUrl,
		maxConnections: 2,
		timeoutMs: 5_000,
		...more,
	});
	closing.push(async () => await transport.close());
	return transport;
}

async function serve(...args: Parameters<typeof startServer>): Promise<Net2Server> {
	const server = await startServer(...args);
	closing.push(async () => await server.close());
	return server;
}

async function failure(
	transport: Transport,
	request: Partial<HttpRequest> = {},
): Promise<Net2Error> {
	return await transport.send({ method: 'GET', path: '/users', ...request }).then(
		() => {
			throw new Error('It was sent after all');
		},
		(error: Net2Error) => error,
	);
}

describe('what goes over the wire', () => {
	it('sends JSON, forms and queries, and reads the whole reply', async () => {
		const server = await serve((seen) => ({
			status: 207,
			headers: { 'X-Kind': 'test' },
			text: `${seen.method} ${seen.text}`,
		}));
		const transport = transportTo(`${server.baseUrl}/api/v1/`);
		const json = await transport.send({
			method: 'PUT',
			path: '/users/1',
			headers: { authorization: 'Bearer x' },
			body: { json: { firstName: 'Żółć' } },
		});
		expect(json.status).toBe(207);
		expect(json.headers['x-kind']).toBe('test');
		expect(new TextDecoder().decode(json.body)).toBe('PUT {"firstName":"Żółć"}');
		await transport.send({ method: 'POST', path: '/f', body: { form: { a: 'x y&z' } } });
		await transport.send({ method: 'GET', path: '/q', query: { query: "N'a+b c'" } });
		const [first, second, third] = server.seen;
		expect(first?.headers).toMatchObject({
			accept: 'application/json',
			authorization: 'Bearer x',
			'content-type': 'application/json; charset=utf-8',
		});
		expect(second?.form).toEqual({ a: 'x y&z' });
		expect(second?.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(third?.query).toEqual({ query: "N'a+b c'" });
	});

	it('keeps connections, and opens no more than it may', async () => {
		const ports = new Set<number | undefined>();
		const server = await serve(() => (request, response) => {
			ports.add(request.socket.remotePort);
			response.end('[]');
		});
		const transport = transportTo(server.baseUrl, { maxConnections: 2 });
		await Promise.all(
			Array.from({ length: 20 }, async () => await transport.send({ method: 'GET', path: '/x' })),
		);
		expect(server.seen).toHaveLength(20);
		expect(ports.size).toBeLessThanOrEqual(2);
	});

	it('follows no redirect', async () => {
		const server = await serve(() => ({ status: 302, headers: { location: '/api/v1/other' } }));
		const response = await transportTo(server.baseUrl).send({ method: 'GET', path: '/x' });
		expect(response.status).toBe(302);
		expect(server.seen).toHaveLength(1);
	});

	it('asks the lookup and the filter of the host', async () => {
		const server = await serve(() => ({ text: 'here' }));
		const asked: string[] = [];
		const transport = transportTo(`http://net2.invalid:${server.port}`, {
			lookup: (host, _options, done) => {
				asked.push(host);
				done(null, [{ address: '127.0.0.1', family: 4 }]);
			},
			validateUrl: async (url) => {
				asked.push(url);
			},
		});
		await transport.send({ method: 'GET', path: '/x' });
		await transport.send({ method: 'GET', path: '/x' });
		expect(asked.filter((one) => one.startsWith('http:'))).toHaveLength(1);
		expect(new Set(asked)).toEqual(new Set([`http://net2.invalid:${server.port}`, 'net2.invalid']));
	});

	it('says so when the host does not allow the address', async () => {
		const server = await serve(() => ({}));
		const error = await failure(
			transportTo(server.baseUrl, {
				validateUrl: async () => {
					throw new Error('blocked');
				},
			}),
		);
		expect(error.reason).toBe('unreachable');
		expect(error.cure).toContain('N8N_SSRF_ALLOWED');
		expect(server.seen).toEqual([]);
	});

	it('goes through the proxy of the environment, but not where NO_PROXY says so', async () => {
		const server = await serve(() => ({ text: 'here' }));
		const tunnels: string[] = [];
		const proxy = await startTunnel((target) => tunnels.push(target));
		process.env['HTTP_PROXY'] = proxy.url;
		try {
			await transportTo(server.baseUrl).send({ method: 'GET', path: '/x' });
			expect(tunnels).toEqual([`localhost:${server.port}`]);
			process.env['NO_PROXY'] = 'localhost';
			await transportTo(server.baseUrl).send({ method: 'GET', path: '/x' });
			expect(tunnels).toHaveLength(1);
			delete process.env['NO_PROXY'];
			await proxy.refuse();
			const error = await failure(transportTo(server.baseUrl));
			expect(error.reason).toBe('unreachable');
			expect(error.explanation).toContain('NO_PROXY');
		} finally {
			delete process.env['HTTP_PROXY'];
			delete process.env['NO_PROXY'];
		}
	});
});

describe('why a request fails', () => {
	it('host unknown', async () => {
		const error = await failure(
			transportTo('http://net2.invalid', {
				lookup: (_host, _options, done) => {
					done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
				},
			}),
		);
		expect(error).toMatchObject({ reason: 'unreachable', call: { method: 'GET' } });
		expect(error.message).toContain('host name');
	});

	it('port closed, also for a write: nothing was sent', async () => {
		const server = await serve(() => ({}));
		await server.close();
		closing.pop();
		const transport = transportTo(server.baseUrl);
		for (const method of ['GET', 'POST'] as const) {
			const error = await failure(transport, { method });
			expect(error.reason).toBe('unreachable');
			expect(error.message).toContain('refuses connections');
		}
	});

	it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
		'a connection that breaks before the reply: %s',
		async (method) => {
			const server = await serve(() => (request) => request.socket.destroy());
			const error = await failure(transportTo(server.baseUrl), { method });
			expect(error.reason).toBe(method === 'GET' ? 'unreachable' : 'unknownOutcome');
		},
	);

	it.each(['GET', 'POST'] as const)('a reply cut short: %s', async (method) => {
		const server = await serve(() => (request, response) => {
			response.writeHead(200, { 'content-length': '100' });
			response.write('[{"id":1', () => request.socket.destroy());
		});
		const error = await failure(transportTo(server.baseUrl), { method });
		expect(error.reason).toBe(method === 'GET' ? 'unreachable' : 'unknownOutcome');
	});

	it.each(['GET', 'POST'] as const)('no reply in time: %s', async (method) => {
		const server = await serve(() => () => {});
		const error = await failure(transportTo(server.baseUrl), { method, timeoutMs: 50 });
		expect(error.reason).toBe(method === 'GET' ? 'timeout' : 'unknownOutcome');
		expect(error.message).toContain('in time');
	});

	it('a body that stops coming is a time-out too', async () => {
		const server = await serve(() => (_request, response) => {
			response.write('[');
		});
		const error = await failure(transportTo(server.baseUrl), { timeoutMs: 50 });
		expect(error.reason).toBe('timeout');
	});

	it('cancelled, before and during', async () => {
		const controller = new AbortController();
		const server = await serve(() => () => controller.abort());
		const transport = transportTo(server.baseUrl);
		const during = await failure(transport, { signal: controller.signal, method: 'POST' });
		expect(during.reason).toBe('cancelled');
		const before = await failure(transport, { signal: controller.signal });
		expect(before.reason).toBe('cancelled');
		expect(server.seen).toHaveLength(1);
	});
});

describe('certificates', () => {
	const hour = 3_600_000;
	const at = (hours: number) => new Date(Date.now() + hours * hour);

	it('does not trust what Net2 made for itself, and names the file that helps', async () => {
		const made = await selfSigned();
		const server = await serve(() => ({}), made);
		const error = await failure(transportTo(server.baseUrl), { method: 'POST' });
		expect(error.reason).toBe('certificate');
		expect(error.message).toContain('self-signed');
		expect(error.cure).toContain('Net2LocalAPI.crt');
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
		['for another host', { host: 'elsewhere.example' }, 'another host name'],
	])('%s', async (_what, options, words) => {
		const made = await selfSigned(options);
		const server = await serve(() => ({}), made);
		const error = await failure(transportTo(server.baseUrl, { caCertificate: made.cert }));
		expect(error.reason).toBe('certificate');
		expect(error.message).toContain(words);
	});

	it('can be told to trust anything', async () => {
		const server = await serve(() => ({ text: 'here' }), await selfSigned());
		const transport = transportTo(server.baseUrl, { allowUnauthorizedCerts: true });
		expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
	});

	it('tells https on an http port', async () => {
		const server = await serve(() => ({}));
		const error = await failure(transportTo(`https://localhost:${server.port}`));
		expect(error.reason).toBe('unreachable');
		expect(error.explanation).toContain('https://');
	});

	it('refuses a PEM that is none', () => {
		expect(() => transportTo('https://net2', { caCertificate: 'MIIB' })).toThrowError(
			expect.objectContaining({ reason: 'certificate' }),
		);
	});
});

/** A proxy that knows CONNECT only, with plain sockets. */
async function startTunnel(onConnect: (target: string) => void) {
	const { connect } = await import('node:net');
	let refusing = false;
	const server: Server = createServer((socket) => {
		socket.on('error', () => {});
		socket.once('data', (data) => {
			const [, target = ''] = /^CONNECT (\S+)/.exec(data.toString('latin1')) ?? [];
			if (refusing) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
			onConnect(target);
			const [host = '', port = ''] = target.split(':');
			const onward = connect(Number(port), host, () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				socket.pipe(onward).pipe(socket);
			});
			onward.on('error', () => socket.destroy());
			return undefined;
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(async () => server.close());
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		refuse: async () => {
			refusing = true;
		},
	};
}
