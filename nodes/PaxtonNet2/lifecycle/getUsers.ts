import { Net2Error } from '../net2/errors';
import { correlationFieldId } from '../mapping/fields';
import type { CustomField, Department, UserRow } from '../net2/model';
import { userNotFound } from './users/userNotFound';
import { forEachUser } from './users/forEachUser';
import type { Failure, UserView } from './result/result';
import { nameIn } from './result/resultBuilder';
import type { GetParams, Request, Run } from './run/request';
import { describeUser, describeObserved } from './result/observedState';

/** One user with department and levels, or why not. */
export async function getUser(
	run: Run,
	requests: Array<Request<GetParams>>,
): Promise<Array<Partial<UserView> | Failure>> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (subject, requestsOfUser) => {
			const { userId } = subject;
			if (userId === null) throw userNotFound(subject);
			const [user, department, permissions] = await Promise.all([
				run.net2.users.get(userId),
				run.net2.users.department(userId),
				run.net2.users.doorPermissions(userId),
			]);
			if (user === undefined) throw userNotFound({ ...subject, key: null });
			const view = await describeObserved(run, { user, department, permissions });
			return requestsOfUser.map(() => view);
		},
	);
}

/** A user in a list. */
export interface ListedUser extends UserView {
	/** The personnel number, by the usual field. */
	key: string | null;
	name: string;
}

/**
 * All users, with department. Users deleted in Net2 are not among them. Departments come by one query, or by one call
 * per department if SQL is refused. If neither works, the department is left out, and a warning says so.
 */
export async function getAllUsers(run: Run): Promise<{ users: ListedUser[]; warnings: string[] }> {
	const [users, fields] = await Promise.all([run.reference.users(), run.reference.customFields()]);
	const warnings: string[] = [];
	const rows = await run.reference.allRows();
	const departments =
		rows === null ? await departmentsByCall(run, warnings) : departmentsByRow(rows);
	// It is not known whether the list contains deleted users (docs/net2-api.md#get-users). The rows show it.
	const deleted = new Set(rows?.filter(({ active }) => !active).map(({ userId }) => userId));
	const numberField = numberFieldOf(fields);
	const listed = users
		.filter(({ id }) => !deleted.has(id))
		.map((user): ListedUser => {
			const key = user.customFields.find(({ id }) => id === numberField)?.value?.trim() ?? '';
			const view = {
				key: key === '' ? null : key,
				name: nameIn(user),
				...describeUser(run, user, fields),
			};
			return departments === null
				? view
				: { ...view, department: departments.get(user.id) ?? null };
		});
	return { users: listed, warnings };
}

/** The custom field with the personnel number; null if the labels of this site leave that open. */
function numberFieldOf(fields: CustomField[]): number | null {
	try {
		return correlationFieldId(undefined, fields);
	} catch {
		return null;
	}
}

function departmentsByRow(rows: UserRow[]): Map<number, Department> {
	return new Map(
		rows
			.filter(({ departmentId }) => departmentId !== null && departmentId !== 0)
			.map((row) => [row.userId, { id: row.departmentId ?? 0, name: row.departmentName ?? '' }]),
	);
}

async function departmentsByCall(
	run: Run,
	warnings: string[],
): Promise<Map<number, Department> | null> {
	try {
		const members = new Map<number, Department>();
		for (const department of await run.reference.departments()) {
			if (department.id === 0) continue;
			for (const id of await run.net2.departments.userIds(department.id))
				members.set(id, department);
		}
		return members;
	} catch (error) {
		if (!(error instanceof Net2Error)) throw error;
		warnings.push(`Departments are left out: ${error.message}`);
		return null;
	}
}
