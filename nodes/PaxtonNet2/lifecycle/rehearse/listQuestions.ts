import type { Rehearsal } from './rehearsal';
import { isRefusal, unlessRefused } from './rehearsal';
import { removeLeftovers } from './removeUser';

/** Any custom field will do; its value is not used. */
const FIELD = 14;

/** Finds out how department None is returned. The user is in None from the start. */
export async function findDepartmentNone(rehearsal: Rehearsal): Promise<void> {
	const { net2, id } = rehearsal;
	await net2.users.setDepartment(id, { id: 0 });
	const departments = (await net2.users.departmentList(id)) ?? [];
	const listed = departments.some((department) => department.id === 0);
	if (!listed && departments.length > 0) {
		rehearsal.leaveOpen(['departmentNone'], 'Net2 did not move the user to department None.');
		return;
	}
	rehearsal.learn(
		'departmentNone',
		listed ? 'listed' : 'hidden',
		listed ? 'Net2 returned department 0.' : 'Net2 returned an empty list.',
	);
}

/**
 * Finds out whether users whose end date has passed are listed, and removes what earlier rehearsals left.
 *
 * @returns the ids of the users that were removed
 */
export async function findExpired(rehearsal: Rehearsal): Promise<number[]> {
	const { net2, id } = rehearsal;
	const listed = await unlessRefused(net2.users.listed());
	const rest = listed?.some((user) => user.id === id) ?? null;
	const sql = await findBySql(rehearsal);
	if (rehearsal.hasEnded)
		rehearsal.learn(
			'expiredListed',
			{ rest, sql: sql.found },
			`${inList(rest)} ${inSql(sql.found, sql.refusal)}`,
		);
	else rehearsal.leaveOpen(['expiredListed'], 'Net2 did not return the past end date of the user.');
	return listed === undefined ? [] : await removeLeftovers(rehearsal, listed);
}

/** Finds out whether a deleted user is listed. Call it after the deletion. */
export async function findDeleted(rehearsal: Rehearsal): Promise<void> {
	const { net2, id, facts } = rehearsal;
	const before = facts.expiredListed;
	// Who is hidden before the deletion shows nothing after it.
	const list = before?.rest === true ? await unlessRefused(net2.users.listed()) : undefined;
	const rest = list?.some((user) => user.id === id) ?? null;
	const sql = before?.sql === true ? (await findBySql(rehearsal)).found : null;
	const hidden = 'Net2 hides this user for its end date, which hides the answer.';
	rehearsal.learn(
		'deletedListed',
		{ rest, sql },
		`${rest === null ? hidden : inList(rest)} ${sql === null ? hidden : inSql(sql)}`,
	);
}

/** Null: the server runs no such query. */
async function findBySql({ net2, id }: Rehearsal) {
	try {
		const rows = await net2.query.usersById([id], FIELD);
		return { found: rows.some((row) => row.userId === id) };
	} catch (error) {
		if (!isRefusal(error)) throw error;
		return { found: null, refusal: error.message };
	}
}

function inList(found: boolean | null): string {
	if (found === null) return 'Net2 did not return the list of users.';
	return found ? 'GET /users has the user.' : 'GET /users does not have the user.';
}

function inSql(found: boolean | null, refusal = ''): string {
	if (found === null) return `Net2 ran no query. ${refusal}`.trim();
	return found ? 'A query found the user.' : 'A query did not find the user.';
}
