import { readFields, type DesiredFields } from '../../mapping/fields';
import type { DateOrder } from '../../mapping/hrDates';
import { accessMessages } from '../../messages/access';
import { identityMessages } from '../../messages/identity';
import { failure, type Net2Error } from '../../net2/errors';
import { changeEachUser } from '../apply/changeEachUser';
import { cardClaims, claimCards } from '../cards/giveCards';
import type { DesiredAccess } from '../plan/desiredUser';
import type { Result } from '../result/result';
import { explain } from '../result/resultBuilder';
import { readAhead } from '../run/readAhead';
import type { AnyRequest, Run, UpsertKey, UpsertParams } from '../run/request';
import { refusePossibleDuplicate } from '../users/possibleDuplicate';
import { combineUpserts } from '../users/combineLeavers';
import { identityOf } from '../users/itemIdentity';
import { itemDates } from '../users/itemDates';
import { policyFor } from '../users/policyFor';
import type { TargetUser } from '../users/targetUser';

/**
 * Everything about a user in one step that can be repeated. If no user has the number, one is created. If a user has
 * it, the node writes what differs, so a half-made user is completed. `enabled: keep` does not change the access of
 * an existing user. A new user gets access only if a start is given.
 */
export async function upsert(
	run: Run,
	requests: Array<AnyRequest<UpsertKey, UpsertParams>>,
): Promise<Result[]> {
	const { departments, levels, saysLite } = run.reference;
	readAhead(requests, ({ department, leaverDepartment, accessLevels }) => [
		(department ?? leaverDepartment) && departments,
		accessLevels && levels,
		accessLevels && saysLite,
	]);
	const refuseShared = cardClaims(requests.map(({ params }) => params));
	return await changeEachUser<UpsertKey, UpsertParams>(
		run,
		requests,
		({ key, correlationField }) => ({
			by: 'key',
			key,
			mayCreate: true,
			...(correlationField !== undefined && { field: correlationField }),
		}),
		async (target, { params, options }) => {
			// The end date does not wait for another value, or the name of a department or level, to be corrected.
			const unresolved: Net2Error[] = [];
			const later = (error: unknown): undefined => {
				if (target.row === null) throw error;
				unresolved.push(explain(error));
			};
			const fields = await fieldsOf(run, target, params, options.emptyValues).catch(later);
			const replaceFromLeavers = options.replaceFromLeavers === true;
			const claims = { refuseShared, replaceFromLeavers };
			const places = await placesOf(run, target, params, claims).catch(later);
			const identity = await identityOf(run, params.fields, params.names, options.verifyName);
			if (target.userId === null)
				await refusePossibleDuplicate(run, target, identity, options.allowDuplicateOf);
			const { leaver, ...rest } = { leaver: undefined, ...places };
			return {
				creates: true,
				policy: await policyFor(run, {
					leaverDepartment: leaver,
					levels: rest.levels !== undefined,
				}),
				desired: {
					...rest,
					...(fields !== undefined && { fields }),
					identity,
					unresolved,
					access: accessOf(run, params, options.dateOrder),
					...(target.key !== null &&
						target.fieldId !== null && {
							number: { value: target.key, fieldId: target.fieldId },
						}),
				},
			};
		},
		combineUpserts,
	);
}

function accessOf(
	run: Run,
	{ enabled, startDate, endDate, blankEndDate }: UpsertParams,
	dateOrder: DateOrder | undefined,
): DesiredAccess {
	// Odd dates of a leaver are no reason to keep the access.
	if (enabled === 'disable')
		return { change: 'disable', clearPin: false, ...lastDay(run, endDate, dateOrder) };
	const dates = itemDates(run, { startDate, endDate, blankEndDate }, dateOrder);
	return enabled === 'enable'
		? { change: 'enable', startNow: false, restore: false, ...dates }
		: { change: 'dates', ...dates };
}

/** The last day that the item names, as far as it can be read. */
function lastDay(run: Run, endDate: unknown, dateOrder: DateOrder | undefined): LastDay {
	try {
		const { end } = itemDates(run, { endDate }, dateOrder);
		return end === undefined || end === 'never' ? {} : { end };
	} catch {
		return {};
	}
}

type LastDay = Pick<Extract<DesiredAccess, { change: 'disable' }>, 'end'>;

/** Department, levels and cards, with every name resolved. Throws whatever makes the item impossible. */
async function placesOf(
	run: Run,
	{ userId, fieldId }: TargetUser,
	params: UpsertParams,
	{
		refuseShared,
		replaceFromLeavers,
	}: { refuseShared: (params: UpsertParams) => void; replaceFromLeavers: boolean },
) {
	if (params.accessLevels?.length === 0) throw failure(accessMessages.userWithNoLevels);
	const { department: ref, leaverDepartment: leaverRef, accessLevels } = params;
	const department = ref && (await run.reference.department(ref));
	const leaver = leaverRef && (await run.reference.department(leaverRef));
	const levels = accessLevels && (await run.reference.levelsNamed(accessLevels));
	if ((levels?.length ?? 0) > 1 && (await run.reference.isLite()))
		throw failure(accessMessages.secondLevelOnLite);
	if (params.cards !== undefined) refuseShared(params);
	const claim = { userId, fieldId, replaceFromLeavers };
	const cards = params.cards && (await claimCards(run, params.cards, claim));
	return {
		...(department !== undefined && { department }),
		...(leaver !== undefined && { leaver }),
		...(levels !== undefined && { levels: { mode: 'exactly' as const, levels } }),
		...(cards !== undefined && { cards: { mode: 'add' as const, cards } }),
	};
}

async function fieldsOf(
	run: Run,
	{ fieldId, key }: TargetUser,
	{ fields, names = {} }: UpsertParams,
	emptyValues: 'keep' | 'clear',
): Promise<DesiredFields> {
	const known = await run.reference.customFields();
	const desired = readFields(fields, known, emptyValues);
	// A name is one thing: a prefix that is not part of it any more must go.
	Object.assign(desired.text, readFields({ ...names }, known, 'clear').text);
	const other = fieldId === null ? undefined : desired.custom.get(fieldId);
	if (other !== undefined && other.trim() !== key)
		throw failure(identityMessages.fieldsOverwriteNumber, {
			number: key ?? '',
			other: other.trim(),
		});
	return desired;
}
