import * as v from 'valibot';

/** What the emulator stores. Local times are wall time of the server, without offset. */

export const customFieldSchema = v.object({ id: v.number(), value: v.string() });

export const userSchema = v.object({
	id: v.number(),
	guid: v.string(),
	firstName: v.nullable(v.string()),
	middleName: v.nullable(v.string()),
	lastName: v.nullable(v.string()),
	expiryDate: v.nullable(v.string()),
	activateDate: v.string(),
	pin: v.nullable(v.string()),
	telephone: v.nullable(v.string()),
	extension: v.nullable(v.string()),
	fax: v.nullable(v.string()),
	isAntiPassbackUser: v.boolean(),
	isAlarmUser: v.boolean(),
	isLockdownExempt: v.boolean(),
	image: v.nullable(v.string()),
	customFields: v.array(customFieldSchema),
	departmentId: v.number(),
	accessLevels: v.array(v.number()),
	/** Of either known shape, kept as it was sent. */
	individualPermissions: v.array(v.unknown()),
	/** Net2 keeps the row of a deleted user, with `Active` = 0. */
	deleted: v.boolean(),
	lastKnownLocation: v.nullable(v.string()),
	lastAccessTime: v.nullable(v.string()),
});

export const departmentSchema = v.object({ id: v.number(), name: v.string() });
export const areaSchema = v.object({ areaID: v.number(), name: v.string() });
export const detailRowSchema = v.object({ areaID: v.number(), timezoneID: v.number() });
export const accessLevelSchema = v.object({
	id: v.number(),
	name: v.string(),
	detailRows: v.array(detailRowSchema),
});

export const doorStatusSchema = v.object({
	intruderAlarmArmed: v.boolean(),
	psuContactClosed: v.boolean(),
	tamperContactClosed: v.boolean(),
	doorContactClosed: v.boolean(),
	alarmTripped: v.boolean(),
	doorRelayOpen: v.boolean(),
});

/** The id is the serial number of the door's controller; the area is what lies behind it. */
export const doorSchema = v.object({
	id: v.number(),
	name: v.string(),
	areaID: v.number(),
	status: doorStatusSchema,
});

export const cardSchema = v.object({
	id: v.number(),
	userId: v.number(),
	tokenType: v.string(),
	/** Empty: a card without a value, such as a fingerprint. */
	tokenValue: v.string(),
	isLost: v.boolean(),
});

export const eventSchema = v.object({
	id: v.number(),
	eventTime: v.string(),
	eventType: v.number(),
	eventSubType: v.number(),
	eventDescription: v.string(),
	eventSubTypeDescription: v.string(),
	eventDetails: v.nullable(v.string()),
	userID: v.number(),
	firstName: v.nullable(v.string()),
	middleName: v.nullable(v.string()),
	surname: v.nullable(v.string()),
	cardNo: v.number(),
	deviceName: v.nullable(v.string()),
	address: v.number(),
});

export const customFieldNameSchema = v.object({
	id: v.number(),
	name: v.string(),
	type: v.number(),
	maxLength: v.number(),
});

export const worldSchema = v.object({
	users: v.array(userSchema),
	departments: v.array(departmentSchema),
	areas: v.array(areaSchema),
	levels: v.array(accessLevelSchema),
	doors: v.array(doorSchema),
	cards: v.array(cardSchema),
	events: v.array(eventSchema),
	customFieldNames: v.array(customFieldNameSchema),
	lockdown: v.optional(v.boolean(), false),
	/** The highest number handed out so far; Net2 never hands out a number twice. */
	last: v.object({
		user: v.number(),
		department: v.number(),
		level: v.number(),
		card: v.number(),
		event: v.number(),
	}),
});

export type NetUser = v.InferOutput<typeof userSchema>;
export type CustomField = v.InferOutput<typeof customFieldSchema>;
export type Department = v.InferOutput<typeof departmentSchema>;
export type Area = v.InferOutput<typeof areaSchema>;
export type AccessLevel = v.InferOutput<typeof accessLevelSchema>;
export type Door = v.InferOutput<typeof doorSchema>;
export type Card = v.InferOutput<typeof cardSchema>;
export type NetEvent = v.InferOutput<typeof eventSchema>;
export type CustomFieldName = v.InferOutput<typeof customFieldNameSchema>;
export type SavedWorld = v.InferOutput<typeof worldSchema>;
