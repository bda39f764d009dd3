import type { DisableParams } from '../run/request';

/**
 * Several items that end the access of one user are one leaver. Each removes what it names, so that the user loses
 * all of it (docs/safety-rules.md, rule 7).
 */
export function combineLeavers(all: DisableParams[]): DisableParams | undefined {
	const [first, ...others] = all;
	if (first === undefined) return undefined;
	return others.reduce<DisableParams>((one, other) => {
		const leaverDepartment = one.leaverDepartment ?? other.leaverDepartment;
		const markerField = one.markerField ?? other.markerField;
		return {
			user: one.user,
			removeAccess: stronger(one.removeAccess, other.removeAccess),
			cards: one.cards === 'lost' || other.cards === 'lost' ? 'lost' : 'keep',
			clearPin: one.clearPin || other.clearPin,
			// A mistyped number must not look like success to the item that demands an error.
			onNotFound: [one, other].some(({ onNotFound }) => onNotFound === 'error')
				? 'error'
				: 'report',
			...(leaverDepartment !== undefined && { leaverDepartment }),
			...(markerField !== undefined && { markerField }),
		};
	}, first);
}

const STRENGTH: Array<DisableParams['removeAccess']> = ['keep', 'levels', 'all'];

function stronger(
	a: DisableParams['removeAccess'],
	b: DisableParams['removeAccess'],
): DisableParams['removeAccess'] {
	return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}
