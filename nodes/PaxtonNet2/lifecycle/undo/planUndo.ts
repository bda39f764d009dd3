import { customFieldName } from '../../mapping/customFields';
import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { undoMessages } from '../../messages/undo';
import { failure } from '../../net2/errors';
import type { Department, User, UserBody } from '../../net2/model';
import { cardChange, stateOf } from '../cards/cards';
import type { Change } from '../result/result';
import { accessState } from '../plan/accessState';
import { heldLevelIds, type CurrentUser } from '../plan/currentUser';
import { levelRemoved } from '../plan/planLevels';
import { levelById, type Policy } from '../plan/policy';
import { NO_EFFECT, type PlanOperation, type UserPlan } from '../plan/userPlan';
import { differing } from './differing';
import { levelsOver, type LevelsOver } from './levelsOver';
import { permissionsBack, type PartBack } from './permissionsBack';
import type { UndoPart } from './undoPart';

type Part<Of extends UndoPart['of']> = Extract<UndoPart, { of: Of }>;
type Members = Part<'record'>['after'];

/**
 * What reverses an earlier operation, if everything is still as that operation left it. All parts are judged before
 * the first is written, so that nothing is reversed by halves. Access that was removed comes back last. Pure and
 * synchronous, as {@link planUser}.
 *
 * An undo that was interrupted has reversed the first parts, and none after those. So these count as done. A part may
 * be back while one before it is not. Then another writer changed it, for example at a rehire (docs/undo.md).
 *
 * @throws Net2Error `conflict` if something has changed since
 */
export function planUndo(
	current: CurrentUser,
	parts: UndoPart[],
	{ policy, departmentBefore }: { policy: Policy; departmentBefore: Department | undefined },
): UserPlan {
	const warnings: string[] = [];
	const operations: PlanOperation[] = [];
	const outOfOrder: string[] = [];
	const over = levelsOver(current.record, parts, policy);
	const skipped: number[] = [];
	const reversed = (part: UndoPart): PartBack => {
		switch (part.of) {
			case 'record':
				return recordBack(current, part, { policy, over, warnings });
			case 'department':
				return departmentBack(current, part, departmentBefore);
			case 'permissions':
				skipped.push(...part.levelsRemoved.filter((id) => over.has(id)));
				return permissionsBack(current, part, { policy, over });
			case 'cards':
				return cardsBack(current, part);
			case 'created':
				throw failure(undoMessages.createdInPlan);
		}
	};
	for (const { operations: next, back } of [...parts].reverse().map(reversed)) {
		const isOpen = operations.some(({ changes }) => changes.length > 0);
		if (isOpen) outOfOrder.push(...back);
		operations.push(...next);
	}
	if (outOfOrder.length > 0)
		throw failure(undoMessages.changedSince, { changes: outOfOrder.join(', ') });
	if (skipped.length > 0) {
		const levels = skipped.map((id) => `'${levelById(policy, id).name}'`).join(', ');
		if (operations.every(writesMarkerOnly)) throw failure(undoMessages.temporaryOver, { levels });
		warnings.push(
			`The temporary access to ${levels} has ended in the meantime, so the undo does not give it.`,
		);
	}
	if (operations.length === 0) throw failure(undoMessages.alreadyReversed);
	return {
		outcome: 'updated',
		// Net2 may accept a write and not do it. If the next one followed, a second undo would find the parts out of order.
		operations: operations.map((one) => ({ ...one, verifyFirst: true as const })),
		warnings,
		continueOnError: false,
		problems: [],
		seemsToHaveOtherNumber: false,
		effect: NO_EFFECT,
	};
}

function writesMarkerOnly(operation: PlanOperation): boolean {
	if (operation.type !== 'writeRecord') return false;
	return Object.keys(operation.set).every((name) => name === 'customFields');
}

function recordBack(
	current: CurrentUser,
	{ before, after }: Part<'record'>,
	{ policy, over, warnings }: { policy: Policy; over: LevelsOver; warnings: string[] },
): PartBack {
	const { record: user } = current;
	const differs = differing(user, after, policy);
	if (differs.length > 0) {
		if (differing(user, before, policy).length === 0) return { operations: [], back: differs };
		throw failure(undoMessages.changedSince, { changes: differs.join(', ') });
	}
	const { customFields, ...members } = before;
	const set: UserBody = {};
	for (const [name, value] of Object.entries(members)) {
		if (name === 'activateDate' && value === null) {
			warnings.push(
				'There was no start date before, and Net2 accepts none, so the present one stays.',
			);
			continue;
		}
		// Null text means "unchanged" to Net2 (docs/net2-api.md), so text that was not there goes back as ''.
		Object.assign(set, { [name]: value === null && name !== 'expiryDate' ? '' : value });
	}
	if (customFields !== undefined) set.customFields = customFields;
	const opens = givesAccess(user, set, policy);
	const { operations, back } = toDo({
		type: 'writeRecord',
		set,
		changes: changesBack(after, before),
		message: 'User record as it was before',
		...(opens && { givesAccessFrom: user.expiryDate }),
	});
	const removed = opens ? endedRemoved(current, over, policy) : [];
	return { operations: [...removed, ...operations], back };
}

/** Temporary levels that ended while the user had no access go before the user has access again. */
function endedRemoved(current: CurrentUser, over: LevelsOver, policy: Policy): PlanOperation[] {
	const isThere = (id: number) =>
		current.permissions === undefined || heldLevelIds(current).includes(id);
	const remove = [...over.keys()].filter(isThere).map((id) => levelById(policy, id));
	if (remove.length === 0) return [];
	return [
		{
			type: 'setPermissions',
			add: [],
			remove,
			removeDoors: false,
			message: 'Temporary access ended',
			changes: remove.map(levelRemoved),
		},
	];
}

/** Whether the dates would give access. Then they are written only if Net2 still has the end date that was seen. */
function givesAccess(user: User, set: UserBody, policy: Policy): boolean {
	if (!('expiryDate' in set) || accessState(user, policy).enabled) return false;
	const { activateDate } = user;
	return accessState({ activateDate, expiryDate: set.expiryDate ?? null }, policy).enabled;
}

function departmentBack(
	{ department }: CurrentUser,
	part: Part<'department'>,
	before: Department | undefined,
): PartBack {
	const isIn = department?.id ?? 0;
	const name = department?.name ?? 'None';
	if (isIn === part.before) {
		const back = isIn === part.after ? [] : [`the department is ${name} now`];
		return { operations: [], back };
	}
	if (isIn !== part.after) throw failure(undoMessages.departmentChanged, { department: name });
	const to = before ?? { id: 0, name: 'None' };
	return toDo({
		type: 'setDepartment',
		from: department ?? null,
		to,
		message: `Moved from department ${name} to ${to.name}`,
		changes: [
			{ field: 'department', from: department?.name ?? null, to: to.id === 0 ? null : to.name },
		],
	});
}

function cardsBack(
	{ cards: tokens = [] }: CurrentUser,
	{ lost, found = [], added = [], removed = [] }: Part<'cards'>,
): PartBack {
	const missing = [...lost, ...found].filter((id) => !tokens.some((token) => token.id === id));
	if (missing.length > 0) throw failure(undoMessages.cardsGone, { count: missing.length });
	const tokenOf = (value: string) => tokens.find(({ tokenValue }) => sameCard(tokenValue, value));
	const operations: PlanOperation[] = [];
	const back: string[] = [];
	for (const card of tokens) {
		if ((card.isLost ? found : lost).includes(card.id))
			back.push(`card ${lastTwo(card.tokenValue)} is marked ${stateOf(card)} now`);
		if (!(card.isLost ? lost : found).includes(card.id)) continue;
		const isLost = !card.isLost;
		operations.push({
			type: 'setCardLost',
			card,
			isLost,
			message: `Card ${lastTwo(card.tokenValue)} marked ${isLost ? 'lost' : 'found'}`,
			changes: [cardChange(card.tokenValue, stateOf(card), stateOf({ isLost }))],
		});
	}
	for (const card of added) {
		const token = tokenOf(card.value);
		if (token === undefined) {
			back.push(`card ${lastTwo(card.value)} is gone`);
			continue;
		}
		if (token.isLost !== (card.isLost ?? false))
			throw failure(undoMessages.cardChanged, {
				card: lastTwo(card.value),
				state: stateOf(token),
			});
		operations.push({
			type: 'removeCard',
			card: token,
			message: `Card ${lastTwo(card.value)} removed`,
			changes: [cardChange(card.value, stateOf(token), null)],
		});
	}
	for (const card of removed) {
		if (tokenOf(card.value) !== undefined) {
			back.push(`card ${lastTwo(card.value)} is there again`);
			continue;
		}
		operations.push({
			type: 'addCard',
			card: { tokenType: card.tokenType, value: card.value, isLost: card.isLost ?? false },
			message: `Card ${lastTwo(card.value)} added`,
			changes: [cardChange(card.value, null, stateOf({ isLost: card.isLost ?? false }))],
		});
	}
	return { operations, back };
}

function toDo(operation: PlanOperation): PartBack {
	return { operations: [operation], back: [] };
}

function changesBack(from: Members, to: Members): Change[] {
	const { customFields = [], ...members } = to;
	const fieldBefore = (id: number) => from.customFields?.find((field) => field.id === id)?.value;
	return [
		...Object.keys(members).map((field): Change => {
			const [was, is]: unknown[] = [Reflect.get(from, field), Reflect.get(to, field)];
			if (field === 'pin') return { field, from: pinState(was), to: pinState(is) };
			return { field, from: was ?? null, to: is ?? null };
		}),
		...customFields.map(({ id, value }) => ({
			field: customFieldName(id),
			from: fieldBefore(id) ?? null,
			to: value,
		})),
	];
}

function pinState(pin: unknown): 'set' | 'cleared' {
	return pin === null || pin === undefined || pin === '' ? 'cleared' : 'set';
}
