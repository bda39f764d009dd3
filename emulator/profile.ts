import type { SiteProfile } from '../nodes/PaxtonNet2/net2/siteProfile';
import { reportedVersion } from './serverSettings';
import type { Switches } from './switches';
import { defaultWriteStatuses } from './switchValues';
import { clearedMembers } from './userChanges';

/** The switches that make the emulator behave as a rehearsed site does. The others keep their default. */
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
	const statuses = Object.entries(writeStatuses).flatMap(([write, status]) =>
		status === null ? [] : [[write, status] as const],
	);
	return {
		net2Version: net2Version ?? 'hidden',
		writeStatuses: { ...defaultWriteStatuses, ...Object.fromEntries(statuses) },
		...found({
			putClears: putForm && putForm.lost,
			customFields: customFields && (customFields === 'merged' ? 'merge' : 'replace'),
			expiry: dateForm.stored,
			zoneForm: dateForm.zone,
			pinReadable,
			clearLevels,
			individual:
				omittedIndividualDoors &&
				(omittedIndividualDoors === 'kept' ? 'omit-keeps' : 'omit-clears'),
			departmentZero: departmentNone,
			expiredInList: listed(expiredListed.rest),
			expiredInSql: listed(expiredListed.sql),
			listInactive: deletedListed.rest,
			deletedInSql: listed(deletedListed.sql),
			missingUser,
			serial: parallel === null ? null : parallel === 'no',
			querydb: maxQueryLength === null ? null : maxQueryLength === 0 ? 'off' : 'on',
			maxQueryLength,
			events: eventDialect,
			eventsByUser: eventsByUserAndTime === null ? null : eventsByUserAndTime ? 'on' : 'off',
			refreshRotates,
		}),
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
	// The end date of the user of a rehearsal has passed. What hides such users also hides this one after it is
	// deleted.
	const showsExpired = {
		rest: switches.expiredInList === 'listed',
		sql: switches.expiredInSql === 'listed',
	};
	// The loss of a PIN that no reply mentions cannot be seen.
	const lost = [...clearedMembers(switches)].filter(
		(member) => member !== 'pin' || switches.pinReadable !== 'hidden',
	);
	return {
		version: 1,
		net2Version: reportedVersion(switches),
		putForm: { lost },
		customFields: switches.customFields === 'merge' ? 'merged' : 'replaced',
		dateForm: { stored: switches.expiry, zone: switches.zoneForm },
		pinReadable: switches.pinReadable,
		clearLevels: switches.clearLevels,
		omittedIndividualDoors: switches.individual === 'omit-keeps' ? 'kept' : 'cleared',
		departmentNone: switches.departmentZero,
		expiredListed: {
			rest: showsExpired.rest,
			sql: queries ? showsExpired.sql : null,
		},
		deletedListed: {
			rest: showsExpired.rest ? switches.listInactive : null,
			sql: queries && showsExpired.sql ? switches.deletedInSql === 'listed' : null,
		},
		missingUser: switches.missingUser,
		writeStatuses: switches.writeStatuses,
		parallel: switches.serial ? 'no' : 'helps',
		maxQueryLength: queries ? Math.min(limit, longestQuery) : 0,
		eventDialect: switches.events,
		// A server without conditions has no condition on the user. Two events for one change cannot be counted.
		eventsByUserAndTime:
			switches.events !== 'dates' &&
			switches.eventsByUser === 'on' &&
			switches.changeEvents === 'one',
		refreshRotates: switches.refreshRotates,
	};
}

function listed(value: boolean | null): 'listed' | 'hidden' | null {
	return value === null ? null : value ? 'listed' : 'hidden';
}

/** Without the switches of which the profile says nothing, so that these keep their default. */
function found(switches: { [Name in keyof Switches]?: Switches[Name] | null }): Partial<Switches> {
	const known = Object.entries(switches).filter(([, value]) => value !== null);
	return Object.fromEntries(known);
}

/** A member of the profile that `switchesFor` leaves out does not compile. */
function expectNone(_: Record<string, never>): void {}
