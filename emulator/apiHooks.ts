import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forbidden, unauthorized } from './apiError';
import type { Context } from './context';
import type { RuleFault } from './faults';
import { Fields, queryText, readBody } from './fields';
import { htmlPage, pascalCase } from './replies';
import { digestOf } from './requestLog';
import type { LoggedRequest } from './requestLog';
import { sendTooMany } from './signIn';
import type { RouteGroup } from './switches';

interface UnderWay {
	entry: LoggedRequest;
	path: string;
	began: number;
	fault?: RuleFault;
}

/** What every API request passes: the log, latency, faults, the token and the operator's rights. */
export function apiHooks(app: FastifyInstance, context: Context): void {
	const underWay = new WeakMap<FastifyRequest, UnderWay>();

	app.addHook('onRequest', async (request, reply) => {
		// The clock of the server, which need not be that of this machine.
		void reply.header('date', context.clock.now().toUTCString());
		const path = request.url.split('?')[0] ?? '';
		const entry = context.log.start(request.method, path);
		underWay.set(request, { entry, path, began: performance.now() });
	});

	app.addHook('preHandler', async (request, reply) => {
		const current = underWay.get(request);
		if (!current) return;
		describe(request, current.entry);
		if (context.switches.serial) reply.raw.once('close', await context.serial.enter());
		if (context.switches.latency > 0) await context.clock.sleep(context.switches.latency);
		const fault = context.faults.strike(request.method, current.path);
		if (fault !== undefined) {
			current.fault = fault;
			current.entry.fault = fault;
			if (await strikeBefore(fault, request, reply, context)) return reply;
		}
		if (queryIsTooLong(request, context)) {
			return await reply.code(400).type('text/html').send(htmlPage('400 Bad Request'));
		}
		checkToken(request, current.path, context);
		checkRights(current.path, context);
		return undefined;
	});

	app.addHook('preSerialization', async (request, _, payload: unknown) => {
		// The names in a token reply are OAuth's own.
		const ours = context.switches.casing === 'camel' || isSignIn(request.url);
		return ours ? payload : pascalCase(payload);
	});

	app.addHook('onSend', async (request, reply, payload: unknown) => {
		const current = underWay.get(request);
		if (!current) return payload;
		current.entry.ms = Math.round(performance.now() - current.began);
		if (current.fault === 'truncate') return truncated(request, reply, payload);
		if (current.fault === 'timeout-after') await context.clock.sleep(Infinity);
		if (current.fault === 'reset-after' || current.fault === 'timeout-after') {
			request.raw.socket.destroy();
			return payload;
		}
		if (current.fault === '502-after') {
			void reply.code(502).type('text/html');
			payload = htmlPage('502 Bad Gateway');
		}
		current.entry.status = reply.statusCode;
		return payload;
	});
}

/** ASP.NET limits the query string as it was sent, which is URL-encoded, and answers with a page (docs/net2-api.md). */
function queryIsTooLong({ url }: FastifyRequest, { switches }: Context): boolean {
	const at = url.indexOf('?');
	return switches.maxQueryLength > 0 && at >= 0 && url.length - at - 1 > switches.maxQueryLength;
}

function isSignIn(url: string): boolean {
	return /^\/api\/v1\/authorization\//i.test(url);
}

/** Only what a test may see: the SQL of a query and the kind of a sign-in, never a secret. */
function describe(request: FastifyRequest, entry: LoggedRequest): void {
	entry.digest = digestOf(request.body);
	if (/\/customquery\/querydb$/i.test(entry.path)) entry.query = queryText(request, 'query');
	if (request.method !== 'POST' || !/\/authorization\/tokens$/i.test(entry.path)) return;
	try {
		entry.grant = new Fields(readBody(request)).text('grant_type');
	} catch {
		// A body that cannot be read has no grant type, and the route refuses it.
	}
}

/** Faults in place of the reply. True: the request is finished, and nothing was written. */
async function strikeBefore(
	fault: RuleFault,
	request: FastifyRequest,
	reply: FastifyReply,
	context: Context,
): Promise<boolean> {
	switch (fault) {
		case 'refuse':
			reply.hijack();
			context.refuse();
			return true;
		case 'reset-before':
			reply.hijack();
			request.raw.socket.destroy();
			return true;
		case 'timeout':
			reply.hijack();
			await context.clock.sleep(Infinity);
			request.raw.socket.destroy();
			return true;
		case '500':
			await reply.code(500).send({ message: 'An error has occurred.' });
			return true;
		case '502':
			await reply.code(502).type('text/html').send(htmlPage('502 Bad Gateway'));
			return true;
		case '503':
			await reply.code(503).type('text/html').send(htmlPage('503 Service Temporarily Unavailable'));
			return true;
		case '429':
			await sendTooMany(reply, context);
			return true;
		case 'html':
			await reply.code(200).type('text/html').send(htmlPage('Welcome'));
			return true;
		case 'unauthorized':
			throw unauthorized();
		default:
			return false;
	}
}

/** Half of the body under the full length, then the end of the connection. */
function truncated(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
	const whole = Buffer.isBuffer(payload)
		? payload
		: Buffer.from(typeof payload === 'string' ? payload : '');
	if (whole.length === 0) {
		request.raw.socket.destroy();
		return payload;
	}
	void reply.header('content-length', whole.length);
	return Readable.from(half(whole, request));
}

async function* half(whole: Buffer, request: FastifyRequest): AsyncGenerator<Buffer> {
	yield whole.subarray(0, Math.floor(whole.length / 2));
	await new Promise<void>((resolve) => {
		setImmediate(resolve);
	});
	request.raw.socket.destroy();
}

function checkToken(request: FastifyRequest, path: string, context: Context): void {
	if (isSignIn(path) || /^\/api\/v1\/operators$/i.test(path)) return;
	const header = request.headers.authorization ?? '';
	const token = /^bearer\s+(\S+)$/i.exec(header)?.[1];
	if (token === undefined || !context.signIn.isSignedIn(token)) throw unauthorized();
}

const GROUPS: Array<[start: RegExp, group: RouteGroup]> = [
	[/^\/api\/v1\/users(\/|$)/i, 'users'],
	[/^\/api\/v1\/departments(\/|$)/i, 'departments'],
	[/^\/api\/v1\/accesslevels(\/|$)/i, 'levels'],
	[/^\/api\/v1\/events(\/|$)/i, 'events'],
	[/^\/api\/v1\/customquery(\/|$)/i, 'querydb'],
	[/^\/api\/v1\/(doors|commands\/door)(\/|$)/i, 'doors'],
];

function checkRights(path: string, context: Context): void {
	const group = GROUPS.find(([start]) => start.test(path))?.[1];
	if (group && !context.switches.operatorRights.includes(group)) throw forbidden();
}
