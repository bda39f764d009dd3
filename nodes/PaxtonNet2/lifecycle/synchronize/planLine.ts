import { hasEnded } from '../../mapping/hrDates';
import { isPast } from '../../mapping/net2Dates';
import { customFieldName } from '../../mapping/customFields';
import { refuseHeld } from '../cards/cardHolder';
import { effectiveEndDate } from '../plan/effectiveEndDate';
import type { DesiredUser } from '../plan/desiredUser';
import { planUser } from '../plan/planUser';
import { siteFor } from '../plan/policy';
import type { UserPlan } from '../plan/userPlan';
import type { Change } from '../result/result';
import type { DesiredLine } from './desiredState';
import type { DiffContext } from './diffContext';
import { changesOf, nameOf, type Difference, type Kind, type LeaveReason } from './difference';
import type { SnapshotUser } from './snapshot';

/**
 * What a line means for an employee that Net2 does not have. Null: the employee has left already and never needs a
 * user.
 */
export function planNewUser(line: DesiredLine, context: DiffContext): Difference | null {
	if (line.hasLeft) return null;
	const { row, given } = line;
	const desired = withClaimedCards(line, null, context);
	const plan = planUser(null, desired, context.policy);
	return {
		kind: 'joiner',
		index: row.index,
		key: row.key,
		userId: null,
		name: [given.firstName, given.middleName, given.lastName].filter(Boolean).join(' '),
		changes: changesOf(plan),
		warnings: [...line.warnings, ...plan.warnings, ...departmentWarning(line)],
		planned: { plan, current: null, desired },
	};
}

function departmentWarning({ row: { text } }: DesiredLine): string[] {
	if (text.department !== '') return [];
	return ['The list gives no department for this new employee, so the user is in department None.'];
}

/** What a line means for its user. Null: nothing differs. */
export function planPresentUser(
	line: DesiredLine,
	{ current }: SnapshotUser,
	context: DiffContext,
): Difference | null {
	const { row } = line;
	const desired = line.hasLeft ? line.desired : withClaimedCards(line, current.record.id, context);
	const plan = planUser(current, desired, context.policy);
	const warnings = [...line.warnings, ...plan.warnings, ...doorsWarning(line, current)];
	const reason = reasonOf(line, plan, context);
	const common = {
		index: row.index,
		key: row.key,
		userId: current.record.id,
		name: nameOf(current.record),
		changes: changesOf(plan),
	};
	if (plan.blockedBecause !== undefined)
		return {
			...common,
			kind: 'blockedByHand',
			warnings: [plan.blockedBecause, ...warnings],
			planned: null,
		};
	const { endKeptBecause } = plan;
	const kept = endKeptBecause === undefined ? [] : [endKeptBecause];
	if (plan.operations.length === 0)
		return kept.length === 0
			? null
			: { ...common, kind: 'blockedByHand', warnings: [...kept, ...warnings], planned: null };
	return {
		...common,
		kind: kindOf(line, plan, context),
		warnings: [...kept, ...warnings],
		planned: { plan, current, desired },
		...(reason !== undefined && { reason }),
	};
}

/** A managed user who is not on the list, and loses access for that. Null: the user is disabled, and all is done. */
export function planAbsentUser(
	{ current, key }: SnapshotUser,
	context: DiffContext,
): Difference | null {
	const { policy } = context;
	const ends = effectiveEndDate(current.record, policy);
	// A leave of long ago is not completed: who removed the access then decided where the user belongs.
	if (ends === null && endedLongAgo(current.record.expiryDate, context)) return null;
	const desired = { access: { change: 'disable' as const, clearPin: false } };
	const plan = planUser(current, desired, policy);
	if (plan.operations.length === 0) return null;
	return {
		kind: 'leaver',
		index: null,
		key: key === '' ? null : key,
		userId: current.record.id,
		name: nameOf(current.record),
		changes: changesOf(plan),
		warnings: plan.warnings,
		planned: { plan, current, desired },
		reason: 'absent',
	};
}

const DAY = 86_400_000;
/** How long after the end date the node still completes a leaver that the list does not name. */
const LATELY = 14 * DAY;

function endedLongAgo(expiryDate: string | null, { policy }: DiffContext): boolean {
	return isPast(expiryDate, policy.now - LATELY, siteFor(policy));
}

/** Why the user loses access, or as a leaver has lost it. */
function reasonOf(
	{ row, hasLeft }: DesiredLine,
	{ effect, operations }: UserPlan,
	{ policy }: DiffContext,
): LeaveReason | undefined {
	if (hasLeft) {
		if (row.because === 'status') return 'status';
		const isOverdue = effect.losesAccess && hasEnded(row.end, policy.now - DAY, siteFor(policy));
		return isOverdue ? 'overdue' : 'endDate';
	}
	if (!effect.losesAccess) return undefined;
	const ends = operations.some(({ changes }) =>
		changes.some(({ field }) => field === 'expiryDate'),
	);
	return ends ? 'endDate' : 'startDate';
}

function kindOf(line: DesiredLine, { effect, operations }: UserPlan, { map }: DiffContext): Kind {
	if (line.hasLeft) return effect.losesAccess ? 'leaverStillActive' : 'leaver';
	if (effect.getsAccessAgain) return 'rehire';
	if (effect.losesAccess) return 'leaver';
	const moved = ({ field }: Change) =>
		field === 'department' ||
		(field.startsWith('customField:') && field === customFieldName(map.title()));
	return operations.some(({ changes }) => changes.some(moved)) ? 'mover' : 'drift';
}

/**
 * The desired state with the users that cards of the line move from. Throws `heldByOther` for a card of a user who
 * has not left.
 */
function withClaimedCards(
	{ row: { cards }, desired }: DesiredLine,
	userId: number | null,
	{ holderOf, leaverWho }: DiffContext,
): DesiredUser {
	if (cards.length === 0) return desired;
	const claimed = cards.map((card) => {
		const holder = holderOf(card.value);
		if (holder === undefined || holder === userId) return card;
		const from = leaverWho(holder, card.value);
		if (from === undefined) refuseHeld(holder, userId, card.value);
		return { ...card, ...(from !== undefined && { from }) };
	});
	return { ...desired, cards: { mode: 'add', cards: claimed } };
}

/** Individual doors are reported: the list knows nothing of them, so they stay. */
function doorsWarning(
	{ desired }: DesiredLine,
	{ permissions }: SnapshotUser['current'],
): string[] {
	const doors = permissions?.individualPermissions.length ?? 0;
	if (doors === 0 || desired.levels === undefined) return [];
	return [
		`The user has ${doors} individual ${doors === 1 ? 'door' : 'doors'}, which the list does not know and which stay.`,
	];
}
