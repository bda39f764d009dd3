import { missingMessages } from '../messages/missing';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { createdId } from './created';
import { distinctUsers } from './distinctUsers';
import { Net2Error } from './errors';
import { missingPart } from './missingPart';
import type { UserBody } from './model';
import { expectDone, readJson, readList, textOf } from './reply';
import { customFieldSchema, doorPermissionsSchema, namedSchema, userSchema } from './schemas';
import type { HttpResponse } from './transport';
import { usersWithFields } from './usersWithFields';

const SEE = 'see users';
const CHANGE = 'change users';

/**
 * Users, their departments and their permissions (docs/net2-api.md). Any 2xx is a success. Whether a write took effect is
 * for a reading afterwards to find out.
 */
export function createUsers(
	send: Caller,
	isMissing: NonNullable<Call['isMissing']>,
): Net2Client['users'] {
	const one = (id: number, part = ''): Call => ({
		method: 'GET',
		path: `/users/${id}${part}`,
		route: `/users/{id}${part}`,
		right: SEE,
	});
	const put = (id: number, part: string, json: unknown): Call => ({
		...one(id, part),
		method: 'PUT',
		right: CHANGE,
		json,
	});
	const listed = async () => {
		const call: Call = { method: 'GET', path: '/users', route: '/users', right: SEE };
		const response = await send(call);
		const users = await readList(call, response, userSchema);
		// 0 is not a person (docs/net2-api.md).
		const real = users.filter(({ id }) => id !== 0);
		return distinctUsers(call, real, response.status);
	};
	const get = async (id: number) => {
		const call = one(id);
		const response = await send({ ...call, isMissing });
		return isNone(response) ? undefined : readJson(call, response, userSchema);
	};
	const departmentList = async (id: number) => {
		const call = one(id, '/departments');
		const response = await send({ ...call, isMissing });
		const { status } = response;
		if (status === 404) return await missingPart(get, id, { call, status });
		return await readList(call, asList(response), namedSchema);
	};

	return {
		list: () => usersWithFields({ listed, get }),
		listed,
		get,
		async create(body) {
			const call: Call = {
				method: 'POST',
				path: '/users',
				route: '/users',
				right: 'add users',
				json: withoutNoDates(body),
			};
			const response = await send(call);
			const id = createdId(call, response);
			// 0 is not a person (docs/net2-api.md).
			return id !== null && id > 0 ? id : null;
		},
		async update(id, body, beforeSending) {
			const call = { ...put(id, '', { ...body, id }), beforeSending };
			expectDone(call, await send(call), missingMessages.user);
		},
		async delete(id) {
			const response = await send({ ...one(id), method: 'DELETE', right: CHANGE });
			return response.status !== 404;
		},
		async customFields() {
			const path = '/users/customfieldnames';
			const call: Call = { method: 'GET', path, route: path, right: SEE };
			return await readList(call, await send(call), customFieldSchema);
		},
		async department(id) {
			const departments = await departmentList(id);
			if (departments === undefined) return undefined;
			const [department] = departments;
			return department === undefined || department.id === 0 ? null : department;
		},
		departmentList,
		async setDepartment(id, { id: departmentId, name }) {
			const body = name === undefined ? { id: departmentId } : { id: departmentId, name };
			const call = put(id, '/departments', body);
			expectDone(call, await send(call), missingMessages.userOrDepartment);
		},
		async doorPermissions(id) {
			const call = one(id, '/doorpermissionset');
			const response = await send({ ...call, isMissing });
			return isNone(response)
				? await missingPart(get, id, { call, status: response.status })
				: readJson(call, response, doorPermissionsSchema);
		},
		async setDoorPermissions(id, permissions, beforeSending) {
			const call = { ...put(id, '/doorpermissionset', permissions), beforeSending };
			expectDone(call, await send(call), missingMessages.user);
		},
		async setLevelsWithoutDoors(id, accessLevels) {
			const call = put(id, '/doorpermissionset', { accessLevels });
			expectDone(call, await send(call), missingMessages.user);
		},
		async missingReply(id) {
			const response = await send(one(id)).catch((error: unknown) => {
				if (error instanceof Net2Error && error.call.status === 400) return null;
				throw error;
			});
			if (response === null) return '400';
			if (response.status === 404) return '404';
			if (response.status === 204) return '204';
			return textOf(response) === 'null' ? 'null' : undefined;
		},
	};
}

/** Whether Net2 does not have a user. It answers 404, an empty 204 or `null`. A recognised 400 comes as 404. */
function isNone(response: HttpResponse): boolean {
	const { status } = response;
	return status === 404 || status === 204 || textOf(response) === 'null';
}

/** No client of Net2 sends a date that is none in a POST; all leave it out (docs/net2-api.md). */
function withoutNoDates(body: UserBody): UserBody {
	const { expiryDate, activateDate, ...rest } = body;
	return {
		...rest,
		...(expiryDate != null && { expiryDate }),
		...(activateDate != null && { activateDate }),
	};
}

/** A user's department comes in a list of at most one, or by itself. */
function asList(response: HttpResponse): HttpResponse {
	const text = textOf(response);
	return text.startsWith('{')
		? { ...response, body: new TextEncoder().encode(`[${text}]`) }
		: response;
}
