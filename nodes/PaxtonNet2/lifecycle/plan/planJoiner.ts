import { isPast } from '../../mapping/net2Dates';
import { customFieldName } from '../../mapping/customFields';
import { fieldsChanged } from '../../mapping/fields';
import { accessMessages } from '../../messages/access';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import { markLeft } from '../marker/leftEntry';
import { NO_ENTRIES, setList } from '../marker/markerEntries';
import { cardChange } from '../cards/cards';
import { dayOf, today } from './accessState';
import { EMPTY_RECORD } from './currentUser';
import type { DesiredUser } from './desiredUser';
import { disabledFromStart } from './effectiveEndDate';
import { dateChanges, wallDates, type Dates } from './planDates';
import { levelAdded } from './planLevels';
import { refuseMarkerInFields } from './planMarker';
import { isLeaverDepartment, nothingGiven, siteFor, type Policy } from './policy';
import { NO_EFFECT, type PlanOperation, type UserPlan } from './userPlan';

/**
 * The joiner. The record comes first, with its dates, then the department. Cards and access levels come last, since
 * those open doors (docs/safety-rules.md, rule 7). Throws `badInput` without a number or a name.
 */
export function planJoiner(desired: DesiredUser, policy: Policy): UserPlan {
	const warnings = new Set<string>();
	const warn = (message: string) => void warnings.add(message);
	const { number, department, levels, cards } = desired;
	if (number === undefined || number.value.trim() === '')
		throw failure(identityMessages.newUserWithoutNumber);
	const { body, changes } = newFields(desired, number);
	const { dates, open } = firstDates(desired, policy, warn);
	const hasLeft =
		desired.access.change === 'disable' ||
		(isLeaverDepartment(policy, department) && desired.access.change !== 'enable');
	if (hasLeft && (levels !== undefined || cards !== undefined)) warn(nothingGiven(policy));
	const record = { ...body, ...dates };
	const operations: PlanOperation[] = [
		{
			type: 'createUser',
			number,
			// A POST leaves out an end date that there is none of (docs/net2-api.md).
			body: record.expiryDate === null ? withoutExpiry(record) : record,
			staysDisabled: !open,
			...listEntry(desired, policy, dates),
			message: open ? 'User created' : 'User created, disabled',
			changes: [...changes, ...dateChanges(EMPTY_RECORD, dates)],
		},
	];
	const to = hasLeft ? (policy.leaverDepartment ?? department) : department;
	if (to !== undefined && to.id !== 0)
		operations.push({
			type: 'setDepartment',
			from: null,
			to,
			message: `Department ${to.name}`,
			changes: [{ field: 'department', from: null, to: to.name }],
		});
	if (!hasLeft && cards?.mode === 'add')
		for (const card of cards.cards)
			operations.push({
				type: 'addCard',
				card,
				message: `Card …${card.value.slice(-2)} added`,
				changes: [cardChange(card.value, null, 'valid')],
			});
	const add = hasLeft || levels === undefined || !('levels' in levels) ? [] : levels.levels;
	if (policy.isLite && add.length > 1) throw failure(accessMessages.secondLevelOnLite);
	if (add.length > 0)
		operations.push({
			type: 'setPermissions',
			add,
			remove: [],
			// Read again after a lost reply, a level of another program is a conflict as for any user.
			...(levels?.mode === 'exactly' && { had: [] }),
			removeDoors: false,
			message: `Added access level ${add.map(({ name }) => name).join(', ')}`,
			changes: add.map(levelAdded),
		});
	return {
		outcome: 'created',
		operations,
		warnings: [...warnings],
		continueOnError: false,
		problems: [],
		seemsToHaveOtherNumber: false,
		effect: { ...NO_EFFECT, mustBeDisabled: desired.access.change === 'disable' },
	};
}

/** A list that creates a user manages it, and knows of the end date that it set. */
function listEntry(
	{ access }: DesiredUser,
	{ markerField, source }: Policy,
	{ expiryDate }: Dates,
) {
	const isListed = access.change === 'dates' && access.listed !== undefined;
	if (!isListed || markerField === undefined) return {};
	const entries = setList(NO_ENTRIES, '');
	if (typeof expiryDate !== 'string') return { entries };
	const left = { endDate: expiryDate, cause: source, endDateInNet2: null };
	return { entries: markLeft(entries, left) };
}

function newFields({ fields }: DesiredUser, number: { value: string; fieldId: number }) {
	const wanted = fields ?? { text: {}, flags: {}, custom: new Map<number, string>() };
	refuseMarkerInFields(null, wanted);
	const given = wanted.custom.get(number.fieldId)?.trim() ?? '';
	if (given !== '' && given !== number.value)
		throw failure(identityMessages.fieldSaysOtherNumber, {
			number: number.value,
			field: customFieldName(number.fieldId),
			other: given,
		});
	const custom = new Map(wanted.custom).set(number.fieldId, number.value);
	const { changes, body } = fieldsChanged(EMPTY_RECORD, { ...wanted, custom });
	if ((body.firstName ?? '') === '' && (body.lastName ?? '') === '')
		throw failure(identityMessages.newUserWithoutName, { number: number.value });
	return { changes, body };
}

/** The dates that a new user is created with, and whether they give access, now or on a day ahead. */
function firstDates(
	{ access }: DesiredUser,
	policy: Policy,
	warn: (message: string) => void,
): { open: boolean; dates: Dates } {
	const site = siteFor(policy);
	const given = access.change === 'dates' || access.change === 'enable' ? access : {};
	const { start, end } = wallDates(given, policy);
	if (access.change === 'enable' && typeof end === 'string' && isPast(end, policy.now, site))
		throw failure(accessMessages.endDatePassed, { date: dayOf(end, site) });
	const open =
		access.change === 'enable' ||
		(access.change === 'dates' && (start !== undefined || access.listed !== undefined));
	if (open)
		return {
			open,
			dates: { activateDate: start ?? today(policy, site), expiryDate: end ?? null },
		};
	const disabled = disabledFromStart(policy);
	// An end that has passed says when the employee really left, and disables as well.
	const expiryDate = typeof end === 'string' && end < disabled ? end : disabled;
	if (typeof end === 'string' && end !== expiryDate)
		warn('The End Date was not written: the new user is disabled until access is to begin.');
	return { open, dates: { ...(start !== undefined && { activateDate: start }), expiryDate } };
}

function withoutExpiry<Body extends { expiryDate?: unknown }>({
	expiryDate: _none,
	...rest
}: Body) {
	return rest;
}
