import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import type { Context } from './context';
import { recordEvent } from './events';
import { eventText } from './eventTexts';
import { Fields, pathNumber } from './fields';
import type { Door } from './model';
import { sendList, sendNothing } from './replies';

/** Doors and commands to them (docs/net2-api.md). */
export function doorRoutes(app: FastifyInstance, context: Context): void {
	app.get('/doors', async (_, reply) => {
		const doors = [...context.world.doors.values()];
		return await sendList(
			reply,
			context,
			doors.map(({ id, name }) => ({ name, id })),
		);
	});
	app.get('/doors/status', async (_, reply) => {
		const doors = [...context.world.doors.values()];
		return await sendList(
			reply,
			context,
			doors.map(({ id, name, status }) => ({ id, name, status })),
		);
	});
	app.get('/doors/:id', async (request, reply) => {
		const { id, name } = doorOf(context, pathNumber(request, 'id'));
		return await reply.send({ name, id });
	});
	// An opened relay closes again by itself. One that is held open stays so until another command.
	command(app, context, 'open', undefined);
	command(app, context, 'holdopen', true);
	command(app, context, 'close', false);
	command(app, context, 'control', undefined);
	lockdownRoute(app, context);
}

/** One client only has this route; it needs lockdown rules in Net2 (docs/net2-api.md). */
function lockdownRoute(app: FastifyInstance, context: Context): void {
	app.post('/commands/controlLockdown', async (request, reply) => {
		const lockdown = Fields.of(request).flag('lockdown');
		if (lockdown === undefined) throw badRequest('lockdown is missing.');
		context.world.lockdown = lockdown;
		recordEvent(context, {
			eventType: 550,
			eventDescription: eventText(lockdown ? 'lockdownStarted' : 'lockdownEnded', context.switches),
			eventDetails: context.operator.username,
		});
		return await sendNothing(reply, 200);
	});
}

function command(
	app: FastifyInstance,
	context: Context,
	name: string,
	relayOpen: boolean | undefined,
): void {
	app.post(`/commands/door/${name}`, async (request, reply) => {
		const door = doorOf(context, Fields.of(request).number('doorId'));
		if (relayOpen !== undefined) door.status.doorRelayOpen = relayOpen;
		recordEvent(context, {
			eventType: 580,
			eventDescription: eventText('doorRequest', context.switches),
			eventDetails: name,
			address: door.id,
			deviceName: door.name,
		});
		return await sendNothing(reply, 200);
	});
}

function doorOf(context: Context, id: number | undefined): Door {
	const door = id === undefined ? undefined : context.world.doors.get(id);
	if (!door) throw notFound('Door');
	return door;
}
