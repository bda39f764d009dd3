import { fieldsChanged } from '../../mapping/fields';
import type { UserBody } from '../../net2/model';
import { changedEnds, type LevelEnds } from '../marker/levelEnds';
import { noLongerRestored, type MarkerEntries } from '../marker/markerEntries';
import type { Change } from '../result/result';
import { accessState } from './accessState';
import { planAccess, type PlannedAccess } from './planAccess';
import { heldLevelIds, type CurrentUser } from './currentUser';
import type { DesiredUser } from './desiredUser';
import { checkIdentity } from './planIdentity';
import { planPlaces, type Places } from './planPlaces';
import { endChange, restoreRemoved, type PlannedLevels } from './planLevels';
import { markerEntries, markerFieldFor, markerValue, refuseMarkerInFields } from './planMarker';
import { levelById, type Policy } from './policy';
import {
	markersOf,
	noRoom,
	NO_NOTES,
	notesOf,
	noteMarker,
	saysSame,
	writeRecord,
	type Notes,
} from './recordWithMarker';
import type { PlanOperation, UserPlan } from './userPlan';

/**
 * The mover, and a user who gets access again: everything that differs, and nothing else. What gives access comes
 * last (docs/safety-rules.md, rule 7).
 */
export function planMover(current: CurrentUser, whole: DesiredUser, policy: Policy): UserPlan {
	const warnings = new Set<string>();
	const warn = (message: string) => void warnings.add(message);
	const { record } = current;
	const entries = markerEntries(record, policy, warn);
	const access = planAccess(current, whole, { entries, policy, warn });
	const desired = plannable(current, whole, access, policy);
	if (desired.fields !== undefined) refuseMarkerInFields(record, desired.fields);
	const places = planPlaces(current, desired, { access, entries, policy, warn });
	const fields =
		desired.fields === undefined
			? { changes: [], body: {} }
			: fieldsChanged(record, desired.fields);
	const givesAccess =
		access.dates?.givesAccess === true ||
		(places.levels.operation?.add.length ?? 0) + places.cards.length > 0;
	const seemsToHaveOtherNumber = checkIdentity(
		record,
		desired,
		givesAccess ? 'givesAccess' : access.dates?.takesAccess === true ? 'endsAccess' : 'other',
		warn,
	);

	const ends = endsOf(current, places.levels, entries, policy);
	const notRestored = noLongerRestored(entries, places.levels.after);
	const make = (notes: Notes) =>
		withEnds(
			inOrder(current, { access, places, fields, policy, entries, notes, warn }),
			{ ends, notRestored: access.endsLeave ? [] : notRestored },
			policy,
		);
	// If nothing else changes, the node does not write only to mark a user as managed by the list.
	let order = make(NO_NOTES);
	const notes = notesOf(access, policy);
	if (order.length > 0 && notes !== NO_NOTES) {
		const { after } = markersOf(record, places.levels, access, notes, policy);
		if (markerValue(record, after, policy) === 'noRoom') warn(noRoom(policy));
		else order = make(notes);
	}

	return {
		outcome: outcomeOf(desired, access),
		operations: order,
		warnings: [...warnings],
		continueOnError: access.dates?.takesAccess === true && !givesAccess,
		problems: desired.unresolved ?? [],
		seemsToHaveOtherNumber,
		effect: {
			losesAccess: access.dates?.takesAccess === true,
			getsAccessAgain: access.dates?.givesAccess === true && accessState(record, policy).ended,
			mustBeDisabled: false,
			levelsAdded: places.levels.operation?.add.length ?? 0,
			levelsRemoved: places.levels.operation?.remove.length ?? 0,
		},
		...(ends !== undefined && { ends }),
		...(notRestored.length > 0 && { notRestored }),
		...(access.endKeptBecause !== undefined && { endKeptBecause: access.endKeptBecause }),
		...(access.blockedBecause !== undefined && { blockedBecause: access.blockedBecause }),
	};
}

/**
 * What can be planned of an item of which a part could not be resolved or read. The end of access now, or an earlier leave
 * date, does not wait for that part. Everything else does (docs/safety-rules.md, rule 7).
 */
function plannable(
	{ record }: CurrentUser,
	desired: DesiredUser,
	{ dates, enables }: PlannedAccess,
	policy: Policy,
): DesiredUser {
	const { fields, department, levels, cards, ...rest } = desired;
	const [problem] = rest.unresolved ?? [];
	if (problem === undefined) return desired;
	const ends = dates?.takesAccess === true && dates.set.expiryDate !== undefined;
	if (!ends || dates.givesAccess || enables) throw problem;
	const isNow = accessState({ ...record, ...dates.set }, policy).ended;
	if (!isNow && desired.access.change !== 'leaveDate') throw problem;
	return rest;
}

/** The operations in their order. */
function inOrder(
	current: CurrentUser,
	{
		access,
		places,
		fields,
		policy,
		entries,
		notes,
		warn,
	}: {
		access: PlannedAccess;
		places: Places;
		fields: { changes: Change[]; body: UserBody };
		policy: Policy;
		entries: MarkerEntries;
		notes: Notes;
		warn: (message: string) => void;
	},
): PlanOperation[] {
	const { before, after } = markersOf(current.record, places.levels, access, notes, policy);
	const opensLast = access.dates?.givesAccess === true;
	const marksAgain = !saysSame(current, before, after, policy);
	const order: PlanOperation[] = [];
	if (opensLast) {
		if (before !== entries) order.push(...noteMarker(current, before, policy));
	} else {
		// The field is written once more after the levels if they change what it says.
		const first = writeRecord(current, access, fields, { marker: before, policy, warn });
		if (first !== null) order.push(first);
	}
	if (places.department !== null) order.push(places.department);
	if (places.levels.operation !== null)
		order.push({
			...places.levels.operation,
			...(marksAgain && { verifyFirst: true as const }),
		});
	order.push(...places.cards);
	if (opensLast) {
		const opening = writeRecord(current, access, fields, { marker: after, policy, warn });
		if (opening !== null) order.push(opening);
	} else if (marksAgain) order.push(...noteMarker(current, after, policy));
	return order;
}

/** The levels whose end changes, and the field that says so. */
function endsOf(
	current: CurrentUser,
	{ after }: PlannedLevels,
	entries: MarkerEntries,
	policy: Policy,
): LevelEnds | undefined {
	const field = markerFieldFor(current.record, policy)?.id;
	const levels = changedEnds(entries, after, heldLevelIds(current));
	return field === undefined || levels.length === 0 ? undefined : { field, levels };
}

/**
 * The last write of the marker field says which levels end at another time. It also says which ones do not come back
 * at a rehire. It leaves out those that come or go.
 */
function withEnds(
	order: PlanOperation[],
	{ ends, notRestored = [] }: Pick<UserPlan, 'notRestored'> & { ends: LevelEnds | undefined },
	policy: Policy,
): PlanOperation[] {
	const moved = order.flatMap((one) =>
		one.type === 'setPermissions' ? [...one.add, ...one.remove] : [],
	);
	const isMoved = (levelId: number) => moved.some(({ id }) => id === levelId);
	const changes = [
		...(ends?.levels ?? [])
			.filter(({ levelId }) => !isMoved(levelId))
			.map(({ levelId, before, after }) => endChange(levelById(policy, levelId), before, after)),
		...notRestored
			.filter((levelId) => !isMoved(levelId))
			.map((levelId) => restoreRemoved(levelById(policy, levelId))),
	];
	return saidByMarker(order, changes);
}

function saidByMarker<Operation extends PlanOperation>(
	order: Operation[],
	changes: Change[],
): Operation[] {
	const at = order.findLastIndex(
		(one) => one.type === 'writeRecord' && one.set.customFields !== undefined,
	);
	return order.map((one, index) =>
		index !== at
			? one
			: {
					...one,
					changes: [...one.changes, ...changes],
					...('oneByOne' in one && { oneByOne: saidByMarker(one.oneByOne, changes) }),
				},
	);
}

function outcomeOf(
	{ access, levels, fields }: DesiredUser,
	planned: PlannedAccess,
): UserPlan['outcome'] {
	if (planned.enables && planned.dates?.givesAccess === true) return 'enabled';
	if (access.change === 'enable' && fields === undefined) return 'enabled';
	if (levels?.mode === 'add') return 'granted';
	if (levels?.mode === 'remove' || levels?.mode === 'removeExpired') return 'revoked';
	return 'updated';
}
