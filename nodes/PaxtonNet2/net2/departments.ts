import { missingMessages } from '../messages/missing';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { createdId } from './created';
import { expectDone, readList } from './reply';
import { idSchema, namedSchema } from './schemas';

const RIGHT = 'see departments';
const CHANGE = 'change departments';

/** Departments, and the users in them (docs/net2-api.md). */
export function createDepartments(send: Caller): Net2Client['departments'] {
	const one = (method: 'PUT' | 'DELETE', id: number): Call => ({
		method,
		path: `/departments/${id}`,
		route: '/departments/{id}',
		right: CHANGE,
	});
	return {
		async list() {
			const call: Call = {
				method: 'GET',
				path: '/departments',
				route: '/departments',
				right: RIGHT,
			};
			return await readList(call, await send(call), namedSchema);
		},
		async userIds(id) {
			const call: Call = {
				method: 'GET',
				// None has a route of its own.
				path: `/departments/${id === 0 ? 'root' : id}/users`,
				route: '/departments/{id}/users',
				right: RIGHT,
			};
			const response = await send(call);
			expectDone(call, response, missingMessages.department);
			const users = await readList(call, response, idSchema);
			// 0 is not a person (docs/net2-api.md).
			return users.map((user) => user.id).filter((userId) => userId !== 0);
		},
		async create(name) {
			const path = '/departments';
			const call: Call = { method: 'POST', path, route: path, right: CHANGE, json: { name } };
			return createdId(call, await send(call));
		},
		async rename(id, name) {
			const call = { ...one('PUT', id), json: { id, name } };
			expectDone(call, await send(call), missingMessages.department);
		},
		async delete(id) {
			const response = await send(one('DELETE', id));
			return response.status !== 404;
		},
	};
}
