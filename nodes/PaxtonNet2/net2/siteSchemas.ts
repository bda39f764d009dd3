import * as v from 'valibot';
import { readInteger } from './caseInsensitive';
import { flag, folded, integer, optionalFlag, text } from './schemas';

/*
 * Readers of what Net2 reports about doors, cards and events (docs/net2-api.md). They are as strict and as tolerant
 * as those of users.
 */

const none = v.pipe(
	v.optional(v.nullable(integer), null),
	v.transform((value) => value ?? 0),
);

/** Reader of one entry of `/doors/status`. */
export const doorStatusSchema = v.pipe(
	folded({
		id: integer,
		name: text,
		status: folded({
			intruderalarmarmed: optionalFlag,
			psucontactclosed: optionalFlag,
			tampercontactclosed: optionalFlag,
			doorcontactclosed: optionalFlag,
			alarmtripped: optionalFlag,
			doorrelayopen: optionalFlag,
		}),
	}),
	v.transform(({ id, name, status }) => ({
		id,
		name: name ?? '',
		status: {
			intruderAlarmArmed: status.intruderalarmarmed,
			psuContactClosed: status.psucontactclosed,
			tamperContactClosed: status.tampercontactclosed,
			doorContactClosed: status.doorcontactclosed,
			alarmTripped: status.alarmtripped,
			doorRelayOpen: status.doorrelayopen,
		},
	})),
);

/** Reader of rows of `sdk.Cards`. A fingerprint or a number plate has no card number. */
export const cardRowSchema = v.pipe(
	folded({
		cardnumber: v.optional(v.nullable(v.unknown())),
		userid: none,
		lostcard: v.optional(v.nullable(flag), false),
	}),
	v.transform((row) => ({
		number: readInteger(row.cardnumber) ?? null,
		userId: row.userid,
		isLost: row.lostcard ?? false,
	})),
);

/** Reader of an event. It has `surname` and `userID`, whereas a user has `lastName` and `id`. */
export const eventSchema = v.pipe(
	folded({
		id: integer,
		eventtime: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'Not an ISO time')),
		eventtype: integer,
		eventsubtype: v.optional(v.nullable(integer), null),
		eventdescription: text,
		eventdetails: text,
		userid: none,
		firstname: text,
		middlename: text,
		surname: text,
		cardno: text,
		address: none,
		devicename: text,
	}),
	v.transform((event) => ({
		id: event.id,
		time: event.eventtime,
		type: event.eventtype,
		subType: event.eventsubtype,
		description: event.eventdescription,
		details: event.eventdetails,
		userId: event.userid,
		firstName: event.firstname,
		middleName: event.middlename,
		lastName: event.surname,
		cardNumber: event.cardno === null || /^0*$/.test(event.cardno.trim()) ? null : event.cardno,
		address: event.address,
		deviceName: event.devicename,
	})),
);
