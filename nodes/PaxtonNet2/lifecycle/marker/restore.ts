import { isEnabled } from '../../mapping/dates';
import type { CustomField, CustomFieldValue, Department, User } from '../../net2/model';
import { doorPermissions, inDepartment } from '../steps/aspects';
import { NONE } from '../run/referenceData';
import { levelGiven } from '../steps/exactLevels';
import { markerFieldOf, markerText, readMarker, type Marker } from './marker';
import { withMemory } from './memory';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Run } from '../run/request';
import { levelsOf, siteFor } from '../result/observedState';
import type { Step } from '../steps/steps';
import type { TargetUser } from '../users/targetUser';

/** What a rehired person had before they left, on its way back (design 5). */
export interface Remembered {
	/** Department and levels; access itself, the dates, comes after them (rule 7). */
	steps: Step[];
	/** The custom fields without what was remembered, or null where there was nothing. */
	forgottenBy(user: User): CustomFieldValue[] | null;
}

/**
 * Looks into the marker field. Nothing is restored to somebody who is enabled already. What Net2 has no longer is left
 * out with a warning. Throws `conflict` for a marker that cannot be read.
 */
export async function rememberedOf(
	run: Run,
	{ userId, fieldId }: TargetUser,
	{ markerField, leaver }: { markerField: string; leaver: Department | undefined },
	report: ResultBuilder,
): Promise<Remembered | null> {
	if (userId === null) return null;
	const field = markerFieldOf(markerField, fieldId, await run.reference.customFields());
	const user = await run.net2.users.get(userId);
	if (user === undefined || isEnabled(user, run.clock.now(), siteFor(run, user))) return null;
	const left = readMarker(markerText(user, field))?.left;
	if (left === undefined) return null;
	const steps: Step[] = [];
	const department = await departmentOf(run, left, report);
	// Somebody put elsewhere by hand since stays there.
	const from = [NONE.id, leaver?.id];
	steps.push(inDepartment(run, department, (current) => from.includes(current?.id ?? 0)));
	if (left.levels.length > 0) steps.push(await levelsBack(run, left.levels, report));
	if (left.doors > 0)
		report.warn(
			`This person had ${left.doors} individual doors, which are not remembered one by one; undo restores them.`,
		);
	return { steps, forgottenBy: (now) => forgotten(now, field) };
}

function forgotten(user: User, field: CustomField): CustomFieldValue[] | null {
	return withMemory(user, field, (marker) => {
		if (marker.left === undefined) return marker;
		const { timeBoxes, byRules } = marker;
		return { timeBoxes, byRules };
	});
}

async function departmentOf(
	run: Run,
	left: NonNullable<Marker['left']>,
	report: ResultBuilder,
): Promise<Department> {
	if (left.department === 0) return NONE;
	const all = await run.reference.departments();
	const department = all.find(({ id }) => id === left.department);
	if (department === undefined)
		report.warn('The department from before they left is gone from Net2; they are in None now.');
	return department ?? NONE;
}

async function levelsBack(run: Run, ids: number[], report: ResultBuilder): Promise<Step> {
	const all = await run.reference.levels();
	const known = ids.filter((id) => all.some((level) => level.id === id));
	if (known.length < ids.length)
		report.warn(`${ids.length - known.length} access levels from before are gone from Net2.`);
	return doorPermissions(run, (held) => {
		const missing = known.filter((id) => !held.accessLevels.includes(id));
		if (missing.length === 0) return null;
		const accessLevels = [...held.accessLevels.filter((id) => id !== 0), ...missing];
		const levels = levelsOf({ accessLevels: missing, individualPermissions: [] }, all);
		return {
			message: `Access levels from before: ${levels.map(({ name }) => name).join(', ')}`,
			changes: levels.map(levelGiven),
			next: { ...held, accessLevels },
		};
	});
}
