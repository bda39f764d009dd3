import { defaultSwitches, type Switches } from '../../emulator';
import { profiledWrites } from '../../nodes/PaxtonNet2/net2/siteProfile';

/**
 * Sites at which the promises of the node are tested, with the profile of the site in the credential. `npm test` has no
 * profile. vitest.config.ts has a project for each.
 *
 * There is the usual site, and one for each answer of a rehearsal that the node relies on. So the name of a site that
 * fails says why. The node does not rely on the other answers, and should cope with each of them. Those share the sites
 * whose names begin with "mixed", because a site takes more than two minutes. Each value of a switch is at some site, as
 * siteVariants.test.ts checks.
 */
export const SITE_VARIANTS: Record<string, Partial<Switches>> = {
	usual: {},
	'levels cleared by zero': { clearLevels: 'zero' },
	'levels cleared by an empty list': { clearLevels: 'empty' },
	'members lost': { putClears: ['texts', 'flags', 'expiry', 'activate'] },
	'custom fields replaced': { customFields: 'replace' },
	'exact dates': { expiry: 'exact' },
	'dates to the minute': { expiry: 'minutes' },
	'times in UTC': { zoneForm: 'Z' },
	'times at +00:00': { zoneForm: '+00:00' },
	'times without an offset': { zoneForm: 'none' },
	'no PINs shown': { pinReadable: 'hidden' },
	'PINs masked': { pinReadable: 'masked' },
	'no queries': { querydb: 'off' },
	'short queries': { maxQueryLength: 500 },
	'events by dates': { events: 'dates' },
	'events by conditions and dates': { events: 'both' },
	'two events for a change': { changeEvents: 'two' },
	'one request at a time': { serial: true },
	'mixed: no version': {
		net2Version: 'hidden',
		writeStatuses: allWrites(202),
		missingUser: '400',
		departmentZero: 'hidden',
		expiredInSql: 'hidden',
		levelForm: 'objects',
		individualRead: ['reordered'],
		putReply: 'json',
		maxQueryLength: 1_234,
	},
	'mixed: an old version': {
		net2Version: '6.7 SR2',
		writeStatuses: { ...allWrites(200), updateUser: 204 },
		missingUser: '204',
		individual: 'omit-clears',
		putClears: ['expiry', 'customFields'],
		expiredInList: 'hidden',
		deletedInSql: 'hidden',
		eventsByUser: 'off',
		newUserLevels: 'zero',
		trimsText: true,
		individualRead: ['added-members'],
		maxQueryLength: 1_899,
	},
	'mixed: nothing lost': {
		putClears: [],
		missingUser: 'null',
		listInactive: true,
		refreshRotates: true,
		customFieldsInList: 'hidden',
		cardNumbers: 'eight-digits',
		expiryDay: 'exclusive',
		individualRead: ['reordered', 'added-members'],
		maxQueryLength: 2_048,
		tz: 'America/New_York',
	},
};

function allWrites(status: number): Switches['writeStatuses'] {
	const statuses = profiledWrites.map((write) => [write, status] as const);
	return { ...defaultSwitches.writeStatuses, ...Object.fromEntries(statuses) };
}

/** The variant of this test run; undefined: the usual site, and no profile in the credential. */
export function siteVariant(): Partial<Switches> | undefined {
	return SITE_VARIANTS[process.env['SITE_VARIANT'] ?? ''];
}

/** How the site shows PINs. A result is not verified if it wrote a PIN that Net2 does not show. */
export function pinReadable(): Switches['pinReadable'] {
	return siteVariant()?.pinReadable ?? 'yes';
}
