import { parseSiteProfile, profiledWrites, type SiteProfile } from '../../net2/siteProfile';
import type { Facts, Rehearsal } from './rehearsal';

const NOTHING = { rest: null, sql: null };

/**
 * What was found out, as a site profile. What was not found out is null, and the node then relies on no answer.
 *
 * @returns JSON text for the credential, for `emulator --profile` and for bug reports. It has no personal data
 * @throws Net2Error `badInput` if the profile could not be read again, which would be a fault of the node
 */
export function siteProfileOf({ facts, net2Version }: Rehearsal): string {
	const profile: SiteProfile = {
		version: 1,
		net2Version: readable(net2Version),
		putForm: facts.putForm === undefined ? null : { lost: facts.putForm.lost },
		customFields: facts.customFields ?? null,
		dateForm: facts.dateForm ?? { stored: null, zone: null },
		pinReadable: facts.pinReadable ?? null,
		clearLevels: facts.clearLevels ?? null,
		omittedIndividualDoors: facts.omittedIndividualDoors ?? null,
		departmentNone: facts.departmentNone ?? null,
		expiredListed: facts.expiredListed ?? NOTHING,
		deletedListed: facts.deletedListed ?? NOTHING,
		missingUser: facts.missingUser ?? null,
		writeStatuses: facts.writeStatuses ?? noStatuses(),
		parallel: facts.parallel ?? null,
		maxQueryLength: facts.maxQueryLength ?? null,
		eventDialect: facts.eventDialect ?? null,
		eventsByUserAndTime: facts.eventsByUserAndTime ?? null,
		refreshRotates: facts.refreshRotates ?? null,
	};
	const text = JSON.stringify(profile);
	parseSiteProfile(text);
	return text;
}

/** A version that a profile cannot contain counts as not reported. */
function readable(version: string | null): string | null {
	return version !== null && /^[\w .()-]{1,60}$/.test(version) ? version : null;
}

/** The status of each write that was seen. */
export function statusesOf({ services: { net2, cleanUp } }: Rehearsal): Facts['writeStatuses'] {
	const statuses = noStatuses();
	for (const write of profiledWrites)
		statuses[write] = net2.writeStatus(write) ?? cleanUp.writeStatus(write) ?? null;
	return statuses;
}

function noStatuses(): Facts['writeStatuses'] {
	return {
		createUser: null,
		updateUser: null,
		deleteUser: null,
		setDepartment: null,
		setLevels: null,
		addCard: null,
		changeCard: null,
		removeCard: null,
	};
}
