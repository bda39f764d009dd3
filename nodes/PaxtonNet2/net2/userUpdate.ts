import type { Net2Client } from './client';
import { Net2Error } from './errors';
import type { CustomFieldValue, User, UserBody } from './model';

/**
 * Which members a PUT on a user contains (docs/net2-api.md). `short` is both dates as just read, and what changes. If
 * a custom field changes, it has the whole list of them. `complete` is everything that was read, for a server that
 * clears what is left out. A PIN is sent only if it is to change. The exception is `completeWithPin`, for a server that
 * is known to clear a PIN that is left out.
 */
export type WriteForm = 'short' | 'complete' | 'completeWithPin';

const CARRIED = [
	'firstName',
	'middleName',
	'lastName',
	'telephone',
	'extension',
	'fax',
	'isAntiPassbackUser',
	'isAlarmUser',
	'isLockdownExempt',
] as const;

/**
 * The members of a PUT. The end date is always sent exactly as read, since a PUT without one means "never ends". An
 * empty start date is left out, because the server may not accept null.
 *
 * @param changes what becomes different. Custom fields are by id. If the body has any, the others are sent as read
 */
export function userBody(user: User, changes: UserBody, form: WriteForm): UserBody {
	const body: UserBody = form === 'short' ? {} : carried(user);
	if (form === 'completeWithPin' && user.pin !== null) body.pin = user.pin;
	body.expiryDate = user.expiryDate;
	if (user.activateDate !== null) body.activateDate = user.activateDate;
	Object.assign(body, changes);
	// A server may clear the custom fields that the list does not name. The personnel number is one of them.
	if (form !== 'short' || changes.customFields !== undefined) {
		body.customFields = mergedFields(user.customFields, changes.customFields ?? []);
	}
	return body;
}

/**
 * Writes a user by PUT. If Net2 rejects the body as a whole (400), it is sent once more. Then it has the id, the end
 * date and the changed members alone (safety rule 2, docs/safety-rules.md).
 *
 * @param user as just read
 * @returns the members that Net2 accepted, for the comparison with what it then reads back
 * @throws Net2Error as `users.update` does. After two rejections the error is that of the first body
 */
export async function updateUser(
	users: Pick<Net2Client['users'], 'update'>,
	user: User,
	changes: UserBody,
	form: WriteForm,
	beforeSending?: () => void,
): Promise<UserBody> {
	const body = userBody(user, changes, form);
	try {
		await users.update(user.id, body, beforeSending);
		return body;
	} catch (error) {
		const least: UserBody = { expiryDate: user.expiryDate, ...changes };
		const isSame = Object.keys(least).length === Object.keys(body).length;
		if (!isRejected(error) || isSame) throw error;
		await users.update(user.id, least, beforeSending).catch((again: unknown) => {
			throw isRejected(again) ? error : again;
		});
		return least;
	}
}

function isRejected(error: unknown): boolean {
	return error instanceof Net2Error && error.call.status === 400;
}

/** Null text means "unchanged", and flags that the server did not send are unknown to it. So both are left out. */
function carried(user: User): UserBody {
	const known = CARRIED.filter((name) => user[name] !== null && user[name] !== undefined);
	return Object.fromEntries(known.map((name) => [name, user[name]]));
}

/** All custom fields, with the changes in the place of what was read. */
function mergedFields(
	read: readonly CustomFieldValue[],
	changes: readonly CustomFieldValue[],
): CustomFieldValue[] {
	const changed = new Set(changes.map(({ id }) => id));
	const kept = read.filter(({ id, value }) => value !== null && !changed.has(id));
	return [...kept, ...changes].sort((one, other) => one.id - other.id);
}
