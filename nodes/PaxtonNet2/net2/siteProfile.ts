import * as v from 'valibot';
import { credentialMessages } from '../messages/credential';
import { failure } from './errors';

/*
 * How one Net2 server behaves, as `connection: rehearse` found it. docs/net2-api.md lists what differs between
 * servers or is not known. The credential contains this profile, `emulator --profile` imitates it, and bug reports
 * include it. So it has no personal data. Every member is a number, a flag or one of a few words, and unknown members
 * are refused.
 */

/** Members of a user that a PUT can leave out, by the names that Net2 gives them. */
export const putMembers = [
	'firstName',
	'middleName',
	'lastName',
	'expiryDate',
	'activateDate',
	'pin',
	'telephone',
	'extension',
	'fax',
	'isAntiPassbackUser',
	'isAlarmUser',
	'isLockdownExempt',
	'customFields',
] as const;

export type PutMember = (typeof putMembers)[number];

/** The writes whose HTTP status a profile records. */
export const profiledWrites = [
	'createUser',
	'updateUser',
	'deleteUser',
	'setDepartment',
	'setLevels',
	'addCard',
	'changeCard',
	'removeCard',
] as const;

export type ProfiledWrite = (typeof profiledWrites)[number];

const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(299));

/** Null: this way of reading was not available or did not show it. A user who ended before may be hidden anyway. */
const listed = v.strictObject({ rest: v.nullable(v.boolean()), sql: v.nullable(v.boolean()) });

/** A rehearsal that could not find something out says null, and then the node relies on no answer. */
const siteProfileSchema = v.strictObject({
	version: v.literal(1),
	/** As the server reports it, for example `6.9.0.0`. Null: the server does not report a version. */
	net2Version: v.nullable(v.pipe(v.string(), v.regex(/^[\w .()-]{1,60}$/, 'Not a version'))),
	/** `lost`: what a user loses when a PUT leaves that member out. */
	putForm: v.nullable(v.strictObject({ lost: v.array(v.picklist(putMembers)) })),
	/** Whether custom fields that a PUT does not name keep their values (`merged`) or lose them. */
	customFields: v.nullable(v.picklist(['merged', 'replaced'])),
	dateForm: v.strictObject({
		/** What an end date keeps of its time of day. */
		stored: v.nullable(v.picklist(['midnight', 'exact', 'minutes'])),
		/** How a time is returned: with the server's offset, in UTC (`Z` or `+00:00`), or as plain local time. */
		zone: v.nullable(v.picklist(['offset', 'Z', '+00:00', 'none'])),
	}),
	pinReadable: v.nullable(v.picklist(['yes', 'masked', 'hidden'])),
	/** Which list removes all access levels: `[]`, `[0]`, or either of them. */
	clearLevels: v.nullable(v.picklist(['empty', 'zero', 'either'])),
	/** What happens to individual doors when a permission set leaves them out. */
	omittedIndividualDoors: v.nullable(v.picklist(['kept', 'cleared'])),
	/** Whether a user without a department has department 0, or none at all. */
	departmentNone: v.nullable(v.picklist(['listed', 'hidden'])),
	expiredListed: listed,
	deletedListed: listed,
	/** The reply to `GET /users/{id}` for a user who does not exist. */
	missingUser: v.nullable(v.picklist(['404', '400', '204', 'null'])),
	writeStatuses: v.strictObject(v.entriesFromList(profiledWrites, v.nullable(status))),
	/** Whether simultaneous requests finish sooner than the same requests one after the other. */
	parallel: v.nullable(v.picklist(['helps', 'no'])),
	/**
	 * The longest query string that was tried and worked, in characters as sent: URL-encoded, from `query=` to the end.
	 * 0: the server runs no queries.
	 */
	maxQueryLength: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
	/** Which parameters of `GET /events` have an effect: `where`, `startDate` and `endDate`, or both kinds. */
	eventDialect: v.nullable(v.picklist(['where', 'dates', 'both'])),
	/** Whether events can be queried by user and time in one condition. */
	eventsByUserAndTime: v.nullable(v.boolean()),
	/** Whether a refresh returns a new refresh token and ends the old one. */
	refreshRotates: v.nullable(v.boolean()),
});

export type SiteProfile = v.InferOutput<typeof siteProfileSchema>;

/**
 * Whether the node follows a profile when it writes to a server of this version. Without a version, nothing shows that
 * Net2 is as it was. Then the safe assumptions are better (safety rule 2, docs/safety-rules.md).
 */
export function countsForWrites({ net2Version }: SiteProfile, version: string | null): boolean {
	return version !== null && version === net2Version;
}

/**
 * Reads a site profile from JSON text, as it is in the credential or in a file.
 *
 * @throws Net2Error `badInput` if the text is not a site profile of this version
 */
export function parseSiteProfile(text: string): SiteProfile {
	const result = v.safeParse(siteProfileSchema, parsed(text));
	if (result.success) return result.output;
	const [issue] = result.issues;
	// The path names members of our own schema; the values stay out, in case the text is something else altogether.
	const path = v.getDotPath(issue);
	if (path === null) throw failure(credentialMessages.badProfile);
	throw failure(credentialMessages.badProfileAt, { path });
}

function parsed(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		throw failure(credentialMessages.profileNotJson);
	}
}
