import { startToday } from '../../mapping/dates';
import { mergedCustomFields } from '../../mapping/customFields';
import type { CustomField, CustomFieldValue, User } from '../../net2/model';
import { userNotFound } from '../users/userNotFound';
import { markerFieldOf, markerText, NO_MARKS, readMarker, withMarker, type Marker } from './marker';
import { explain } from '../result/resultBuilder';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';
import type { Step } from '../steps/steps';
import type { TargetUser } from '../users/targetUser';

/** What somebody has before it is taken away, on its way into the marker field (rule 10). */
export interface Memory {
	/** The custom fields with the marker in them, or null where it stands there already. Never throws: see `guarded`. */
	fieldsFor(user: User): CustomFieldValue[] | null;
	/** A step that takes something away, refused where it could not be remembered. */
	guarded(step: Step): Step;
}

/**
 * Reads department, levels and doors of a leaver, to be remembered with the end date, before they are taken.
 * What an earlier run remembered stays: a second run finds somebody stripped already.
 */
export async function memoryOf(
	run: Run,
	subject: TargetUser,
	{ markerField, leaverId }: { markerField: string; leaverId: number | null },
): Promise<Memory> {
	let problem: Error | undefined;
	const has = await whatTheyHave(run, subject, markerField).catch((error: unknown) => {
		problem = explain(error);
		return null;
	});
	return {
		fieldsFor(user) {
			try {
				return has === null ? null : remembered(run, user, has, leaverId);
			} catch (error) {
				// The end date must not wait for room in a field.
				problem = explain(error);
				return null;
			}
		},
		guarded: (step) => ({
			async look(...args) {
				if (problem !== undefined) throw problem;
				return await step.look(...args);
			},
		}),
	};
}

interface Has extends Omit<Left, 'on'> {
	field: CustomField;
}

async function whatTheyHave(run: Run, subject: TargetUser, markerField: string): Promise<Has> {
	const { userId } = subject;
	if (userId === null) throw userNotFound(subject);
	const field = markerFieldOf(markerField, subject.fieldId, await run.reference.customFields());
	const [department, permissions] = await Promise.all([
		run.net2.users.department(userId),
		run.net2.users.doorPermissions(userId),
	]);
	return {
		field,
		department: department?.id ?? 0,
		levels: permissions?.accessLevels.filter((id) => id !== 0) ?? [],
		doors: permissions?.individualPermissions.length ?? 0,
	};
}

/** Nothing is written for somebody who has nothing left to remember. */
function remembered(
	run: Run,
	user: User,
	{ field, ...now }: Has,
	leaverId: number | null,
): CustomFieldValue[] | null {
	const on = startToday({ now: run.clock.now(), site: siteFor(run, user) }).slice(0, 10);
	const has = { ...now, department: now.department === leaverId ? 0 : now.department };
	const nothing = has.department === 0 && has.levels.length === 0 && has.doors === 0;
	return withMemory(user, field, (marker) => {
		if (marker.left !== undefined) return { ...marker, left: joined(marker.left, has) };
		return nothing ? marker : { ...marker, left: { on, ...has } };
	});
}

/** The custom fields of a user with the marker changed, or null where that changes nothing. */
export function withMemory(
	user: User,
	field: CustomField,
	change: (marker: Marker) => Marker,
): CustomFieldValue[] | null {
	const text = markerText(user, field);
	const before = readMarker(text) ?? NO_MARKS;
	const after = change(before);
	if (after === before) return null;
	const written = withMarker(text, after, field);
	if (written === text) return null;
	return mergedCustomFields(user.customFields, new Map([[field.id, written]]));
}

type Left = NonNullable<Marker['left']>;

/** A leaver who was given something since, and loses it again. */
function joined(before: Left, has: Omit<Left, 'on'>): Left {
	const levels = [...new Set([...before.levels, ...has.levels])];
	return { ...before, levels, doors: Math.max(before.doors, has.doors) };
}
