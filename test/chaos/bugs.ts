import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import type { DoorPermissionSet, User, UserBody } from '../../nodes/PaxtonNet2/net2/model';
import type { Bug } from './run';

/*
 * Mistakes that a connector to Net2 is easily made with, planted between the lifecycle and the client. Chaos has to find
 * each of them, or it is no proof of anything.
 */

/** What was written is taken for what is there: nothing is read back. */
export const noReadBack: Bug = (client) => {
	const records = new Map<number, UserBody>();
	const sets = new Map<number, DoorPermissionSet>();
	return {
		...client,
		users: {
			...client.users,
			async get(id) {
				const user = await client.users.get(id);
				const sent = records.get(id);
				return user === undefined || sent === undefined ? user : believed(user, sent);
			},
			async update(id, body) {
				await client.users.update(id, body);
				records.set(id, body);
			},
			async doorPermissions(id) {
				return sets.get(id) ?? (await client.users.doorPermissions(id));
			},
			async setDoorPermissions(id, permissions) {
				await client.users.setDoorPermissions(id, permissions);
				sets.set(id, permissions);
			},
		},
	};
};

function believed(user: User, { customFields, ...sent }: UserBody): User {
	const members: Partial<User> = {};
	for (const [name, value] of Object.entries(sent)) Object.assign(members, { [name]: value });
	return {
		...user,
		...members,
		...(customFields && {
			customFields: customFields.map(({ id, value }) => ({ id, value: value ?? '' })),
		}),
	};
}

/** After a lost reply the POST of a person is sent again, without a look. */
export const blindRetry: Bug = (client) => ({
	...client,
	users: {
		...client.users,
		async create(body) {
			try {
				return await client.users.create(body);
			} catch (error) {
				const lost = error instanceof Net2Error && error.reason === 'unknownOutcome';
				if (!lost) throw error;
				return await client.users.create(body);
			}
		},
	},
});

/** Level changes go out with no individual doors, as one published client sends them. */
export const doorsWiped: Bug = (client) => ({
	...client,
	users: {
		...client.users,
		async setDoorPermissions(id, permissions) {
			await client.users.setDoorPermissions(id, { ...permissions, individualPermissions: [] });
		},
	},
});
