import { describe, expect, it } from 'vitest';
import {
	createConcurrencyLimiter,
	maxRequestsFor,
} from '../../nodes/PaxtonNet2/net2/concurrencyLimiter';
import { yieldToEventLoop } from '../../nodes/PaxtonNet2/net2/eventLoop';
import { FakeClock } from './support/fakeClock';

/** A limiter on a clock of its own, and requests that stay under way until the test ends them. */
function limiterFor(users: number) {
	const clock = new FakeClock();
	const limiter = createConcurrencyLimiter(clock, users);
	const started: string[] = [];
	const start = async (route: string, name = route) => {
		const release = await limiter.acquire({ route, isWrite: !route.startsWith('GET') });
		started.push(name);
		return release;
	};
	const respond = (count: number, ms: number, route = 'GET /users/{id}', status = 200) => {
		for (let n = 0; n < count; n += 1) {
			clock.advance(ms);
			limiter.onResponse({ route, status, ms });
		}
	};
	return { clock, limiter, started, begin: start, respond };
}

/** Opens a route, so that it is measured. */
async function used(setup: ReturnType<typeof limiterFor>, ...routes: string[]) {
	for (const route of routes) (await setup.begin(route))();
	await yieldToEventLoop();
	setup.started.splice(0);
}

/** How many of many requests of one route start at once. */
async function width({ begin, started }: ReturnType<typeof limiterFor>, route: string) {
	const before = started.length;
	const requests = Array.from({ length: 20 }, () => begin(route));
	await yieldToEventLoop();
	await yieldToEventLoop();
	const count = started.length - before;
	for (const request of requests) (await request)();
	await yieldToEventLoop();
	return count;
}

describe('the highest number of simultaneous requests', () => {
	it.each([
		[1, 1],
		[2, 4],
		[4, 8],
		[6, 8],
		[20, 20],
	])('for %i users in flight is %i', (users, requests) => {
		expect(maxRequestsFor(users)).toBe(requests);
	});
});

describe('a lull', () => {
	it('comes when no request waits for its place and a place is free', async () => {
		const { limiter, begin } = limiterFor(1);
		const under = await begin('PUT /users/{id}');
		const waiting = begin('GET /users/{id}');
		let isLull = false;
		const lull = limiter.lull().then(() => {
			isLull = true;
		});
		await yieldToEventLoop();
		under();
		const last = await waiting;
		await yieldToEventLoop();
		await yieldToEventLoop();
		expect(isLull).toBe(false);
		last();
		await lull;
		expect(isLull).toBe(true);
	});

	it('leaves the free place to the request that follows a reply', async () => {
		const { limiter, begin, started } = limiterFor(1);
		const get = await begin('GET /users/{id}');
		const lull = limiter.lull().then(() => started.push('lull'));
		await yieldToEventLoop();
		get();
		const put = begin('PUT /users/{id}');
		await Promise.resolve();
		(await put)();
		await lull;
		expect(started).toEqual(['GET /users/{id}', 'PUT /users/{id}', 'lull']);
	});
});

describe('the concurrency limiter', () => {
	it('starts with one request for each user and grows to eight while responses are quick', () => {
		const { limiter, respond } = limiterFor(4);
		expect(limiter.limit).toBe(4);
		respond(3, 10);
		expect(limiter.limit).toBe(4);
		respond(1, 10);
		expect(limiter.limit).toBe(5);
		respond(500, 10);
		expect(limiter.limit).toBe(8);
	});

	it('stays at one request at a time for one user', () => {
		const { limiter, respond } = limiterFor(1);
		respond(50, 10);
		expect(limiter.limit).toBe(1);
	});

	it.each([429, 503])(
		'halves at a %i, once for the requests under way together',
		async (status) => {
			const { limiter, begin, respond } = limiterFor(4);
			respond(100, 10);
			for (let n = 0; n < 8; n += 1) await begin('GET /users');
			respond(8, 10, 'GET /users', status);
			expect(limiter.limit).toBe(4);
			respond(1, 10, 'GET /users', status);
			expect(limiter.limit).toBe(2);
		},
	);

	it('halves when Net2 refuses a connection', () => {
		const { limiter } = limiterFor(4);
		limiter.onResponse({ route: 'GET /users', refused: true });
		expect(limiter.limit).toBe(2);
	});

	it('keeps one request going, however often Net2 refuses', async () => {
		const { limiter, begin, respond } = limiterFor(4);
		respond(40, 10, 'GET /users', 503);
		expect(limiter.limit).toBe(1);
		(await begin('GET /users'))();
	});

	it('sends no more than its limit, and the next request when one is done', async () => {
		const { started, begin } = limiterFor(2);
		const requests = Array.from({ length: 5 }, () => begin('GET /users'));
		await yieldToEventLoop();
		expect(started).toHaveLength(2);
		(await requests[0])?.();
		await yieldToEventLoop();
		await yieldToEventLoop();
		expect(started).toHaveLength(3);
	});

	it('counts a place once, even if it is given back twice', async () => {
		const { started, begin } = limiterFor(1);
		const release = await begin('GET /users');
		const waiting = [begin('GET /users'), begin('GET /users')];
		release();
		release();
		await yieldToEventLoop();
		await yieldToEventLoop();
		expect(started).toHaveLength(2);
		await Promise.all(waiting.map(async (request) => (await request)()));
		expect(started).toHaveLength(3);
	});
});

describe('a write that waits', () => {
	it('goes ahead of every read that waits', async () => {
		const { started, begin } = limiterFor(1);
		const release = await begin('GET /users', 'first');
		const waiting = [begin('GET /users', 'read'), begin('PUT /users/{id}', 'write')];
		release();
		await yieldToEventLoop();
		await yieldToEventLoop();
		expect(started).toEqual(['first', 'write']);
		await Promise.all(waiting.map(async (request) => (await request)()));
		expect(started).toEqual(['first', 'write', 'read']);
	});

	it('gets the place of the read that it follows, although others have waited for longer', async () => {
		const { started, begin } = limiterFor(1);
		const readThenWrite = async () => {
			(await begin('GET /users/{id}', 'read 7'))();
			await Promise.resolve();
			(await begin('PUT /users/{id}', 'write 7'))();
		};
		const done = readThenWrite();
		const others = Array.from({ length: 5 }, async (_, n) =>
			(await begin('GET /x', `other ${n}`))(),
		);
		await Promise.all([done, ...others]);
		expect(started.slice(0, 2)).toEqual(['read 7', 'write 7']);
		expect(started).toHaveLength(7);
	});
});

describe('a slow spell', () => {
	const READ = 'GET /users/{id}';
	const WRITE = 'PUT /users/{id}';

	it('gives a slow route fewer places, and takes none from the others', async () => {
		const setup = limiterFor(4);
		await used(setup, READ, WRITE);
		setup.respond(100, 10, READ);
		setup.respond(50, 10, WRITE);
		for (let n = 0; n < 32; n += 1) {
			setup.respond(1, 400, WRITE);
			setup.respond(1, 10, READ);
		}
		expect(await width(setup, READ)).toBe(8);
		expect(await width(setup, WRITE)).toBeLessThan(4);
	});

	it('narrows the limit only if every route is slow', async () => {
		const setup = limiterFor(4);
		await used(setup, READ, WRITE);
		setup.respond(100, 10, READ);
		setup.respond(100, 10, WRITE);
		expect(setup.limiter.limit).toBe(8);
		for (let n = 0; n < 25; n += 1) {
			setup.respond(1, 300, WRITE);
			setup.respond(1, 300, READ);
		}
		expect(setup.limiter.limit).toBeLessThan(6);
	});

	it.each([
		['quick again', 10],
		['slower than before for good', 200],
	])('ends: the limit is back after it, when the server is %s', async (_what, ms) => {
		const setup = limiterFor(4);
		await used(setup, READ);
		setup.respond(100, 10, READ);
		setup.respond(40, 500, READ);
		expect(setup.limiter.limit).toBeLessThan(6);
		setup.respond(200, ms, READ);
		expect(setup.limiter.limit).toBe(8);
		expect(await width(setup, READ)).toBe(8);
	});

	it('of one route does not outlive its last response by more than half a minute', async () => {
		const setup = limiterFor(4);
		await used(setup, READ, WRITE);
		setup.respond(100, 10, WRITE);
		setup.respond(60, 400, WRITE);
		setup.clock.advance(31_000);
		expect(await width(setup, WRITE)).toBeGreaterThanOrEqual(setup.limiter.limit);
		setup.respond(40, 10, READ);
		expect(await width(setup, WRITE)).toBe(8);
	});

	it('is not seen in small differences, nor in responses whose time says nothing', async () => {
		const setup = limiterFor(4);
		await used(setup, READ);
		setup.respond(100, 1, READ);
		setup.respond(100, 15, READ);
		for (let n = 0; n < 100; n += 1) setup.limiter.onResponse({ route: 'GET /users', status: 200 });
		expect(setup.limiter.limit).toBe(8);
	});

	it('is not seen in writes that always take longer than reads', async () => {
		const setup = limiterFor(4);
		await used(setup, READ, WRITE);
		for (let n = 0; n < 100; n += 1) {
			setup.respond(1, 5, READ);
			setup.respond(1, 60, WRITE);
		}
		expect(await width(setup, WRITE)).toBe(8);
	});
});
