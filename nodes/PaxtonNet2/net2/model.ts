/** Net2's own things, as the API gives them (docs/net2-api.md), read without regard to casing. */

export interface CustomFieldValue {
	id: number;
	value: string | null;
}

/**
 * A user. Dates are ISO text exactly as read, with an offset, with `Z`, or without either (docs/net2-api.md). A year below
 * 1900 has already been read as null. Flags that the server does not send are undefined.
 */
export interface User {
	id: number;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	expiryDate: string | null;
	activateDate: string | null;
	/** Null: there is none, or it cannot be read. */
	pin: string | null;
	/** The server shows something else in its place, or nothing at all. Absent if the PIN can be read. */
	pinHidden?: 'masked' | 'missing' | undefined;
	telephone: string | null;
	extension: string | null;
	fax: string | null;
	isAntiPassbackUser?: boolean | undefined;
	isAlarmUser?: boolean | undefined;
	isLockdownExempt?: boolean | undefined;
	hasImage?: boolean | undefined;
	customFields: CustomFieldValue[];
}

/**
 * What a PUT or POST may contain. A PUT without `expiryDate` means "never ends". Some servers also clear other
 * members that are left out (docs/net2-api.md): see `userBody` in userUpdate.ts.
 */
export type UserBody = Partial<Omit<User, 'id' | 'hasImage' | 'pinHidden'>>;

export interface Department {
	id: number;
	name: string;
}

export interface AccessLevel {
	id: number;
	name: string;
}

/** Clients disagree on the members of `individualPermissions` (docs/net2-api.md), so they go back as they came. */
export interface DoorPermissionSet {
	accessLevels: number[];
	individualPermissions: unknown[];
}

export interface CustomField {
	id: number;
	name: string;
	/** 0 if Net2 sets no limit. */
	maxLength: number;
}

export type TokenType = string;

/** A card, fob or number plate. `tokenValue` is text, since plates are possible, and empty for a fingerprint. */
export interface Token {
	id: number;
	tokenType: TokenType;
	tokenValue: string;
	isLost: boolean;
}

/**
 * A row of `sdk.UsersEx` (docs/net2-api.md). Dates are local to the server, without offset.
 * `active` is false for a user who was deleted in Net2.
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
	/** The custom field that the query selects. */
	key: string | null;
}

/** A row of `sdk.Cards` (docs/net2-api.md). */
export interface CardHolder {
	userId: number;
	isLost: boolean;
}

/** The id is the serial number of the door's controller (docs/net2-api.md). */
export interface Door {
	id: number;
	name: string;
}

/** What a door's contacts say; `doorRelayOpen` is the relay, not the bolt (docs/net2-api.md). Undefined: not reported. */
export interface DoorStatus extends Door {
	status: {
		intruderAlarmArmed?: boolean | undefined;
		psuContactClosed?: boolean | undefined;
		tamperContactClosed?: boolean | undefined;
		doorContactClosed?: boolean | undefined;
		alarmTripped?: boolean | undefined;
		doorRelayOpen?: boolean | undefined;
	};
}

/** Something that happened at a door or to a record (docs/net2-api.md). Texts are in the server's language. */
export interface Net2Event {
	id: number;
	/** ISO as read, as a rule with milliseconds and the server's offset. */
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
	/** Digits. Null if no card was read. */
	cardNumber: string | null;
	/** The controller's serial number, which is the door's id; 0: none. */
	address: number;
	deviceName: string | null;
}

/**
 * Which events to return. Times are wall time of the server to the second, `2026-11-24T09:00:00`. `to` is the first second
 * that is no longer part of them.
 */
export interface EventQuery {
	afterId?: number | undefined;
	beforeId?: number | undefined;
	from?: string | undefined;
	to?: string | undefined;
	/** For a server that selects by dates only. Others ignore it. */
	startDate?: string | undefined;
	types?: number[] | undefined;
	userId?: number | undefined;
	doorId?: number | undefined;
	order: 'oldestFirst' | 'newestFirst';
	limit: number;
}

/** What the server shows of itself on https. Texts are the names as written in the certificate. */
export interface ServerCertificate {
	subject: string;
	issuer: string;
	/** Whether it signed itself, as the one that Net2 makes does (docs/net2-api.md). */
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

/** How a server selects events: by a condition (`where`, `orderBy`, `rowCount`), or by `startDate`, `endDate`, `pageSize`. */
export type EventDialect = 'where' | 'dates';

/** How a server answers `GET /users/{id}` for a user that it does not have: a status, or JSON `null`. */
export type MissingUserReply = '404' | '400' | '204' | 'null';
