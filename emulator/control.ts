import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ApiError } from './apiError';
import { parseConnectionFaults } from './connectionFaults';
import type { ConnectionFaultRule } from './connectionFaults';
import { parseFaults } from './faults';
import type { FaultRule } from './faults';
import { Fields, isRecord, queryText, readBody } from './fields';
import { sendNothing } from './replies';
import type { NetEvent } from './model';
import type { Pass } from './pass';
import { parseEdit } from './people';
import type { UserEdit } from './people';
import type { LoggedRequest } from './requestLog';
import { parseSeed } from './seeds';
import type { Seed } from './seeds';
import type { SecondFactor } from './signInStore';
import type { EmulatorState } from './state';
import type { Switches } from './switches';

/** What the control routes can do with an emulator. */
interface Controls {
	readonly certificate: string | undefined;
	state(): EmulatorState;
	requests(): LoggedRequest[];
	clearRequests(): void;
	mfa(): SecondFactor;
	canOpen(userId: number, door: number, at?: Date): boolean;
	reset(seed?: Seed): void;
	config(switches?: Partial<Switches>): Switches;
	faults(rules: FaultRule[]): void;
	pass(pass: Pass): NetEvent;
	restart(except?: Socket): void;
	connectionFaults(rules: ConnectionFaultRule[]): void;
	editUser(id: number, edit: UserEdit, operator?: string): void;
	refuseFor(milliseconds: number): Promise<void>;
}

/** The emulator's own routes: no token, no latency, no faults, not in the log. */
export function controlRoutes(app: FastifyInstance, emulator: Controls): void {
	const base = '/__emulator';
	app.get(`${base}/state`, async (_, reply) => await reply.send(emulator.state()));
	app.get(`${base}/requests`, async (_, reply) => await reply.send(emulator.requests()));
	app.delete(`${base}/requests`, async (_, reply) => {
		emulator.clearRequests();
		return await sendNothing(reply, 204);
	});
	app.get(`${base}/mfa`, async (_, reply) => await reply.send(emulator.mfa()));
	app.get(`${base}/certificate`, async (_, reply) => {
		if (emulator.certificate === undefined) return await sendNothing(reply, 404);
		return await reply.type('application/x-pem-file').send(emulator.certificate);
	});
	app.get(`${base}/can-open`, async (request, reply) => {
		const number = (name: string) => Number(queryText(request, name) ?? NaN);
		const at = dateOf(queryText(request, 'at'));
		return await reply.send({ canOpen: emulator.canOpen(number('userId'), number('door'), at) });
	});
	app.post(`${base}/reset`, async (request, reply) => {
		const body = readBody(request);
		const seed = isRecord(body) && body.seed !== undefined ? String(body.seed) : undefined;
		return await explained(reply, () => {
			emulator.reset(seed === undefined ? undefined : parseSeed(seed));
			return {};
		});
	});
	app.get(`${base}/config`, async (_, reply) => await reply.send(emulator.config()));
	app.post(`${base}/config`, async (request, reply) => {
		const body = readBody(request);
		return await explained(reply, () => emulator.config(isRecord(body) ? body : {}));
	});
	app.post(`${base}/faults`, async (request, reply) => {
		const body = readBody(request);
		return await explained(reply, () => {
			emulator.faults(parseFaults(body));
			return {};
		});
	});
	app.post(`${base}/connection-faults`, async (request, reply) => {
		const body = readBody(request);
		return await explained(reply, () => {
			emulator.connectionFaults(parseConnectionFaults(body));
			return {};
		});
	});
	app.post(`${base}/refuse`, async (request, reply) => {
		const seconds = Fields.of(request).number('seconds') ?? 1;
		// The port closes only after this reply, and nothing but the time opens it again.
		reply.raw.once('close', () => void emulator.refuseFor(seconds * 1000));
		return await sendNothing(reply.header('connection', 'close'), 204);
	});
	app.post(`${base}/edit`, async (request, reply) => {
		const body = readBody(request);
		return await explained(reply, () => {
			const { userId, operator, ...edit } = parseEdit(body);
			emulator.editUser(userId, edit, operator);
			return {};
		});
	});
	app.post(`${base}/pass`, async (request, reply) => {
		const fields = Fields.of(request);
		const event = emulator.pass({
			cardNumber: fields.text('cardNumber'),
			userId: fields.number('userId'),
			door: fields.number('door') ?? 0,
			at: dateOf(fields.text('at')),
		});
		return await reply.send(event);
	});
	app.post(`${base}/restart`, async (request, reply) => {
		emulator.restart(request.raw.socket);
		// This connection ends like all others, but not before its reply.
		return await sendNothing(reply.header('connection', 'close'), 204);
	});
}

function dateOf(text: string | undefined): Date | undefined {
	if (text === undefined) return undefined;
	const at = new Date(text);
	if (Number.isNaN(at.getTime())) throw new ApiError(400, { message: 'at is not a date.' });
	return at;
}

/** The reply to a control request that is wrong says why. */
async function explained(reply: FastifyReply, act: () => object): Promise<FastifyReply> {
	try {
		return await reply.send(act());
	} catch (error) {
		const message = error instanceof Error ? error.message : 'The request could not be read.';
		return await reply.code(400).send({ message });
	}
}
