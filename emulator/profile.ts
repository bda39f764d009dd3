import type { SiteProfile } from '../nodes/PaxtonNet2/net2/siteProfile';
import { reportedVersion } from './serverSettings';
import type { Switches } from './switches';
import { clearedMembers } from './userChanges';

/** The switches that make the emulator behave as a rehearsed site does. A profile has no word on all others. */
export function switchesFor(profile: SiteProfile): Partial<Switches> {
	const {
		version: _,
		net2Version,
		putForm,
		customFields,
		dateForm,
		pinReadable,
		clearLevels,
		omittedIndividualDoors,
		departmentNone,
		expiredListed,
		deletedListed,
		missingUser,
		writeStatuses,
		parallel,
		maxQueryLength,
		eventDialect,
		eventsByUserAndTime,
		refreshRotates,
		...rest
	} = profile;
	expectNone(rest);
	return {
		net2Version: net2Version ?? 'hidden',
		putClears: putForm.lost,
		customFields: customFields === 'merged' ? 'merge' : 'replace',
		expiry: dateForm.stored,
		zoneForm: dateForm.zone,
		pinReadable,
		clearLevels,
		individual: omittedIndividualDoors === 'kept' ? 'omit-keeps' : 'omit-clears',
		departmentZero: departmentNone,
		...(expiredListed.rest === null ? {} : { expiredInList: listed(expiredListed.rest) }),
		...(expiredListed.sql === null ? {} : { expiredInSql: listed(expiredListed.sql) }),
		...(deletedListed.rest === null ? {} : { listInactive: deletedListed.rest }),
		...(deletedListed.sql === null ? {} : { deletedInSql: listed(deletedListed.sql) }),
		missingUser,
		writeStatuses,
		serial: parallel === 'no',
		querydb: maxQueryLength === 0 ? 'off' : 'on',
		maxQueryLength,
		events: eventDialect,
		eventsByUser: eventsByUserAndTime ? 'on' : 'off',
		refreshRotates,
	};
}

/**
 * The profile that a rehearsal has to find when the emulator runs with these switches.
 *
 * @param longestQuery the longest query string that the rehearsal tries, in characters as sent
 */
export function profileFor(switches: Switches, longestQuery: number): SiteProfile {
	const queries = switches.querydb === 'on';
	const limit = switches.maxQueryLength === 0 ? longestQuery : switches.maxQueryLength;
	return {
		version: 1,
		net2Version: reportedVersion(switches),
		putForm: { lost: [...clearedMembers(switches)] },
		customFields: switches.customFields === 'merge' ? 'merged' : 'replaced',
		dateForm: { stored: switches.expiry, zone: switches.zoneForm },
		pinReadable: switches.pinReadable,
		clearLevels: switches.clearLevels,
		omittedIndividualDoors: switches.individual === 'omit-keeps' ? 'kept' : 'cleared',
		departmentNone: switches.departmentZero,
		expiredListed: {
			rest: switches.expiredInList === 'listed',
			sql: queries ? switches.expiredInSql === 'listed' : null,
		},
		deletedListed: {
			rest: switches.listInactive,
			sql: queries ? switches.deletedInSql === 'listed' : null,
		},
		missingUser: switches.missingUser,
		writeStatuses: switches.writeStatuses,
		parallel: switches.serial ? 'no' : 'helps',
		maxQueryLength: queries ? Math.min(limit, longestQuery) : 0,
		eventDialect: switches.events,
		eventsByUserAndTime: switches.eventsByUser === 'on',
		refreshRotates: switches.refreshRotates,
	};
}

function listed(value: boolean): 'listed' | 'hidden' {
	return value ? 'listed' : 'hidden';
}

/** A member of the profile that `switchesFor` leaves out does not compile. */
function expectNone(_: Record<string, never>): void {}
