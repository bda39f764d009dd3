import type { Net2Client } from './client';
import type { User } from './model';

/**
 * All users with their custom fields. It is unknown whether `GET /users` contains these (docs/net2-api.md#get-users). A
 * list in which no user has one may leave them out. Then each user's own record counts, at one request each. Without
 * it no personnel number and no marker would be found: leavers would keep access, and users would exist twice.
 *
 * @throws Net2Error if the list, or a record that is needed, cannot be read
 */
export async function usersWithFields({
	listed,
	get,
}: Pick<Net2Client['users'], 'listed' | 'get'>): Promise<User[]> {
	const users = await listed();
	if (users.some(({ customFields }) => customFields.length > 0)) return users;
	return await Promise.all(users.map(async (user) => (await get(user.id)) ?? user));
}
