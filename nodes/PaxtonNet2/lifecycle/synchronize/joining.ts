import { isPast, parseStart, startToday } from '../../mapping/dates';
import { customFieldName } from '../../mapping/customFields';
import { askedEnd } from '../steps/endDate';
import { levelGiven } from '../steps/exactLevels';
import { NO_MARKS, withMarker } from '../marker/marker';
import type { Change } from '../result/result';
import type { UpsertParams } from '../run/request';
import { Net2Error } from '../../net2/errors';
import { cardDifference } from './cardDifference';
import type { Difference } from './difference';
import type { Ground } from './ground';
import type { FieldValues } from './settings';
import type { Wish } from './wishes';

/** Somebody whom Net2 does not have; null: they are gone again already, and never need one. */
export function joining(wish: Wish, ground: Ground): Difference | null {
	const { row, desired, department, levels } = wish;
	const { map, now } = ground;
	const site = ground.siteFor();
	const end = wish.endDate === undefined ? null : askedEnd(wish.endDate, site);
	if (isPast(end, now, site)) return null;
	const { firstName = '', middleName = '', lastName = '' } = desired.text;
	const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
	if (firstName === '' && lastName === '')
		throw new Net2Error(
			'badInput',
			`Nobody in Net2 has the key "${row.key}", and the row has no name for a new user.`,
			'Give a first or a last name.',
		);
	const start =
		wish.startDate === undefined ? startToday({ now, site }) : parseStart(wish.startDate, site);
	const added: Array<[string, unknown]> = [
		...Object.entries(desired.text),
		...[...desired.custom].map(([id, value]): [string, unknown] => [customFieldName(id), value]),
		[customFieldName(map.keyField), row.key],
		['activateDate', start],
		['expiryDate', end],
		['department', department === undefined || department.id === 0 ? null : department.name],
	];
	const changes: Change[] = added
		.filter(([, to]) => to !== null && to !== '')
		.map(([field, to]) => ({ field, from: null, to }));
	const mark: FieldValues =
		map.marker === null
			? {}
			: { [customFieldName(map.marker.id)]: withMarker(null, NO_MARKS, map.marker) };
	const cards = cardDifference(wish, null, ground);
	const params: UpsertParams = {
		key: row.key,
		correlationField: customFieldName(map.keyField),
		fields: { ...wish.fields, ...mark },
		...(department !== undefined && {
			department: { by: 'id', id: String(department.id) },
		}),
		...(levels !== undefined && { accessLevels: levels.map(({ id }) => `id:${id}`) }),
		...(wish.startDate !== undefined && { startDate: wish.startDate }),
		...(wish.endDate !== undefined && { endDate: wish.endDate }),
		...cards.params,
		enabled: 'enable',
	};
	return {
		kind: 'joiner',
		index: row.index,
		key: row.key,
		userId: null,
		name,
		changes: [...changes, ...(levels ?? []).map(levelGiven), ...cards.changes],
		warnings: [],
		action: { verb: 'upsert', params },
		losesAccess: false,
		revokes: 0,
	};
}
