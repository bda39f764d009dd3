import { customFieldName } from '../../mapping/customFields';
import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { accessMessages } from '../../messages/access';
import { undoMessages } from '../../messages/undo';
import { failure } from '../../net2/errors';
import type { Department, User, UserBody } from '../../net2/model';
import { cardChange, stateOf } from '../cards/cards';
import type { Change } from '../result/result';
import { accessState } from '../plan/accessState';
import { heldLevelIds, type CurrentUser } from '../plan/currentUser';
import { levelAdded, levelRemoved } from '../plan/planLevels';
import { levelById, type Policy } from '../plan/policy';
import { NO_EFFECT, type PlanOperation, type UserPlan } from '../plan/userPlan';
import { differing } from './differing';
import type { UndoPart } from './undoPart';

type Part<Of extends UndoPart['of']> = Extract<UndoPart, { of: Of }>;
type Members = Part<'record'>['after'];

/** What reverses one part. */
interface PartBack {
	operations: PlanOperation[];
	/** What of the part is as it was before the operation already, in words. */
	back: string[];
}

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
	const reversed = (part: UndoPart): PartBack => {
		switch (part.of) {
			case 'record':
				return recordBack(current.record, part, policy, warnings);
			case 'department':
				return departmentBack(current, part, departmentBefore);
			case 'permissions':
				return permissionsBack(current, part, policy);
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
	if (operations.length === 0) throw failure(undoMessages.alreadyReversed);
	return {
		outcome: 'updated',
		operations,
		warnings,
		continueOnError: false,
		problems: [],
		seemsToHaveOtherNumber: false,
		effect: NO_EFFECT,
	};
}

function recordBack(
	user: User,
	{ before, after }: Part<'record'>,
	policy: Policy,
	warnings: string[],
): PartBack {
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
	return toDo({
		type: 'writeRecord',
		set,
		changes: changesBack(after, before),
		message: 'User record as it was before',
		...(givesAccess(user, set, policy) && { givesAccessFrom: user.expiryDate }),
	});
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

function permissionsBack(
	current: CurrentUser,
	{ levelsAdded, levelsRemoved, doorsAdded, doorsRemoved }: Part<'permissions'>,
	policy: Policy,
): PartBack {
	const had = heldLevelIds(current);
	const doors = current.permissions?.individualPermissions ?? [];
	const texts = new Set(doors.map(text));
	const has = (door: unknown) => texts.has(text(door));
	const lost = levelsAdded.filter((id) => !had.includes(id));
	const again = levelsRemoved.filter((id) => had.includes(id));
	const doorsLost = doorsAdded.filter((door) => !has(door));
	const doorsAgain = doorsRemoved.filter(has);
	if (lost.length + again.length + doorsLost.length + doorsAgain.length > 0) {
		const changes = [
			...lost.map((id) => `the access level ${levelById(policy, id).name} is gone`),
			...again.map((id) => `the access level ${levelById(policy, id).name} is there again`),
			...(doorsLost.length + doorsAgain.length > 0 ? ['the individual doors are others now'] : []),
		];
		if (
			lost.length === levelsAdded.length &&
			again.length === levelsRemoved.length &&
			doorsLost.length === doorsAdded.length &&
			doorsAgain.length === doorsRemoved.length
		)
			return { operations: [], back: changes };
		throw failure(undoMessages.changedSince, { changes: changes.join(', ') });
	}
	const gone = levelsRemoved.filter((id) => !policy.levels.some((level) => level.id === id));
	if (gone.length > 0) throw failure(undoMessages.levelsGone, { count: gone.length });
	const add = levelsRemoved.map((id) => levelById(policy, id));
	const remove = levelsAdded.map((id) => levelById(policy, id));
	if (policy.isLite && add.length > 0 && had.length - remove.length + add.length > 1)
		throw failure(accessMessages.secondLevelOnLite);
	const changes: Change[] = [...remove.map(levelRemoved), ...add.map(levelAdded)];
	if (doorsAdded.length + doorsRemoved.length > 0)
		changes.push({
			field: 'individualPermissions',
			from: doors.length,
			to: doors.length - doorsAdded.length + doorsRemoved.length,
		});
	return toDo({
		type: 'setPermissions',
		add,
		remove,
		removeDoors: false,
		doors: { add: doorsRemoved, remove: doorsAdded },
		message: 'Access levels and doors as they were before',
		changes,
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

function text(door: unknown): string {
	return JSON.stringify(door);
}
