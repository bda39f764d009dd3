import { catalogue } from './message';

const WRITE_ISO = 'Write 2026-11-30, or 2026-11-30T17:00:00 with a time.';

/** Dates of parameters and of Net2, and the time zone of the site. Dates of the HR list are in `hrData.ts`. */
export const siteTimeMessages = catalogue({
	unknownZone: {
		reason: 'badInput',
		message: 'The time zone {zone} is unknown.',
		remedy: 'Write an IANA name such as Europe/Amsterdam in the credential.',
	},
	notText: {
		reason: 'badInput',
		message: 'The date {date} is not text.',
		remedy: WRITE_ISO,
	},
	empty: {
		reason: 'badInput',
		message: 'The date {date} is empty.',
		remedy: WRITE_ISO,
	},
	notIso: {
		reason: 'badInput',
		message: 'The date {date} is not written as year-month-day.',
		remedy: WRITE_ISO,
	},
	noSuchDay: {
		reason: 'badInput',
		message: 'The date {date} does not exist.',
		remedy: WRITE_ISO,
	},
	badTime: {
		reason: 'badInput',
		message: 'The date {date} has a time that cannot be read.',
		remedy: WRITE_ISO,
	},
	farAway: {
		reason: 'badInput',
		message: 'The date {date} is outside the years {first} to {last}.',
		remedy: WRITE_ISO,
	},
	badDateOfNet2: {
		reason: 'badReply',
		message: 'Net2 sent the date {date}, which is not an ISO date.',
		remedy:
			"Check that 'Base URL' is the address of Net2 itself and not of a server in front of it.",
	},
});
