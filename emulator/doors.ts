import type { FastifyInstance } from 'fastify';
import { notFound } from './apiError';
import type { Context } from './context';
import { recordEvent } from './events';
import { Fields, pathNumber } from './fields';
import type { Door } from './model';
import { sendList, sendNothing } from './replies';

/** Doors and commands to them: API sheet, section 8. */
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
	// An opened relay closes again by itself; held open it stays so until it is told otherwise.
	command(app, context, 'open', undefined);
	command(app, context, 'holdopen', true);
	command(app, context, 'close', false);
	command(app, context, 'control', undefined);
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
			eventDescription: 'Request door open',
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
