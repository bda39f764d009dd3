import { notFound } from './apiError';
import type { Context } from './context';
import type { NetUser } from './model';

/** The person in the path, or a 404 (API sheet, section 4). */
export function userOf(context: Context, id: number): NetUser {
	const user = context.world.activeUser(id);
	if (!user) throw notFound('User');
	return user;
}
