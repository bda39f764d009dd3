import { describe, expect, it } from 'vitest';
import { failure, serve, startTunnel, transportTo } from './support/wire';

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

	it('refuses a reply of more than 32 MiB, and reads no more of it', async () => {
		const mebibyte = Buffer.alloc(1024 * 1024, ' ');
		let sent = 0;
		const server = await serve(() => (_request, response) => {
			const more = (): void => {
				for (; sent < 1_024 && !response.destroyed; ) {
					sent += 1;
					if (!response.write(mebibyte)) return void response.once('drain', more);
				}
				response.end();
			};
			more();
		});
		const transport = transportTo(server.baseUrl);
		expect(await failure(transport)).toMatchObject({
			reason: 'badReply',
			message: 'The reply of Net2 was larger than 32 MiB, the most that the node accepts.',
		});
		expect(sent).toBeLessThan(100);
	});

	it('follows no redirect', async () => {
		const server = await serve(() => ({ status: 302, headers: { location: '/api/v1/other' } }));
		const response = await transportTo(server.baseUrl).send({ method: 'GET', path: '/x' });
		expect(response.status).toBe(302);
		expect(server.seen).toHaveLength(1);
	});

	it('uses the lookup and the filter of the host', async () => {
		const server = await serve(() => ({ text: 'here' }));
		const requested: string[] = [];
		const transport = transportTo(`http://net2.invalid:${server.port}`, {
			lookup: (host, _options, done) => {
				requested.push(host);
				done(null, [{ address: '127.0.0.1', family: 4 }]);
			},
			validateUrl: async (url) => {
				requested.push(url);
			},
		});
		await transport.send({ method: 'GET', path: '/x' });
		await transport.send({ method: 'GET', path: '/x' });
		expect(requested.filter((one) => one.startsWith('http:'))).toHaveLength(1);
		expect(new Set(requested)).toEqual(
			new Set([`http://net2.invalid:${server.port}`, 'net2.invalid']),
		);
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
		expect(error.remedy).toContain('N8N_SSRF_ALLOWED');
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
