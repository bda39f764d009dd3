import { fieldsChanged } from '../../mapping/fields';
import type { CustomFieldValue, Department, UserBody } from '../../net2/model';
import { markLeft } from '../marker/leftEntry';
import { endOfLevel, NO_END, sameEnd, type LevelEnds } from '../marker/levelEnds';
import { cardChange } from '../cards/cards';
import type { Change } from '../result/result';
import { accessState } from './accessState';
import { heldLevelIds, type CurrentUser } from './currentUser';
import type { DesiredUser } from './desiredUser';
import { effectiveEndDate } from './effectiveEndDate';
import { checkIdentity } from './planIdentity';
import { levelRemoved } from './planLevels';
import {
	leftTakenOver,
	markerEntries,
	markerFieldFor,
	markerValue,
	sameEndFor,
} from './planMarker';
import { levelById, type Policy } from './policy';
import type {
	PlanOperation,
	SetDepartment,
	SetPermissions,
	UserPlan,
	WriteRecord,
} from './userPlan';

/**
 * The leaver. The End Date comes first, then department, levels, cards and PIN (docs/safety-rules.md, rule 7). An End Date
 * that has passed stays, since it says when the employee really left. A failure of one operation does not keep the others
 * from running.
 */
export function planLeaver(current: CurrentUser, desired: DesiredUser, policy: Policy): UserPlan {
	const warnings = new Set<string>();
	const warn = (message: string) => void warnings.add(message);
	const { record } = current;
	const seemsToHaveOtherNumber = checkIdentity(record, desired, 'endsAccess', warn);
	const permissions = removedPermissions(current, desired, policy);
	const end = effectiveEndDate(record, policy);
	const ending = endRecord(current, desired, { end, permissions, policy, warn });
	const operations: PlanOperation[] = [];
	if (ending !== null) operations.push(ending);
	const gives = desired.levels !== undefined && 'levels' in desired.levels;
	if (gives || desired.cards?.mode === 'add')
		warn('The item disables the user, so the access levels and cards of the item were not given.');
	const to = policy.leaverDepartment ?? desired.department;
	// A department that could not be read is written all the same.
	const isThere = current.department !== undefined && (current.department?.id ?? 0) === to?.id;
	if (to !== undefined && !isThere) operations.push(moveTo(to, current.department ?? null));
	if (permissions !== null) {
		// Where the leave is stored, the undo of that write says which levels were temporary.
		const isStored = ending?.verifyFirst === true;
		const ends = isStored ? undefined : removedEnds(current, permissions, policy);
		operations.push({ ...permissions, ...(ends !== undefined && { ends }) });
	}
	if (desired.cards?.mode === 'allLost') {
		const cards = current.cards?.filter((card) => !card.isLost) ?? [];
		for (const card of cards)
			operations.push({
				type: 'setCardLost',
				card,
				isLost: true,
				message: `Card …${card.tokenValue.slice(-2)} marked lost`,
				changes: [cardChange(card.tokenValue, 'valid', 'lost')],
			});
	}
	const fields = otherFields(current, desired, policy);
	if (fields !== null) operations.push(fields);
	return {
		outcome: 'disabled',
		operations,
		warnings: [...warnings],
		continueOnError: true,
		problems: desired.unresolved ?? [],
		seemsToHaveOtherNumber,
		effect: {
			losesAccess: end !== null && !accessState(record, policy).ended,
			getsAccessAgain: false,
			mustBeDisabled: true,
			levelsAdded: 0,
			levelsRemoved: permissions?.remove.length ?? 0,
		},
	};
}

function moveTo(to: Department, from: Department | null): SetDepartment {
	return {
		type: 'setDepartment',
		from,
		to,
		message: `Moved from department ${from?.name ?? 'None'} to ${to.name}`,
		changes: [{ field: 'department', from: from?.name ?? null, to: to.id === 0 ? null : to.name }],
	};
}

/** End Date, PIN and the `left` entry in one PUT; null: all are so already. */
function endRecord(
	current: CurrentUser,
	desired: DesiredUser,
	{
		end,
		permissions,
		policy,
		warn,
	}: {
		end: string | null;
		permissions: SetPermissions | null;
		policy: Policy;
		warn: (message: string) => void;
	},
): WriteRecord | null {
	const { record } = current;
	const steps: WriteRecord[] = [];
	const step = (message: string, set: UserBody, change: Change) =>
		void steps.push({ type: 'writeRecord', set, changes: [change], message });
	if (end !== null)
		step(
			`End Date set to ${end.slice(0, 10)}`,
			{ expiryDate: end },
			{ field: 'expiryDate', from: record.expiryDate, to: end },
		);
	if (desired.access.change === 'disable' && desired.access.clearPin && mayHavePin(record))
		step('PIN cleared', { pin: '' }, { field: 'pin', from: 'set', to: 'cleared' });
	const note = leftValue(current, { end, permissions, policy, warn });
	const takenOver = leftTakenOver(record, { end, written: note?.id }, policy, warn);
	if (takenOver.length > 0)
		step(
			'decision stored',
			{ customFields: takenOver },
			{ field: 'marker', from: null, to: 'decision stored' },
		);
	if (note !== null)
		steps.push({
			type: 'writeRecord',
			set: { customFields: [note] },
			changes: [{ field: 'marker', from: null, to: 'department and levels stored' }],
			message: 'department and levels stored for a rehire',
			verifyFirst: true,
		});
	if (steps.length === 0) return null;
	const customFields = steps.flatMap(({ set }) => set.customFields ?? []);
	return {
		type: 'writeRecord',
		set: {
			...steps.reduce<UserBody>((all, { set: members }) => ({ ...all, ...members }), {}),
			...(customFields.length > 0 && { customFields }),
		},
		changes: steps.flatMap(({ changes }) => changes),
		message: steps.map(({ message }) => message).join(', '),
		...(note !== null && { verifyFirst: true }),
		...(steps.length > 1 && { oneByOne: steps }),
	};
}

/** A server that does not show PINs may keep one all the same (docs/net2-api.md). */
function mayHavePin({ pin, pinHidden }: CurrentUser['record']): boolean {
	return (pin ?? '') !== '' || pinHidden !== undefined;
}

/**
 * The marker field with the `left` entry. It is written when this node ends the access, or completes a leave of its
 * own. If a person has set an end date, the node may not give that user access again because of it.
 */
function leftValue(
	current: CurrentUser,
	{
		end,
		permissions,
		policy,
		warn,
	}: {
		end: string | null;
		permissions: SetPermissions | null;
		policy: Policy;
		warn: (message: string) => void;
	},
): CustomFieldValue | null {
	if (policy.markerField === undefined) return null;
	const { record, department } = current;
	const entries = markerEntries(record, policy, warn);
	const sameEnd = sameEndFor(record, policy);
	const present = record.expiryDate;
	const ours = entries.left !== null && sameEnd(present, entries.left.endDate);
	if (end === null && !ours) return null;
	const { leaverDepartment } = policy;
	const moves = leaverDepartment !== undefined && (department?.id ?? 0) !== leaverDepartment.id;
	const after = markLeft(
		entries,
		{
			endDate: end ?? entries.left?.endDate ?? '',
			cause: policy.source,
			endDateInNet2: present,
			taken: {
				departmentId: moves ? (department?.id ?? 0) : null,
				levelIds: permissions?.remove.map(({ id }) => id) ?? [],
				doors: permissions?.removeDoors === true ? doorsOf(current) : 0,
			},
		},
		sameEnd,
	);
	if (after === entries) return null;
	const value = markerValue(record, after, policy);
	if (value !== 'noRoom') return value;
	warn(
		`The marker field '${policy.markerField.name}' has no room, so department and levels are not stored for a rehire. They are in the 'undo' of this result.`,
	);
	return null;
}

/** Levels, and individual doors if the item says so. Null: there is nothing to remove. */
function removedPermissions(
	current: CurrentUser,
	desired: DesiredUser,
	policy: Policy,
): SetPermissions | null {
	if (desired.levels?.mode !== 'removeAll') return null;
	const remove = heldLevelIds(current).map((id) => levelById(policy, id));
	const removeDoors = desired.individualDoors === 'remove';
	const doors = removeDoors ? doorsOf(current) : 0;
	if (remove.length + doors === 0) return null;
	const changes: Change[] = remove.map(levelRemoved);
	if (doors > 0) changes.push({ field: 'individualPermissions', from: doors, to: 0 });
	return {
		type: 'setPermissions',
		add: [],
		remove,
		removesAll: true,
		removeDoors,
		message: `Removed ${remove.length} ${remove.length === 1 ? 'access level' : 'access levels'} and ${doors} individual ${doors === 1 ? 'door' : 'doors'}`,
		changes,
	};
}

/** When the removed levels would have ended, so that an undo gives none of them for longer. */
function removedEnds(
	{ record }: CurrentUser,
	{ remove }: SetPermissions,
	policy: Policy,
): LevelEnds | undefined {
	const field = markerFieldFor(record, policy)?.id;
	const entries = markerEntries(record, policy);
	const levels = remove.flatMap(({ id }) => {
		const end = endOfLevel(entries, id);
		return sameEnd(end, NO_END) ? [] : [{ levelId: id, before: end, after: end }];
	});
	return field === undefined || levels.length === 0 ? undefined : { field, levels };
}

function doorsOf({ permissions }: CurrentUser): number {
	return permissions?.individualPermissions.length ?? 0;
}

/** Name, phone and the like, which come last and never keep a leaver's access. */
function otherFields(
	{ record }: CurrentUser,
	{ fields }: DesiredUser,
	_policy: Policy,
): WriteRecord | null {
	if (fields === undefined) return null;
	const { changes, body } = fieldsChanged(record, fields);
	if (changes.length === 0) return null;
	return {
		type: 'writeRecord',
		set: body,
		changes,
		message: `Changed ${changes.map(({ field }) => field).join(', ')}`,
	};
}
