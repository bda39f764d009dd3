import type { FastifyInstance } from 'fastify';
import { badRequest } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, isRecord, pathNumber, readBody, wholeNumber } from './fields';
import type { NetUser } from './model';
import { sendWritten } from './replies';
import { readUserOf, userOf } from './userOf';
import { showPermissionSet } from './userView';

/** Access levels and individual doors of a user (docs/net2-api.md). */
export function permissionRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/:id/doorpermissionset', async (request, reply) => {
		const user = readUserOf(context, pathNumber(request, 'id'));
		return await reply.send(showPermissionSet(user, context.world, context.switches));
	});
	app.put('/users/:id/doorpermissionset', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		readPermissionSet(user, readBody(request), context);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendWritten(reply, context, 'setLevels');
	});
}

/**
 * Replaces the whole set. Three things are switches, because docs/net2-api.md has no certain answer. They decide
 * which list clears all levels, and what happens to individual doors that are left out. They also decide what Net2
 * Lite does with several levels.
 */
export function readPermissionSet(user: NetUser, body: unknown, context: Context): void {
	const fields = new Fields(body);
	const individual = fields.list('individualPermissions');
	const levels = requestedLevels(user, fields, context);
	if (individual) user.individualPermissions = individual;
	else if (context.switches.individual === 'omit-clears') user.individualPermissions = [];
	user.accessLevels = levels;
}

function requestedLevels(user: NetUser, fields: Fields, context: Context): number[] {
	const { switches, world } = context;
	const given = fields.list('accessLevels');
	if (!given) return user.accessLevels;
	const levels = [...new Set(given.map((level) => levelId(level, context)))];
	for (const level of levels) {
		if (!world.levels.has(level)) throw badRequest(`Access level ${level} does not exist.`);
	}
	if (levels.length === 0) return switches.clearLevels === 'zero' ? user.accessLevels : [];
	if (levels.every((level) => level === 0)) {
		return switches.clearLevels === 'empty' ? user.accessLevels : [0];
	}
	if (levels.length > 1 && switches.lite === 'reject') {
		throw badRequest('Only one access level is allowed.');
	}
	return switches.lite === 'keep-last' ? levels.slice(-1) : levels;
}

/** A server that returns levels as objects takes them as objects, too, and as ids from clients that send those. */
function levelId(level: unknown, { switches }: Context): number {
	const isObject = switches.levelForm === 'objects' && isRecord(level);
	return wholeNumber(isObject ? new Fields(level).raw('id') : level, 'accessLevels');
}
