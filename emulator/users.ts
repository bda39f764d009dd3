import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import { blankUser } from './blankUser';
import type { Context } from './context';
import { endOfDay, instantOf, localMidnight } from './dates';
import { recordUserChange } from './events';
import { Fields, pathNumber, queryText, readBody, wholeNumber } from './fields';
import type { NetUser } from './model';
import { readPermissionSet } from './permissions';
import { sendList, sendNothing, sendWritten } from './replies';
import { changeUser } from './userChanges';
import { readUserOf, userOf } from './userOf';
import { showUser } from './userView';

/** Users (docs/net2-api.md). */
export function userRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users', async (_, reply) => {
		return await sendList(reply, context, listUsers(context));
	});
	app.get('/users/:id', async (request, reply) => {
		const user = readUserOf(context, pathNumber(request, 'id'));
		return await reply.send(showUser(user, context, 'single'));
	});
	app.get('/users/customfieldnames', async (_, reply) => {
		return await sendList(reply, context, context.world.customFieldNames);
	});
	app.get('/users/customfieldnames/:id', async (request, reply) => {
		const id = pathNumber(request, 'id');
		const found = context.world.customFieldNames.find((field) => field.id === id);
		if (!found) throw notFound('Custom field');
		return await reply.send(found);
	});
	app.post('/users', async (request, reply) => {
		const user = createUser(Fields.of(request), context);
		return await sendWritten(reply, context, 'createUser', showUser(user, context, 'single'));
	});
	app.put('/users/:id', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		updateUser(user, Fields.of(request), context);
		const json = context.switches.putReply === 'json';
		const body = json ? showUser(user, context, 'single') : undefined;
		return await sendWritten(reply, context, 'updateUser', body);
	});
	app.delete('/users/:id', async (request, reply) => {
		deleteUser(userOf(context, pathNumber(request, 'id')), context);
		return await sendWritten(reply, context, 'deleteUser');
	});
	app.delete('/users', async (request, reply) => {
		const ids = readBody(request);
		if (!Array.isArray(ids)) throw badRequest('The request body is not a list of ids.');
		const purge = queryText(request, 'purge')?.toLowerCase() === 'true';
		for (const id of ids) deleteById(wholeNumber(id, 'id'), purge, context);
		return await sendNothing(reply, 204);
	});
}

function listUsers(context: Context, departmentId?: number): unknown[] {
	const list: unknown[] = [];
	for (const user of context.world.users.values()) {
		if (user.deleted && !context.switches.listInactive) continue;
		if (departmentId !== undefined && user.departmentId !== departmentId) continue;
		if (context.switches.expiredInList === 'hidden' && hasExpired(user, context)) continue;
		list.push(showUser(user, context, 'list'));
	}
	return list;
}

/** Whether the end date has passed; whether the last day counts is a switch of its own. */
function hasExpired({ expiryDate }: NetUser, { switches, clock }: Context): boolean {
	if (expiryDate === null) return false;
	const end = switches.expiryDay === 'inclusive' ? endOfDay : instantOf;
	return end(expiryDate, switches.tz) <= clock.now().getTime();
}

/** GET /departments/{id}/users, and `root` for department 0 (docs/net2-api.md). */
export function departmentUserRoutes(app: FastifyInstance, context: Context): void {
	app.get('/departments/root/users', async (_, reply) => {
		return await sendList(reply, context, listUsers(context, 0));
	});
	app.get('/departments/:id/users', async (request, reply) => {
		const id = pathNumber(request, 'id');
		if (!context.world.departments.has(id)) throw notFound('Department');
		return await sendList(reply, context, listUsers(context, id));
	});
}

function createUser(fields: Fields, context: Context): NetUser {
	const { world, switches, clock } = context;
	const blank = { ...blankUser(localMidnight(clock.now(), switches.tz)), id: 0, guid: '' };
	changeUser(blank, fields, context, 'create');
	if (![blank.firstName, blank.middleName, blank.lastName].some((name) => name?.trim())) {
		throw badRequest('A user needs a name.');
	}
	if (switches.newUserLevels === 'zero') blank.accessLevels = [0];
	if (fields.raw('doorAccessPermissionSet')) {
		readPermissionSet(blank, fields.raw('doorAccessPermissionSet'), context);
	}
	// Number 0 is not a user (docs/net2-api.md).
	const added = world.addUser({ ...blank, id: world.last.user + 1 });
	recordUserChange(context, added, 'created');
	return added;
}

function updateUser(user: NetUser, fields: Fields, context: Context): void {
	const id = fields.number('id');
	if (id !== undefined && id !== user.id) throw badRequest('The ids do not agree.');
	// All or nothing: a refusal half-way must not leave half a change.
	const changed = structuredClone(user);
	changeUser(changed, fields, context, 'update');
	const permissions: unknown = fields.raw('doorAccessPermissionSet');
	if (permissions && context.switches.putPermissionSet === 'replace') {
		readPermissionSet(changed, permissions, context);
	}
	Object.assign(user, changed);
	context.world.touch(user.id);
	recordUserChange(context, user, 'changed');
}

function deleteById(id: number, purge: boolean, context: Context): void {
	const { world } = context;
	const user = world.activeUser(id);
	if (user) deleteUser(user, context);
	if (!purge) return;
	world.users.delete(id);
	world.events = world.events.filter((event) => event.userID !== id);
	world.touch(id);
}

/** REST no longer knows a deleted user; SQL keeps the row, inactive (docs/net2-api.md). */
function deleteUser(user: NetUser, context: Context): void {
	user.deleted = true;
	for (const card of context.world.cardsOf(user.id)) context.world.cards.delete(card.id);
	context.world.touch(user.id);
	recordUserChange(context, user, 'deleted');
}
