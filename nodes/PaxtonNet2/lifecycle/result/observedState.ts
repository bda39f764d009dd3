import { siteOf } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type {
	AccessLevel,
	CustomField,
	Department,
	DoorPermissionSet,
	User,
} from '../../net2/model';
import { accessState } from '../plan/accessState';
import type { Clocks } from '../plan/policy';
import type { UserView } from './result';
import type { Run } from '../run/request';

/** What this run has read of one user, newest reading last. */
export interface ObservedState {
	user?: User | undefined;
	department?: Department | null | undefined;
	permissions?: DoorPermissionSet | undefined;
}

/** The zone that this user's dates are in: the credential's, else the one Net2 shows, else the workflow's (docs/dates-and-time-zones.md). */
export function siteFor(run: Run, user?: Pick<User, 'activateDate' | 'expiryDate'>): Site {
	return siteOf({
		siteZone: run.siteZone,
		seenDates: user === undefined ? [] : [user.activateDate, user.expiryDate],
		workflowZone: run.workflowZone,
	});
}

function clocksOf({ clock, net2, siteZone, workflowZone }: Run): Clocks {
	return { now: clock.now(), serverNow: net2.serverNow(), siteZone, workflowZone };
}

/**
 * What a workflow is shown of a user: no PIN, custom fields by the site's labels, levels by name. If labels cannot be
 * read, numbers replace them. That is no reason to call a confirmed write a failure.
 */
export async function describeObserved(run: Run, seen: ObservedState): Promise<Partial<UserView>> {
	const { user, department, permissions } = seen;
	const view: Partial<UserView> = {};
	if (user !== undefined)
		Object.assign(
			view,
			describeUser(run, user, await run.reference.customFields().catch(() => [])),
		);
	if (department !== undefined) view.department = department;
	if (permissions !== undefined)
		view.accessLevels = levelsOf(permissions, await run.reference.levels().catch(() => []));
	return view;
}

/** The levels of a set by name. 0 means none. */
export function levelsOf(permissions: DoorPermissionSet, all: AccessLevel[]): AccessLevel[] {
	return permissions.accessLevels
		.filter((id) => id !== 0)
		.map((id) => ({ id, name: all.find((level) => level.id === id)?.name ?? `level ${id}` }));
}

export function describeUser(
	run: Run,
	user: User,
	fields: CustomField[],
): Omit<UserView, 'department' | 'accessLevels'> {
	const label = (id: number) => fields.find((field) => field.id === id)?.name ?? `Field ${id}`;
	const { id, firstName, middleName, lastName, telephone, extension, fax } = user;
	const { isAlarmUser, isAntiPassbackUser, isLockdownExempt } = user;
	return {
		id,
		firstName,
		middleName,
		lastName,
		telephone,
		extension,
		fax,
		enabled: accessState(user, clocksOf(run)).enabled,
		startDate: user.activateDate,
		endDate: user.expiryDate,
		customFields: Object.fromEntries(
			user.customFields.map((field) => [label(field.id), field.value]),
		),
		hasPin: (user.pin ?? '') !== '',
		...(isAlarmUser === undefined ? {} : { isAlarmUser }),
		...(isAntiPassbackUser === undefined ? {} : { isAntiPassbackUser }),
		...(isLockdownExempt === undefined ? {} : { isLockdownExempt }),
	};
}
