import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, pathNumber } from './fields';
import type { Department } from './model';
import { sendList, sendNothing, sendWritten } from './replies';
import { readUserOf, userOf } from './userOf';

/** Departments, and the one of a user (docs/net2-api.md). */
export function departmentRoutes(app: FastifyInstance, context: Context): void {
	app.get('/departments', async (_, reply) => {
		const hidden = context.switches.departmentZero === 'hidden';
		const all = [...context.world.departments.values()];
		return await sendList(
			reply,
			context,
			all.filter(({ id }) => id !== 0 || !hidden),
		);
	});
	app.get('/departments/:id', async (request, reply) => {
		return await reply.send(departmentOf(context, pathNumber(request, 'id')));
	});
	app.post('/departments', async (request, reply) => {
		const name = requiredName(Fields.of(request));
		context.world.last.department += 1;
		const added = { id: context.world.last.department, name };
		context.world.departments.set(added.id, added);
		context.world.touch();
		return await reply.code(201).send(added);
	});
	app.put('/departments/:id', async (request, reply) => {
		const department = changeable(context, pathNumber(request, 'id'));
		department.name = requiredName(Fields.of(request));
		context.world.touch();
		return await sendNothing(reply, 204);
	});
	app.delete('/departments/:id', async (request, reply) => {
		const { id } = changeable(context, pathNumber(request, 'id'));
		context.world.departments.delete(id);
		// What Net2 does to the users in it is unknown. Losing it silently is the worst case for a client.
		for (const user of context.world.users.values()) {
			if (user.departmentId !== id) continue;
			user.departmentId = 0;
			context.world.touch(user.id);
		}
		context.world.touch();
		return await sendNothing(reply, 204);
	});
	userDepartmentRoutes(app, context);
}

function userDepartmentRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/:id/departments', async (request, reply) => {
		const { departmentId } = readUserOf(context, pathNumber(request, 'id'));
		const hidden = departmentId === 0 && context.switches.departmentZero === 'hidden';
		const department = context.world.departments.get(departmentId);
		return await sendList(reply, context, department && !hidden ? [department] : []);
	});
	app.put('/users/:id/departments', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const id = Fields.of(request).number('id');
		if (id === undefined || !context.world.departments.has(id)) {
			throw badRequest('The department does not exist.');
		}
		user.departmentId = id;
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendWritten(reply, context, 'setDepartment');
	});
	app.delete('/users/:id/departments', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		user.departmentId = 0;
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
}

function departmentOf(context: Context, id: number): Department {
	const department = context.world.departments.get(id);
	if (!department) throw notFound('Department');
	return department;
}

function changeable(context: Context, id: number): Department {
	if (id === 0) throw badRequest('Department None cannot be changed.');
	return departmentOf(context, id);
}

function requiredName(fields: Fields): string {
	const name = fields.text('name');
	if (!name?.trim()) throw badRequest('A department needs a name.');
	return name;
}
