import { instantOf, overAt } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import type { DepartmentRef } from '../run/referenceData';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';

/** Why a user counts as having left. */
export interface Leaver {
	because: 'endDate' | 'department';
	endDate: string | null;
	department: string | null;
}

interface Standing {
	endDate: string | null;
	department: string | null;
	/** When access ended, in ms; null: no end. */
	over: number | null;
	inLeaverDepartment: boolean;
}

/**
 * Returns which of these events are of a user who had left. The event was after the end date, or the user is in the
 * leaver department now. It takes one query for all users, or one reading of the list if SQL is refused.
 */
export async function leaverEvents(
	run: Run,
	events: Net2Event[],
	{ leaverDepartment, site }: { leaverDepartment?: DepartmentRef | undefined; site: Site },
): Promise<Map<number, Leaver>> {
	const ids = [...new Set(events.map(({ userId }) => userId).filter((id) => id > 0))];
	if (ids.length === 0) return new Map();
	const standings = await standingsOf(run, ids, leaverDepartment);
	const leavers = new Map<number, Leaver>();
	for (const event of events) {
		const standing = standings.get(event.userId);
		if (standing === undefined) continue;
		const { over, inLeaverDepartment, endDate, department } = standing;
		const ended = over !== null && over <= instantOf(event.time, site);
		if (!ended && !inLeaverDepartment) continue;
		leavers.set(event.id, { because: ended ? 'endDate' : 'department', endDate, department });
	}
	return leavers;
}

async function standingsOf(
	run: Run,
	ids: number[],
	ref: DepartmentRef | undefined,
): Promise<Map<number, Standing>> {
	const leaverDepartment = ref && (await run.reference.department(ref));
	const rows = await run.reference.rowsOf(ids);
	if (rows !== null)
		return new Map(
			rows.map((row) => [
				row.userId,
				{
					endDate: row.expiryDate,
					department: row.departmentName,
					over: overAt(row.expiryDate, siteFor(run, row)),
					inLeaverDepartment:
						leaverDepartment !== undefined && row.departmentId === leaverDepartment.id,
				},
			]),
		);
	const members =
		leaverDepartment === undefined
			? new Set<number>()
			: new Set(await run.net2.departments.userIds(leaverDepartment.id));
	return new Map(
		(await run.net2.users.listed()).map((user) => [
			user.id,
			{
				endDate: user.expiryDate,
				department: members.has(user.id) ? (leaverDepartment?.name ?? null) : null,
				over: overAt(user.expiryDate, siteFor(run, user)),
				inLeaverDepartment: members.has(user.id),
			},
		]),
	);
}
