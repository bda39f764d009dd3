import { customFieldName } from '../../mapping/customFields';
import { fieldsChanged } from '../../mapping/fields';
import { levelGiven, levelTaken } from '../steps/exactLevels';
import { markerText, NO_MARKS, withMarker } from '../marker/marker';
import type { Change } from '../result/result';
import type { UpsertParams } from '../run/request';
import { cardDifference } from './cardDifference';
import { dateDifference } from './dates';
import { levelDifference, nameOf, type Difference, type Kind } from './difference';
import type { Ground } from './ground';
import { leaving } from './leaving';
import type { FieldValues } from './settings';
import type { Present } from './snapshot';
import type { Wish } from './wishes';

/** What differs between a row and the one person it is about; null: nothing. */
export function compare(wish: Wish, present: Present, ground: Ground): Difference | null {
	const dates = dateDifference(wish, present, ground);
	if (dates.hasLeft) return leaving(present, wish, ground);

	const { user } = present;
	const { settings, map, leaver } = ground;
	const places = placeDifference(wish, present);
	const isLeavers = (one: { id: number } | null | undefined) =>
		leaver !== undefined && leaver.id !== 0 && one?.id === leaver.id;
	const inLeaverDepartment = isLeavers(present.department);
	const cards = cardDifference(wish, present, ground);
	// An upsert gives a leaver nothing of these either.
	const gives = places.params.department ?? places.params.accessLevels ?? cards.params.cards;
	const shut = dates.wouldReopen || (inLeaverDepartment && gives !== undefined);
	// A row that puts somebody where leavers are does not want them back.
	const listedAsLeaver = isLeavers(wish.department);
	const reopens = shut && settings.reopen && present.marker?.left !== undefined && !listedAsLeaver;

	const record = fieldsChanged(user, wish.desired).changes;
	const fields: FieldValues = {};
	for (const { field } of record) fields[field] = wish.fields[field] ?? null;
	const changes: Change[] = [...record, ...places.changes, ...cards.changes, ...dates.changes];
	const { key } = wish.row;
	const common = {
		index: wish.row.index,
		key,
		userId: user.id,
		name: nameOf(user),
		revokes: places.revokes,
	};
	if (shut && !reopens)
		return {
			...common,
			kind: 'blockedByHand',
			changes,
			warnings: [blockedBecause(present, ground, listedAsLeaver), ...places.warnings],
			action: null,
			losesAccess: false,
			revokes: 0,
		};
	if (changes.length === 0 && !shut) return null;
	const params: UpsertParams = {
		key,
		correlationField: customFieldName(map.keyField),
		fields: { ...fields, ...marks(present, ground, reopens) },
		...places.params,
		...cards.params,
		...(dates.startDate !== undefined && { startDate: dates.startDate }),
		...(dates.endDate !== undefined && { endDate: dates.endDate }),
		enabled: reopens ? 'enable' : 'keep',
		...(settings.leaverDepartment && { leaverDepartment: settings.leaverDepartment }),
		...(reopens && restored(wish, present)),
	};
	return {
		...common,
		kind: reopens ? 'rehire' : kindOf(changes, dates.endsEarlier, ground),
		changes: reopens && dates.changes.length === 0 ? [...changes, opened(present)] : changes,
		warnings: places.warnings,
		action: { verb: 'upsert', params },
		losesAccess: dates.endsEarlier,
	};
}

function kindOf(changes: Change[], endsEarlier: boolean, { map }: Ground): Kind {
	if (endsEarlier) return 'leaver';
	const moved = (field: string) =>
		field === 'department' ||
		(field.startsWith('customField:') && field === customFieldName(map.title()));
	return changes.some(({ field }) => moved(field)) ? 'mover' : 'drift';
}

/** Department and levels. Individual doors are told: the list knows nothing of them, so they stay. */
function placeDifference({ department, levels }: Wish, present: Present) {
	const changes: Change[] = [];
	const warnings: string[] = [];
	const params: Pick<UpsertParams, 'department' | 'accessLevels'> = {};
	let revokes = 0;
	const isIn = present.department?.id ?? 0;
	if (department !== undefined && department.id !== isIn) {
		changes.push({
			field: 'department',
			from: present.department?.name ?? null,
			to: department.id === 0 ? null : department.name,
		});
		params.department = { by: 'id', id: String(department.id) };
	}
	if (levels !== undefined && present.holding !== undefined) {
		const held = present.holding.levels;
		// What was granted until a time, or by a rule, is taken away by those who granted it.
		const lent = held.filter(({ id }) => isLent(id, present));
		const wanted = [...levels, ...levelDifference(lent, levels).extra];
		const { extra, missing } = levelDifference(held, wanted);
		changes.push(...extra.map(levelTaken), ...missing.map(levelGiven));
		revokes = extra.length;
		if (extra.length + missing.length > 0) params.accessLevels = wanted.map(({ id }) => `id:${id}`);
		if (present.holding.doors > 0)
			warnings.push(
				`Beside levels, this person has ${present.holding.doors} individual doors, which the list does not know and which stay.`,
			);
	}
	return { changes, warnings, params, revokes };
}

function isLent(id: number, { marker }: Present): boolean {
	if (marker === null) return false;
	return marker.byRules.includes(id) || marker.timeBoxes.some(({ level }) => level === id);
}

/** The marker goes along with whatever is written: this person is managed here, and has not left. */
function marks(present: Present, { map }: Ground, reopens: boolean): FieldValues {
	const { user, marker, markerUnreadable } = present;
	if (map.marker === null || markerUnreadable || (marker !== null && !reopens)) return {};
	const { left: _gone, ...kept } = marker ?? NO_MARKS;
	const text = markerText(user, map.marker);
	return { [customFieldName(map.marker.id)]: withMarker(text, kept, map.marker) };
}

/** Where the list is silent, a rehire gets back what the marker remembers. */
function restored({ department, levels }: Wish, { marker }: Present): Partial<UpsertParams> {
	const left = marker?.left;
	if (left === undefined) return {};
	return {
		...(department === undefined && { department: { by: 'id', id: String(left.department) } }),
		...(levels === undefined &&
			left.levels.length > 0 && { accessLevels: left.levels.map((id) => `id:${id}`) }),
	};
}

function opened({ user }: Present): Change {
	return { field: 'expiryDate', from: user.expiryDate, to: null };
}

function blockedBecause(
	{ marker, user }: Present,
	{ settings }: Ground,
	listedAsLeaver: boolean,
): string {
	const out = `User ${user.id} is on the list, but out in Net2 (end date ${user.expiryDate ?? 'none'}, start date ${user.activateDate ?? 'none'}).`;
	if (listedAsLeaver)
		return `${out} The list puts them into the department where leavers are, so it does not let them in.`;
	if (marker?.left !== undefined && !settings.reopen)
		return `${out} This node disabled them on ${marker.left.on}: switch on Reopen to let them in again.`;
	return `${out} Somebody may have barred them by hand, so a list does not let them in: use enable, if that is meant.`;
}
