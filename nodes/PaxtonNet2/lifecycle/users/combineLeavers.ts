import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { DisableParams, UpsertParams } from '../run/request';
import type { Combined } from './deduplicateByUser';

/**
 * Several items that end the access of one user are one leaver. Each removes what it names, so that the user loses
 * all of it (docs/safety-rules.md, rule 7). A user has one department and one entry for a rehire. So the first item
 * that names them counts, and an item that names others is an error.
 */
export function combineLeavers(
	first: DisableParams,
	others: DisableParams[],
): Combined<DisableParams> {
	const params = others.reduce<DisableParams>((one, other) => {
		const leaverDepartment = one.leaverDepartment ?? other.leaverDepartment;
		const markerField = one.markerField ?? other.markerField;
		return {
			user: one.user,
			removeAccess: stronger(one.removeAccess, other.removeAccess),
			cards: one.cards === 'lost' || other.cards === 'lost' ? 'lost' : 'keep',
			clearPin: one.clearPin || other.clearPin,
			lost: [...(one.lost ?? []), ...(other.lost ?? [])],
			// A mistyped number must not look like success to the item that demands an error.
			onNotFound: [one, other].some(({ onNotFound }) => onNotFound === 'error')
				? 'error'
				: 'report',
			...(leaverDepartment !== undefined && { leaverDepartment }),
			...(markerField !== undefined && { markerField }),
		};
	}, first);
	const isLeftOut = ({ leaverDepartment, markerField }: DisableParams) =>
		differs(leaverDepartment, params.leaverDepartment) || differs(markerField, params.markerField);
	return {
		params,
		leftOut: {
			params: new Set(others.filter(isLeftOut)),
			error: (items) => failure(identityMessages.leaversDiffer, { items }),
		},
	};
}

/**
 * The same for items that create or update, if all of them disable the user. Undefined: one does not. Each field, and
 * each other value, is that of the first item that names it.
 */
export function combineUpserts(
	first: UpsertParams,
	others: UpsertParams[],
): Combined<UpsertParams> | undefined {
	if ([first, ...others].some(({ enabled }) => enabled !== 'disable')) return undefined;
	const params = others.reduce<UpsertParams>(
		(one, other) => ({
			...one,
			fields: { ...other.fields, ...one.fields },
			names: one.names ?? other.names,
			department: one.department ?? other.department,
			leaverDepartment: one.leaverDepartment ?? other.leaverDepartment,
		}),
		first,
	);
	const isLeftOut = ({ fields, names, department, leaverDepartment }: UpsertParams) =>
		Object.entries(fields).some(([name, value]) => differs(value, params.fields[name])) ||
		differs(names, params.names) ||
		differs(department, params.department) ||
		differs(leaverDepartment, params.leaverDepartment);
	return {
		params,
		leftOut: {
			params: new Set(others.filter(isLeftOut)),
			error: (items) => failure(identityMessages.disablingItemsDiffer, { items }),
		},
	};
}

function differs<T>(wanted: T | undefined, used: T | undefined): boolean {
	return wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(used);
}

const STRENGTH: Array<DisableParams['removeAccess']> = ['keep', 'levels', 'all'];

function stronger(
	a: DisableParams['removeAccess'],
	b: DisableParams['removeAccess'],
): DisableParams['removeAccess'] {
	return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}
