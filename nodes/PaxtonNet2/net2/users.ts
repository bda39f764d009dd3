import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { createdId } from './created';
import { expectDone, readJson, readList } from './reply';
import {
	customFieldsSchema,
	doorPermissionsSchema,
	userDepartmentSchema,
	userSchema,
	usersSchema,
} from './schemas';

const SEE = 'see users';
const CHANGE = 'change users';

/** People: API sheet 5.1 to 5.9. Any 2xx is a success; whether a write took is for a read-back to tell. */
export function createUsers(send: Caller): Net2Client['users'] {
	const one = (id: number, part = ''): Call => ({
		method: 'GET',
		path: `/users/${id}${part}`,
		route: `/users/{id}${part}`,
		right: SEE,
	});
	const write = async (method: 'PUT' | 'DELETE', id: number, part: string, json?: unknown) => {
		const call: Call = { ...one(id, part), method, right: CHANGE, json };
		return { call, response: await send(call) };
	};

	return {
		async list() {
			const call: Call = { method: 'GET', path: '/users', route: '/users', right: SEE };
			return readList(call, await send(call), usersSchema);
		},
		async get(id) {
			const call = one(id);
			const response = await send(call);
			return response.status === 404 ? undefined : readJson(call, response, userSchema);
		},
		async create(body) {
			const call: Call = {
				method: 'POST',
				path: '/users',
				route: '/users',
				right: 'add users',
				json: body,
			};
			const response = await send(call);
			const id = createdId(call, response);
			// 0 is not a person (API sheet 5.1).
			return id !== null && id > 0 ? id : null;
		},
		async update(id, body) {
			const { call, response } = await write('PUT', id, '', { ...body, id });
			expectDone(call, response, 'such user');
		},
		async delete(id) {
			const { response } = await write('DELETE', id, '');
			return response.status !== 404;
		},
		async customFields() {
			const path = '/users/customfieldnames';
			const call: Call = { method: 'GET', path, route: path, right: SEE };
			return readList(call, await send(call), customFieldsSchema);
		},
		async department(id) {
			const call = one(id, '/departments');
			const response = await send(call);
			if (response.status === 404) return undefined;
			const department = readList(call, response, userDepartmentSchema)[0];
			return department === undefined || department.id === 0 ? null : department;
		},
		async setDepartment(id, { id: departmentId, name }) {
			const body = name === undefined ? { id: departmentId } : { id: departmentId, name };
			const { call, response } = await write('PUT', id, '/departments', body);
			expectDone(call, response, 'such user or department');
		},
		async doorPermissions(id) {
			const call = one(id, '/doorpermissionset');
			const response = await send(call);
			return response.status === 404 ? undefined : readJson(call, response, doorPermissionsSchema);
		},
		async setDoorPermissions(id, permissions) {
			const { call, response } = await write('PUT', id, '/doorpermissionset', permissions);
			expectDone(call, response, 'such user');
		},
	};
}
