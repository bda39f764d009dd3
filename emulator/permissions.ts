import type { FastifyInstance } from 'fastify';
import { badRequest } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, pathNumber, readBody, wholeNumber } from './fields';
import type { NetUser } from './model';
import { sendNothing } from './replies';
import { userOf } from './userOf';

/** Levels and individual permissions of a person: API sheet, section 5.9. */
export function permissionRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/:id/doorpermissionset', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const { accessLevels, individualPermissions } = user;
		return await reply.send({ accessLevels, individualPermissions });
	});
	app.put('/users/:id/doorpermissionset', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		readPermissionSet(user, readBody(request), context);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
}

/**
 * Replaces the whole set. Which body clears all levels, what omitting the individual permissions
 * does, and what Lite makes of several levels, are switches: nobody has recorded them.
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
	const levels = [...new Set(given.map((level) => wholeNumber(level, 'accessLevels')))];
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
