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
