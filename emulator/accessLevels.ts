import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import type { Context } from './context';
import { Fields, pathNumber } from './fields';
import type { AccessLevel } from './model';
import { sendList, sendNothing } from './replies';

/** Access levels and areas (docs/net2-api.md). */
export function accessLevelRoutes(app: FastifyInstance, context: Context): void {
	app.get('/accesslevels', async (_, reply) => {
		const levels = [...context.world.levels.values()];
		return await sendList(
			reply,
			context,
			levels.map(({ id, name }) => ({ id, name })),
		);
	});
	app.get('/accesslevels/areas', async (_, reply) => {
		return await sendList(reply, context, context.world.areas);
	});
	app.get('/accesslevels/:id', async (request, reply) => {
		const { id, name } = levelOf(context, pathNumber(request, 'id'));
		return await reply.send({ id, name });
	});
	app.get('/accesslevels/:id/detail', async (request, reply) => {
		return await reply.send(levelOf(context, pathNumber(request, 'id')));
	});
	app.post('/accesslevels', async (request, reply) => {
		const fields = Fields.of(request);
		context.world.last.level += 1;
		const added = { id: context.world.last.level, name: '', detailRows: [] };
		changeLevel(added, fields);
		context.world.levels.set(added.id, added);
		context.world.touch();
		return await reply.code(201).send(added);
	});
	app.put('/accesslevels/:id', async (request, reply) => {
		const level = levelOf(context, pathNumber(request, 'id'));
		changeLevel(level, Fields.of(request));
		touchHolders(context, level.id);
		return await sendNothing(reply, 204);
	});
	app.delete('/accesslevels/:id', async (request, reply) => {
		const { id } = levelOf(context, pathNumber(request, 'id'));
		if (id === 0) throw badRequest('Access level 0 cannot be deleted.');
		touchHolders(context, id);
		for (const user of context.world.users.values()) {
			user.accessLevels = user.accessLevels.filter((level) => level !== id);
		}
		context.world.levels.delete(id);
		return await sendNothing(reply, 204);
	});
}

/** The SQL view shows level names, so the rows of all users with this level are out of date. */
function touchHolders(context: Context, id: number): void {
	context.world.touch();
	for (const user of context.world.users.values()) {
		if (user.accessLevels.includes(id)) context.world.touch(user.id);
	}
}

function levelOf(context: Context, id: number): AccessLevel {
	const level = context.world.levels.get(id);
	if (!level) throw notFound('Access level');
	return level;
}

function changeLevel(level: AccessLevel, fields: Fields): void {
	const name = fields.text('name') ?? level.name;
	if (!name.trim()) throw badRequest('An access level needs a name.');
	const rows = fields.list('detailRows')?.map((row) => {
		const detail = new Fields(row);
		return { areaID: detail.number('areaID') ?? 0, timezoneID: detail.number('timezoneID') ?? 0 };
	});
	level.name = name;
	if (rows) level.detailRows = rows;
}
