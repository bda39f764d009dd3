import type { Change } from '../result/result';
import type { DisableParams } from '../run/request';
import { isPast } from '../../mapping/dates';
import { dateDifference } from './dates';
import { nameOf, type Difference } from './difference';
import { hasEnded, type Ground } from './ground';
import type { Present } from './snapshot';
import type { Wish } from './wishes';

const DAY = 86_400_000;
/** How long after the end date a leaver whom the list does not name is still completed. */
const LATELY = 14 * DAY;

/** Somebody who is gone by the end date on the list; null: they are out, and all is done. */
export function leaving(present: Present, wish: Wish, ground: Ground): Difference | null {
	const endsSo = dateDifference(wish, present, ground).changes.every(
		({ field }) => field !== 'expiryDate',
	);
	const cut = endsSo && hasEnded(present, ground) ? null : ground.cutOff(present.user);
	return leaver(present, ground, { index: wish.row.index, cut, kind: 'leaverStillActive' });
}

/** Somebody managed here who is not on the list, and is to lose access for that. */
export function missingLeaver(present: Present, ground: Ground): Difference | null {
	const { user, marker } = present;
	const cut = ground.cutOff(user);
	// Of people out for long, somebody else decided where they belong; lately, it may be a run that was cut off.
	const lately = !isPast(user.expiryDate, ground.now - LATELY, ground.siteFor(user));
	if (cut === null && !lately && marker?.left === undefined) return null;
	return leaver(present, ground, { index: null, cut, kind: 'leaver' });
}

function leaver(
	present: Present,
	{ settings, leaver: to }: Ground,
	{ index, cut, kind }: Pick<Difference, 'index' | 'kind'> & { cut: string | null },
): Difference | null {
	const { user, key, department } = present;
	const changes: Change[] = [];
	if (cut !== null) changes.push({ field: 'expiryDate', from: user.expiryDate, to: cut });
	if (to !== undefined && (department?.id ?? 0) !== to.id)
		changes.push({ field: 'department', from: department?.name ?? null, to: to.name });
	if (changes.length === 0) return null;
	const params: DisableParams = {
		user: { by: 'id', id: String(user.id) },
		...(settings.leaverDepartment && { leaverDepartment: settings.leaverDepartment }),
		...(settings.markerField !== undefined && { markerField: settings.markerField }),
		removeAccess: 'keep',
		cards: 'keep',
		clearPin: false,
		onNotFound: 'report',
	};
	return {
		kind: cut === null ? 'leaver' : kind,
		index,
		key: key === '' ? null : key,
		userId: user.id,
		name: nameOf(user),
		changes,
		warnings: [],
		action: { verb: 'disable', params },
		losesAccess: cut !== null,
		revokes: 0,
	};
}
