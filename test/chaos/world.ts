import type { Emulator } from '../../emulator';
import type { Journal } from './journal';
import { LEAVER_DEPARTMENT } from './deed';
import { keyOf } from './keys';
import {
	NO_ENTRIES,
	setList,
	type MarkerEntries,
} from '../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import { markLeft } from '../../nodes/PaxtonNet2/lifecycle/marker/leftEntry';
import { deriveMarkerKey, writeMarker } from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { MARKER_KEY } from './pass';
import type { DisabledBy, Edit, Role, Row } from './scenario';

const OTHER_KEY = deriveMarkerKey('another site');
const DEPARTMENTS = ['None', 'Sales', 'Engineering', 'Warehouse', 'Finance', "Int'l Trade"];

/** Puts the users of a scenario into an empty emulator, and resolves with who is who. */
export function plant(net2: Emulator, rows: Row[]): Map<number, number> {
	const ids = new Map<number, number>();
	// Keys that are nearly, but not, those of the list.
	net2.addUser({ lastName: 'Neighbour', personnelNumber: '1230', accessLevels: [1] });
	for (const [row, { person, role }] of rows.entries()) {
		if (person.absent) continue;
		const id = net2.addUser({
			firstName: person.firstName,
			lastName: person.lastName,
			telephone: person.telephone,
			pin: person.pin ? '8473' : null,
			isAlarmUser: person.flag,
			isLockdownExempt: person.flag,
			customFields: [
				...(person.email === '' ? [] : [{ id: 9, value: person.email }]),
				{ id: 13, value: 'Notes, "quoted"' },
			],
			personnelNumber: keyOf(row),
			accessLevels: [...new Set([...person.levels, ...(role.role === 'ruled' ? role.before : [])])],
			individualPermissions: person.doors.map((door) => ({
				id: 6_000_000 + door,
				timezoneId: 1,
			})),
			department:
				person.department === LEAVER_DEPARTMENT
					? 'Terminated Employment'
					: (DEPARTMENTS[person.department] ?? 'None'),
			cards: Array.from({ length: person.cards }, (_, n) => String(10_000_000 + row * 10 + n)),
			...(person.expiry !== 'none' && {
				expiryDate: person.expiry === 'past' ? '2025-06-30T00:00:00' : '2099-12-31T00:00:00',
			}),
			...(person.start === 'future' && { activateDate: '2027-06-01T00:00:00' }),
		});
		// Only the entry of a user who returned may be forged. The list itself marked a user that it drops.
		const returned = role.role === 'listed' && role.as === 'returned';
		addMarker(net2, id, entriesOf(role), returned ? role.disabledBy : 'unknown');
		ids.set(row, id);
	}
	return ids;
}

/** What earlier runs stored about a user. */
function entriesOf(role: Role): MarkerEntries {
	if (role.role === 'listed' && role.as === 'dropped') return setList(NO_ENTRIES, '');
	if (role.role === 'listed' && role.as === 'returned') return returnedEntries(role.disabledBy);
	return role.role === 'ruled' ? { ...NO_ENTRIES, ruleLevels: role.before } : NO_ENTRIES;
}

/** The end date of a user who has returned, and the one that an operator set later. */
const ENDED = '2025-06-30T00:00:00';
const ENDED_BY_HAND = '2025-07-31T00:00:00';

function returnedEntries(by: DisabledBy): MarkerEntries {
	const managed = setList(NO_ENTRIES, '');
	if (by === 'unknown') return managed;
	const cause = by === 'operation' ? 'operation' : 'list';
	const endDate = by === 'hand' ? ENDED_BY_HAND : ENDED;
	return markLeft(managed, { endDate, cause, endDateInNet2: null });
}

/** An authentic marker behind the other text of the field Notes. */
function addMarker(net2: Emulator, userId: number, entries: MarkerEntries, by: DisabledBy): void {
	const user = net2.world.users.get(userId);
	const notes = user?.customFields.find(({ id }) => id === 13);
	if (user === undefined || notes === undefined) return;
	const written = writeMarker(notes.value, entries, {
		userId,
		key: by === 'forged' ? OTHER_KEY : MARKER_KEY,
		room: 0,
	});
	if (written !== 'noRoom') notes.value = written.text;
	net2.world.touch(userId);
}

/** Another client changes a user at the server, and the journal knows who it was. */
export function carryOutEdit(net2: Emulator, journal: Journal, { row, what }: Edit): void {
	const key = keyOf(row);
	const user = [...net2.world.users.values()].find(
		({ deleted, customFields }) =>
			!deleted && customFields.some(({ id, value }) => id === 14 && value === key),
	);
	if (user === undefined) return;
	switch (what) {
		case 'telephone':
			user.telephone = '555 0199';
			break;
		case 'email':
			user.customFields = [
				{ id: 9, value: 'other@example.com' },
				...user.customFields.filter(({ id }) => id !== 9),
			];
			break;
		case 'levelAdded':
			user.accessLevels = [...new Set([...user.accessLevels.filter((id) => id !== 0), 3])];
			break;
		case 'levelRemoved':
			user.accessLevels = user.accessLevels.slice(1);
			break;
		case 'doorAdded':
			user.individualPermissions = [
				...user.individualPermissions,
				{ id: 6_000_003, timezoneId: 2 },
			];
			break;
		case 'reopened':
			user.expiryDate = null;
			break;
		case 'barred':
			user.expiryDate = '2025-01-31T00:00:00';
			break;
		case 'department':
			user.departmentId = 3;
			break;
	}
	net2.world.touch(user.id);
	journal.note('other', what);
}
