import * as v from 'valibot';
import { flag, folded, integer, listOf, optionalFlag, text } from './schemas';

/*
 * Readers of what Net2 tells of doors, cards and events (API sheet 8, 9 and 12), as strict and as lenient as those of
 * people.
 */

const none = v.pipe(
	v.optional(v.nullable(integer), null),
	v.transform((value) => value ?? 0),
);

/** Reader of `/doors/status` (API sheet 8). */
export const doorStatusesSchema = v.pipe(
	listOf(
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
	),
	v.transform((doors) =>
		doors.map(({ id, name, status }) => ({
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
	),
);

/** Reader of rows of `sdk.Cards`, under the aliases that `query.ts` gives them. */
export const cardHoldersSchema = v.pipe(
	listOf(folded({ userid: integer, lostcard: v.optional(v.nullable(flag), false) })),
	v.transform((rows) =>
		rows
			.filter((row) => row.userid !== 0)
			.map((row) => ({ userId: row.userid, isLost: row.lostcard ?? false })),
	),
);

/** Reader of all of `sdk.Cards`; a card of nobody is left out. */
export const cardRowsSchema = v.pipe(
	listOf(
		folded({
			cardnumber: integer,
			userid: integer,
			lostcard: v.optional(v.nullable(flag), false),
		}),
	),
	v.transform((rows) =>
		rows
			.filter((row) => row.userid !== 0)
			.map((row) => ({
				number: row.cardnumber,
				userId: row.userid,
				isLost: row.lostcard ?? false,
			})),
	),
);

/** Reader of `/events` (API sheet 9). It has `surname` and `userID` where users have `lastName` and `id`. */
export const eventsSchema = v.pipe(
	listOf(
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
	),
	v.transform((events) =>
		events.map((event) => ({
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
	),
);
