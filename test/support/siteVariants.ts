import type { Switches } from '../../emulator';

/**
 * Sites at which the promises of the node are tested, with the profile of the site in the credential. There is the
 * usual one, and one for each answer of a rehearsal that the node relies on. `npm test` has no profile.
 * vitest.config.ts has a project for each.
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
	'no PINs shown': { pinReadable: 'hidden' },
	'PINs masked': { pinReadable: 'masked' },
	'no queries': { querydb: 'off' },
	'short queries': { maxQueryLength: 500 },
	'events by dates': { events: 'dates' },
	'one request at a time': { serial: true },
};

/** The variant of this test run; undefined: the usual site, and no profile in the credential. */
export function siteVariant(): Partial<Switches> | undefined {
	return SITE_VARIANTS[process.env['SITE_VARIANT'] ?? ''];
}

/** How the site shows PINs. A result is not verified if it wrote a PIN that Net2 does not show. */
export function pinReadable(): Switches['pinReadable'] {
	return siteVariant()?.pinReadable ?? 'yes';
}
