import * as v from 'valibot';
import { foldKeys, readFlag, readInteger } from './caseInsensitive';

/*
 * Readers of Net2's replies (docs/net2-api.md). Keys are read without regard to case, and unknown members are ignored.
 * The members that are there must have the right shape, otherwise the whole reply is refused. Lists are read item by item,
 * see `readList`.
 */

export const integer = v.pipe(
	v.unknown(),
	v.transform(readInteger),
	v.number('Not a whole number'),
);

export const flag = v.pipe(v.unknown(), v.transform(readFlag), v.boolean('Not true or false'));

export const optionalFlag = v.optional(
	v.union([
		flag,
		v.pipe(
			v.null(),
			v.transform(() => undefined),
		),
	]),
);

export const text = v.pipe(
	v.optional(v.nullable(v.union([v.string(), v.number(), v.boolean()])), null),
	v.transform((value) => (value === null ? null : String(value))),
);

/** ISO text as it came. Empty text and a year below 1900 are placeholders for no date (docs/net2-api.md). */
const date = v.pipe(
	v.optional(v.nullable(v.string()), null),
	v.transform((value) => (value === null || value.trim() === '' ? null : value.trim())),
	v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}/, 'Not an ISO date'))),
	v.transform((value) => (value !== null && Number(value.slice(0, 4)) < 1900 ? null : value)),
);

/** An object whose members are named in lower case here, however the server writes them. */
export function folded<TEntries extends v.ObjectEntries>(entries: TEntries) {
	return v.pipe(v.unknown(), v.transform(foldKeys), v.object(entries));
}

/** A list inside an object. Null is an empty list, and null entries are skipped (docs/net2-api.md). */
export function listOf<TSchema extends v.GenericSchema>(item: TSchema) {
	return v.pipe(
		v.optional(v.nullable(v.array(v.unknown())), []),
		v.transform((entries) => (entries ?? []).filter((entry) => entry !== null)),
		v.array(item),
	);
}

const customFieldValue = folded({ id: integer, value: text });

/** Net2 can be set to hide PINs. What it shows instead of one contains no digit. */
const MASKED_PIN = /^[^0-9]+$/;

/** Reader of one user. */
export const userSchema = v.pipe(
	folded({
		id: integer,
		firstname: text,
		middlename: text,
		lastname: text,
		expirydate: date,
		activatedate: date,
		pin: v.optional(v.nullable(v.union([v.string(), v.number()]))),
		telephone: text,
		extension: text,
		fax: text,
		isantipassbackuser: optionalFlag,
		isalarmuser: optionalFlag,
		islockdownexempt: optionalFlag,
		hasimage: optionalFlag,
		customfields: listOf(customFieldValue),
	}),
	v.transform(({ pin, ...user }) => ({
		id: user.id,
		firstName: user.firstname,
		middleName: user.middlename,
		lastName: user.lastname,
		expiryDate: user.expirydate,
		activateDate: user.activatedate,
		...pinOf(pin),
		telephone: user.telephone,
		extension: user.extension,
		fax: user.fax,
		isAntiPassbackUser: user.isantipassbackuser,
		isAlarmUser: user.isalarmuser,
		isLockdownExempt: user.islockdownexempt,
		hasImage: user.hasimage,
		// A copy has no room for further entries, which takes more memory than the fields of a user.
		customFields: [...user.customfields],
	})),
);

/** A PIN that cannot be read is never in `pin`, so that it is never written back. */
function pinOf(pin: string | number | null | undefined): {
	pin: string | null;
	pinHidden?: 'masked' | 'missing' | undefined;
} {
	if (pin === undefined) return { pin: null, pinHidden: 'missing' };
	if (pin === null) return { pin: null };
	const shown = String(pin);
	return MASKED_PIN.test(shown) ? { pin: null, pinHidden: 'masked' } : { pin: shown };
}

/** Reader of an item of which only the id counts. */
export const idSchema = folded({ id: integer });

/** Reader of a department and of an access level. */
export const namedSchema = v.pipe(
	folded({ id: integer, name: text }),
	v.transform(({ id, name }) => ({ id, name: name ?? '' })),
);

/** Reader of one of the site's custom fields. `maxLength` 0 means that there is no limit. */
export const customFieldSchema = v.pipe(
	folded({ id: integer, name: text, maxlength: v.optional(v.nullable(integer), 0) }),
	v.transform(({ id, name, maxlength }) => ({
		id,
		name: name ?? '',
		maxLength: maxlength ?? 0,
	})),
);

/** An access level is given by its id, or as an object that has one (docs/net2-api.md). */
const levelId = v.union([
	integer,
	v.pipe(
		folded({ id: integer }),
		v.transform(({ id }) => id),
	),
]);

/** Reader of a door permission set. Individual permissions stay exactly as they came. */
export const doorPermissionsSchema = v.pipe(
	folded({
		// Without this member the reply does not say which levels the user has. It is no empty set, which a write would repeat.
		accesslevels: v.nullable(listOf(levelId)),
		individualpermissions: v.optional(v.nullable(v.array(v.unknown())), []),
	}),
	v.transform((set) => ({
		accessLevels: set.accesslevels ?? [],
		individualPermissions: set.individualpermissions ?? [],
	})),
);

/**
 * Reader of a user's token, of which 0 is a valid id. A token without a value, such as a fingerprint, gets an empty
 * one. So it does not make the user's other cards unreadable.
 */
export const tokenSchema = v.pipe(
	folded({
		id: integer,
		tokentype: text,
		tokenvalue: text,
		islost: v.optional(v.nullable(flag), false),
	}),
	v.transform((token) => ({
		id: token.id,
		tokenType: token.tokentype ?? 'Unspecified',
		tokenValue: token.tokenvalue ?? '',
		isLost: token.islost ?? false,
	})),
);

/** Reader of what a POST returns of the thing that it created. */
export const createdSchema = folded({ id: integer });

/** Reader of the rows that `query.ts` selects. */
export const userRowSchema = v.pipe(
	folded({
		userid: integer,
		firstname: text,
		middlename: text,
		surname: text,
		activatedate: date,
		expirydate: date,
		active: flag,
		departmentid: v.optional(v.nullable(integer), null),
		departmentname: text,
		accesslevelname: text,
		fieldvalue: text,
	}),
	v.transform((row) => ({
		userId: row.userid,
		firstName: row.firstname,
		middleName: row.middlename,
		lastName: row.surname,
		activateDate: row.activatedate,
		expiryDate: row.expirydate,
		active: row.active,
		departmentId: row.departmentid,
		departmentName: row.departmentname,
		accessLevelName: row.accesslevelname,
		key: row.fieldvalue,
	})),
);
