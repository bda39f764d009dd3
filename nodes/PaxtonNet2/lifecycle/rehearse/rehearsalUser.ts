import type { CustomField, Token, User, UserBody } from '../../net2/model';
import { setList, NO_ENTRIES } from '../marker/markerEntries';
import { readMarker, writeMarker, type MarkerKey } from '../marker/userMarker';

/*
 * The one user that a rehearsal creates. Its name has a random part, and its access ended in 2001. It never has a PIN
 * or a card together with an access level or a door. So it can never open a door, and a later rehearsal recognises
 * it.
 */

/** Wall times of the server. The seconds of the end date show how Net2 stores a time of day. */
export const START_DATE = '2001-01-02T00:00:00';
export const END_DATE = '2001-07-06T07:08:39';
export const DATES: UserBody = { expiryDate: END_DATE, activateDate: START_DATE };

const SUFFIX_LENGTH = 12;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/**
 * The name in full, without the first name, or with the whole name as first name. Single steps of a rehearsal leave
 * it so.
 */
const NAME = /^(?:n8n )?rehearsal ([a-z0-9]{12})(?: rehearsal \1)?$/;

export interface RehearsalName {
	firstName: string;
	lastName: string;
	/** First and last name, as Net2 shows them. */
	whole: string;
}

/** @param random uniform in [0, 1) */
export function newRehearsalName(random: () => number): RehearsalName {
	const letters = Array.from({ length: SUFFIX_LENGTH }, () =>
		LETTERS.charAt(Math.floor(random() * LETTERS.length)),
	);
	const lastName = `rehearsal ${letters.join('')}`;
	return { firstName: 'n8n', lastName, whole: `n8n ${lastName}` };
}

/** Whether a user is called as the users of rehearsals are. */
export function hasRehearsalName({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>) {
	const names = [firstName, lastName]
		.map((name) => name?.trim() ?? '')
		.filter((name) => name !== '');
	return NAME.test(names.join(' '));
}

/** Every member whose loss a rehearsal can notice, with a value that differs from what Net2 gives a new user. */
export const RECORD = {
	middleName: 'test',
	telephone: '1000',
	extension: '100',
	fax: '2000',
	isAntiPassbackUser: true,
	isAlarmUser: true,
	isLockdownExempt: true,
} satisfies UserBody;

export const SECOND_FIELD_VALUE = 'n8n rehearsal';

/** The custom fields that a rehearsal uses. */
export interface RehearsalFields {
	/** Where the marker goes. */
	marker?: CustomField | undefined;
	/** Another one, which shows whether fields that a PUT does not name keep their values. */
	second?: CustomField | undefined;
	/** Fields that have a personnel number at this site. */
	personnelIds: readonly number[];
}

const MARKER_ROOM = 60;

/** The roomiest field takes the marker, and the next one the second value. A personnel number is never written. */
export function chooseFields(fields: readonly CustomField[]): RehearsalFields {
	const personnel = fields.filter(({ name }) => /personnel|employee|payroll|staff/i.test(name));
	const personnelIds = [...new Set([14, ...personnel.map(({ id }) => id)])];
	const room = ({ maxLength }: CustomField) => (maxLength === 0 ? Infinity : maxLength);
	const usable = fields
		.filter(({ id, name }) => name.trim() !== '' && !personnelIds.includes(id))
		.sort((one, other) => room(other) - room(one) || one.id - other.id);
	const marker = usable.find((field) => room(field) >= MARKER_ROOM);
	return { marker, second: usable.find((field) => field !== marker), personnelIds };
}

/** The text that shows that this node created the user. It is bound to the user id. */
export function rehearsalMarker(userId: number, key: MarkerKey): string {
	const written = writeMarker(null, setList(NO_ENTRIES, 'rehearsal'), { userId, key, room: 0 });
	return written === 'noRoom' ? '' : written.text;
}

export function hasRehearsalMarker(
	user: User,
	{ marker }: RehearsalFields,
	key: MarkerKey,
): boolean {
	const text = user.customFields.find(({ id }) => id === marker?.id)?.value ?? null;
	const { authentic, entries } = readMarker(text, { userId: user.id, key });
	return authentic && entries.list === 'rehearsal';
}

const DAY = 86_400_000;

/** Whether access ended at least two days ago, in whatever zone the date is written. */
export function hasEnded({ expiryDate }: Pick<User, 'expiryDate'>, now: number): boolean {
	const end = Date.parse((expiryDate ?? '').slice(0, 10));
	return !Number.isNaN(end) && end + 2 * DAY < now;
}

/**
 * Whether a user is what an earlier rehearsal left. The name must match, there must be no personnel number, and the
 * end date must have passed. An authentic marker confirms it. A rehearsal may have stopped before it wrote the
 * marker. Then the end date must be the one that rehearsals use. With a marker the user may also have lost its end
 * date, or have a card that is marked lost. Single steps of a rehearsal leave such a user.
 */
export function isLeftover(
	user: User,
	cards: readonly Token[],
	site: { fields: RehearsalFields; key: MarkerKey; now: number },
): boolean {
	const { fields, key, now } = site;
	if (!hasRehearsalName(user)) return false;
	const hasNumber = user.customFields.some(
		({ id, value }) => fields.personnelIds.includes(id) && (value ?? '').trim() !== '',
	);
	if (hasNumber) return false;
	if (hasRehearsalMarker(user, fields, key)) {
		const ended = user.expiryDate === null || hasEnded(user, now);
		return ended && cards.every(({ isLost }) => isLost);
	}
	return cards.length === 0 && hasEnded(user, now) && isRehearsalEnd(user.expiryDate);
}

/** A time that is returned in UTC may be on the day before or after. */
function isRehearsalEnd(date: string | null): boolean {
	const days = (Date.parse((date ?? '').slice(0, 10)) - Date.parse(END_DATE.slice(0, 10))) / DAY;
	return Math.abs(days) <= 1;
}
