import { correlationFieldId } from '../../mapping/fields';
import { userMarkerMessages } from '../../messages/userMarker';
import { failure } from '../../net2/errors';
import type { CustomField, Department } from '../../net2/model';
import type { MayEnable, Policy } from '../plan/policy';
import { createdUserName } from '../run/processState';
import type { Run } from '../run/request';

export interface PolicyNeeds {
	leaverDepartment?: Department | undefined;
	/** Label or number of the custom field for the node's own data. */
	markerField?: string | undefined;
	/** The custom field with the personnel number, which the marker must not overwrite. */
	numberFieldId?: number | null;
	/** Whether levels are added, removed or shown by name. */
	levels?: boolean;
	/** Whether it is found out later if this is a Net2 Lite; see `UserWork`. */
	readsLiteLater?: boolean;
	/** Whether a department or levels from before a leave are given back. */
	restores?: boolean;
	mayEnable?: MayEnable;
	/** The user, for a step that may enable only users that this execution created. */
	userId?: number | null;
	source?: Policy['source'];
}

/** The policy of one item. It has the time now, the site, and the lists of this Net2 with the names of things. */
export async function policyFor(run: Run, needs: PolicyNeeds = {}): Promise<Policy> {
	const { levels = false, restores = false, leaverDepartment } = needs;
	const [allLevels, departments, isLite, markerField] = await Promise.all([
		levels || restores ? run.reference.levels() : [],
		restores ? run.reference.departments() : [],
		levels && needs.readsLiteLater !== true ? run.reference.isLite() : false,
		markerOf(run, needs),
	]);
	return {
		now: run.clock.now(),
		serverNow: run.net2.serverNow(),
		siteZone: run.siteZone,
		workflowZone: run.workflowZone,
		levels: allLevels,
		departments,
		isLite,
		mayEnable: mayEnableOf(run, needs),
		source: needs.source ?? 'operation',
		...(leaverDepartment !== undefined && { leaverDepartment }),
		markerKey: run.markerKey,
		...(markerField !== undefined && { markerField }),
	};
}

/** A user that this execution created may be enabled by a step that may enable only those. */
function mayEnableOf(run: Run, { mayEnable = 'any', userId = null }: PolicyNeeds): MayEnable {
	const { executionId } = run.origin ?? {};
	if (mayEnable !== 'createdInThisRun' || userId === null || executionId === undefined)
		return mayEnable;
	return run.processState.createdUsers.has(createdUserName(run, userId)) ? 'any' : mayEnable;
}

async function markerOf(
	run: Run,
	{ markerField, numberFieldId = null }: PolicyNeeds,
): Promise<CustomField | undefined> {
	if (markerField === undefined || markerField.trim() === '') return undefined;
	return markerFieldOf(markerField, numberFieldId, await run.reference.customFields());
}

/**
 * The custom field of the marker. Throws `unknownField`. Throws `badInput` if that field contains the personnel
 * number.
 */
export function markerFieldOf(
	name: string,
	numberFieldId: number | null,
	all: CustomField[],
): CustomField {
	const id = correlationFieldId(name, all);
	const field = all.find((one) => one.id === id);
	if (field !== undefined && id !== numberFieldId) return field;
	throw failure(userMarkerMessages.markerFieldHasNumber);
}

/** Throws `badInput` where an operation cannot work without a marker field. */
export function refuseWithoutMarkerField(markerField: string | undefined): string {
	if (markerField !== undefined && markerField.trim() !== '') return markerField;
	throw failure(userMarkerMessages.markerFieldNeeded);
}
