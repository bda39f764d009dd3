import type { Call } from './call';
import type { ProfiledWrite } from './siteProfile';
import type { HttpResponse } from './transport';

const ROUTES: Record<ProfiledWrite, string> = {
	createUser: 'POST /users',
	updateUser: 'PUT /users/{id}',
	deleteUser: 'DELETE /users/{id}',
	setDepartment: 'PUT /users/{id}/departments',
	setLevels: 'PUT /users/{id}/doorpermissionset',
	addCard: 'POST /users/{id}/tokens',
	changeCard: 'PUT /users/{id}/tokens/{tokenId}',
	removeCard: 'DELETE /users/{id}/tokens/{tokenId}',
};

/**
 * Notes the status of each write that succeeds. Clients accept any 2xx, since no source shows which one Net2 sends
 * (docs/net2-api.md). A rehearsal reports what it saw.
 */
export function createWriteStatuses(): {
	onSuccess(call: Call, response: HttpResponse): void;
	writeStatus(write: ProfiledWrite): number | undefined;
	/** How many writes of a user that exists have succeeded. */
	writesOf(userId: number): number;
} {
	const statuses = new Map<string, number>();
	const writes = new Map<string, number>();
	return {
		onSuccess({ method, route, path }, { status }) {
			if (method === 'GET') return;
			statuses.set(`${method} ${route}`, status);
			const id = /^\/users\/(\d+)/.exec(path)?.[1];
			if (id !== undefined) writes.set(id, (writes.get(id) ?? 0) + 1);
		},
		writeStatus: (write) => statuses.get(ROUTES[write]),
		writesOf: (userId) => writes.get(String(userId)) ?? 0,
	};
}
