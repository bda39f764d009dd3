import type { Switches } from '../../emulator';
import type { ProfiledWrite } from '../../nodes/PaxtonNet2/net2/siteProfile';

type SomeValues = { [Name in keyof Switches]?: ReadonlyArray<Readonly<Switches[Name]>> };

/**
 * All values of each switch that a profile covers. Two such switches are missing. Of `putClears` each member is a value of
 * its own, and `writeStatuses` has one value for each write, below.
 */
export const profiledValues = {
	net2Version: ['auto', 'hidden', '6.7 SR2'],
	customFields: ['merge', 'replace'],
	expiry: ['midnight', 'exact', 'minutes'],
	zoneForm: ['offset', 'Z', '+00:00', 'none'],
	pinReadable: ['yes', 'masked', 'hidden'],
	clearLevels: ['either', 'empty', 'zero'],
	individual: ['omit-keeps', 'omit-clears'],
	departmentZero: ['listed', 'hidden'],
	expiredInList: ['listed', 'hidden'],
	expiredInSql: ['listed', 'hidden'],
	listInactive: [false, true],
	deletedInSql: ['listed', 'hidden'],
	missingUser: ['404', '400', '204', 'null'],
	serial: [false, true],
	querydb: ['on', 'off'],
	maxQueryLength: [0, 500, 1_234, 1_899, 2_048],
	events: ['where', 'dates', 'both'],
	eventsByUser: ['on', 'off'],
	refreshRotates: [false, true],
} as const satisfies SomeValues;

/** The statuses that each write is tried with. */
export const writeStatusValues = {
	createUser: [200, 201, 202],
	updateUser: [200, 202, 204],
	deleteUser: [200, 202, 204],
	setDepartment: [200, 202, 204],
	setLevels: [200, 202, 204],
	addCard: [200, 201, 202],
	changeCard: [200, 202, 204],
	removeCard: [200, 202, 204],
} as const satisfies Record<ProfiledWrite, readonly number[]>;

/** Switches that no profile names. Two events for a change are as no events by user. The others change nothing that a rehearsal finds. */
export const otherValues = {
	changeEvents: ['one', 'two'],
	tz: ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata'],
	expiryDay: ['inclusive', 'exclusive'],
	newUserLevels: ['none', 'zero'],
	levelForm: ['ids', 'objects'],
	putReply: ['nothing', 'json'],
	trimsText: [false, true],
	customFieldsInList: ['listed', 'hidden'],
	individualRead: [[], ['reordered'], ['added-members'], ['reordered', 'added-members']],
	cardNumbers: ['text', 'eight-digits'],
	lite: ['off', 'keep-last'],
	nativeLengths: ['off', 'cut'],
} as const satisfies SomeValues;
