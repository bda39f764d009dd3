import { replyMessages } from '../messages/reply';
import { placeOf, type Call } from './call';
import type { Net2Client } from './client';
import { failure } from './errors';

/**
 * A part of a user, such as cards, was answered as if the user did not exist. Only the user's own record shows whether
 * that is so (docs/safety-rules.md, rule 1). A proxy may answer 404 while Net2 restarts. A user who seemed to have no
 * levels would keep them.
 *
 * @returns undefined if Net2 has no such user
 * @throws Net2Error `badReply` if Net2 has the user
 */
export async function missingPart(
	get: Net2Client['users']['get'],
	userId: number,
	{ call, status }: { call: Call; status: number },
): Promise<undefined> {
	if ((await get(userId)) === undefined) return undefined;
	const place = placeOf(call, status);
	throw failure(replyMessages.partOfUserMissing, place, place);
}
