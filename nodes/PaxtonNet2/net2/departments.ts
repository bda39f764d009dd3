import type { Call, Caller } from './calls';
import type { Net2Client } from './client';
import { expectDone, readList } from './reply';
import { idsSchema, namedListSchema } from './schemas';

const RIGHT = 'see departments';

/** Departments: API sheet 5.2 and 6. */
export function createDepartments(send: Caller): Net2Client['departments'] {
	return {
		async list() {
			const call: Call = {
				method: 'GET',
				path: '/departments',
				route: '/departments',
				right: RIGHT,
			};
			return readList(call, await send(call), namedListSchema);
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
			expectDone(call, response, 'such department');
			return readList(call, response, idsSchema);
		},
	};
}
