import { replyMessages } from '../messages/reply';
import { placeOf, type Call } from './call';
import { failure } from './errors';
import type { User } from './model';

/**
 * Each user of a list once. Entries with one id are one user. Else a personnel number would seem to belong to two
 * users, and a leaver would keep access.
 *
 * @throws Net2Error `badReply` if two entries of one user differ, since it is not known which is true
 */
export function distinctUsers(call: Call, users: User[], status: number): User[] {
	const byId = new Map<number, User>();
	for (const user of users) {
		const first = byId.get(user.id);
		if (first === undefined) byId.set(user.id, user);
		else if (JSON.stringify(first) !== JSON.stringify(user)) {
			const place = placeOf(call, status);
			throw failure(replyMessages.userListedTwice, { ...place, id: user.id }, place);
		}
	}
	return byId.size === users.length ? users : [...byId.values()];
}
