import { ApiError, badRequest, notFound } from './apiError';
import type { Context } from './context';
import type { NetUser } from './model';

/**
 * The user of a request that writes. Net2 answers 404 if there is none (docs/net2-api.md). A site where a missing
 * user is read as a 400 answers that here too.
 */
export function userOf(context: Context, id: number): NetUser {
	const user = context.world.activeUser(id);
	if (user) return user;
	throw context.switches.missingUser === '400' ? badRequest('User not found.') : notFound('User');
}

/** The user of a request that reads; how Net2 answers when there is none is the switch `missingUser`. */
export function readUserOf(context: Context, id: number): NetUser {
	const user = context.world.activeUser(id);
	if (user) return user;
	switch (context.switches.missingUser) {
		case '204':
			throw new ApiError(204, undefined);
		case 'null':
			throw new ApiError(200, null);
		default:
			return userOf(context, id);
	}
}
