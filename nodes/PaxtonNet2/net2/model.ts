/** Net2's own things, as the API gives them (API sheet 5 to 7), read without regard to casing. */

export interface CustomFieldValue {
	id: number;
	value: string | null;
}

/**
 * A person in Net2. Dates are ISO text exactly as read (API sheet 1: with the server's offset, or without);
 * a year below 1900 has already been read as null. Flags are undefined where the server does not send them.
 */
export interface User {
	id: number;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	expiryDate: string | null;
	activateDate: string | null;
	pin: string | null;
	telephone: string | null;
	extension: string | null;
	fax: string | null;
	isAntiPassbackUser?: boolean;
	isAlarmUser?: boolean;
	isLockdownExempt?: boolean;
	hasImage?: boolean;
	customFields: CustomFieldValue[];
}

/** What a PUT or POST may carry. Omission clears some members (API sheet 5.5), so a PUT carries all. */
export type UserBody = Partial<Omit<User, 'id' | 'hasImage'>>;

export interface Department {
	id: number;
	name: string;
}

export interface AccessLevel {
	id: number;
	name: string;
}

/** `individualPermissions` is opaque: clients disagree on its members (API sheet 5.9), so it goes back as it came. */
export interface DoorPermissionSet {
	accessLevels: number[];
	individualPermissions: unknown[];
}

export interface CustomField {
	id: number;
	name: string;
	/** 0 where Net2 sets no limit. */
	maxLength: number;
}

export type TokenType = string;

/** A card, fob or plate. `tokenValue` is text: leading zeros and plates are both possible. */
export interface Token {
	id: number;
	tokenType: TokenType;
	tokenValue: string;
	isLost: boolean;
}

/**
 * A row of `sdk.UsersEx` (API sheet 12). Dates are local to the server, without offset.
 * `active` is false for somebody deleted in Net2.
 */
export interface UserRow {
	userId: number;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	activateDate: string | null;
	expiryDate: string | null;
	active: boolean;
	departmentId: number | null;
	departmentName: string | null;
	accessLevelName: string | null;
	/** The custom field that was asked for. */
	key: string | null;
}

/** A row of `sdk.Cards` (API sheet 12). */
export interface CardHolder {
	userId: number;
	isLost: boolean;
}

/** The id is the serial number of the door's controller (API sheet 8). */
export interface Door {
	id: number;
	name: string;
}

/** What a door's contacts say; `doorRelayOpen` is the relay, not the bolt (API sheet 8). Undefined: not told. */
export interface DoorStatus extends Door {
	status: {
		intruderAlarmArmed?: boolean;
		psuContactClosed?: boolean;
		tamperContactClosed?: boolean;
		doorContactClosed?: boolean;
		alarmTripped?: boolean;
		doorRelayOpen?: boolean;
	};
}

/** Something that happened at a door or to a record (API sheet 9). Texts are in the server's language. */
export interface Net2Event {
	id: number;
	/** ISO as read: with milliseconds and the server's offset, as a rule. */
	time: string;
	type: number;
	subType: number | null;
	description: string | null;
	details: string | null;
	/** 0: none. */
	userId: number;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	/** Digits; null where no card was read. */
	cardNumber: string | null;
	/** The controller's serial number, which is the door's id; 0: none. */
	address: number;
	deviceName: string | null;
}

/**
 * Which events are wanted. Times are wall time of the server to the second, `2026-11-24T09:00:00`, `to` being the
 * first second that is not wanted.
 */
export interface EventAsk {
	afterId?: number;
	beforeId?: number;
	from?: string;
	to?: string;
	/** Only for a server that counts by dates: where conditions are heeded, this is no condition. */
	startDate?: string;
	types?: number[];
	userId?: number;
	doorId?: number;
	order: 'oldestFirst' | 'newestFirst';
	limit: number;
}

/** What the server shows of itself on https. Texts are the names as written in the certificate. */
export interface ServerCertificate {
	subject: string;
	issuer: string;
	/** Whether it vouches for itself, as the one that Net2 makes does (API sheet 1). */
	selfSigned: boolean;
	/** Ms since the epoch. */
	validUntil: number;
	/** By what it is trusted: the system's store, the certificate in the credential, or nothing at all. */
	trusted: 'system' | 'credential' | 'no';
	/** Length of an RSA key; null for another kind of key. */
	rsaBits: number | null;
	/** e.g. `TLSv1.3` */
	tlsVersion: string | null;
}
