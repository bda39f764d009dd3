import * as v from 'valibot';
import { foldKeys, readFlag, readInteger } from './caseInsensitive';

/*
 * Readers of Net2's replies (API sheet 5 to 7 and 12). Keys are read without regard to case, members we do
 * not know are ignored, and what is there must have the right shape: a reply that breaks it is no reply.
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

const requiredText = v.pipe(
	v.union([v.string(), v.number()]),
	v.transform((value) => String(value)),
);

/** ISO text as it came; empty, or a year below 1900, is the placeholder for none (API sheet 1). */
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

/** Null stands for an empty list, and null entries in a list are skipped (API sheet 5.5). */
export function listOf<TSchema extends v.GenericSchema>(item: TSchema) {
	return v.pipe(
		v.optional(v.nullable(v.array(v.unknown())), []),
		v.transform((entries) => (entries ?? []).filter((entry) => entry !== null)),
		v.array(item),
	);
}

const customFieldValue = folded({ id: integer, value: text });

/** Reader of one user (API sheet 5.1). */
export const userSchema = v.pipe(
	folded({
		id: integer,
		firstname: text,
		middlename: text,
		lastname: text,
		expirydate: date,
		activatedate: date,
		pin: text,
		telephone: text,
		extension: text,
		fax: text,
		isantipassbackuser: optionalFlag,
		isalarmuser: optionalFlag,
		islockdownexempt: optionalFlag,
		hasimage: optionalFlag,
		customfields: listOf(customFieldValue),
	}),
	v.transform((user) => ({
		id: user.id,
		firstName: user.firstname,
		middleName: user.middlename,
		lastName: user.lastname,
		expiryDate: user.expirydate,
		activateDate: user.activatedate,
		pin: user.pin,
		telephone: user.telephone,
		extension: user.extension,
		fax: user.fax,
		isAntiPassbackUser: user.isantipassbackuser,
		isAlarmUser: user.isalarmuser,
		isLockdownExempt: user.islockdownexempt,
		hasImage: user.hasimage,
		customFields: user.customfields,
	})),
);

/** Reader of the user list; number 0 is not a person (API sheet 5.1). */
export const usersSchema = v.pipe(
	listOf(userSchema),
	v.transform((users) => users.filter((user) => user.id !== 0)),
);

/** Reader of a list of which only the ids count. */
export const idsSchema = v.pipe(
	listOf(folded({ id: integer })),
	v.transform((rows) => rows.map((row) => row.id).filter((id) => id !== 0)),
);

const named = v.pipe(
	folded({ id: integer, name: text }),
	v.transform(({ id, name }) => ({ id, name: name ?? '' })),
);

/** Reader of departments and of access levels (API sheet 6 and 7). */
export const namedListSchema = listOf(named);

/** Reader of a user's department: a list of at most one (API sheet 5.8), or that one by itself. */
export const userDepartmentSchema = v.union([
	namedListSchema,
	v.pipe(
		named,
		v.transform((one) => [one]),
	),
]);

/** Reader of the site's custom fields (API sheet 5.7); `maxLength` 0 is no limit. */
export const customFieldsSchema = v.pipe(
	listOf(folded({ id: integer, name: text, maxlength: v.optional(v.nullable(integer), 0) })),
	v.transform((fields) =>
		fields.map(({ id, name, maxlength }) => ({
			id,
			name: name ?? '',
			maxLength: maxlength ?? 0,
		})),
	),
);

/** Reader of a door permission set (API sheet 5.9). Individual permissions stay exactly as they came. */
export const doorPermissionsSchema = v.pipe(
	folded({
		accesslevels: listOf(integer),
		individualpermissions: v.optional(v.nullable(v.array(v.unknown())), []),
	}),
	v.transform((set) => ({
		accessLevels: set.accesslevels,
		individualPermissions: set.individualpermissions ?? [],
	})),
);

/** Reader of a user's tokens (API sheet 5.10); id 0 is a valid token. */
export const tokensSchema = v.pipe(
	listOf(
		folded({
			id: integer,
			tokentype: requiredText,
			tokenvalue: requiredText,
			islost: v.optional(v.nullable(flag), false),
		}),
	),
	v.transform((tokens) =>
		tokens.map((token) => ({
			id: token.id,
			tokenType: token.tokentype,
			tokenValue: token.tokenvalue,
			isLost: token.islost ?? false,
		})),
	),
);

/** Reader of what a POST gives back of the thing it made (API sheet 5.4, 5.10, 6). */
export const createdSchema = folded({ id: integer });

/** Reader of rows that `query.ts` asks for, under the aliases it gives them. */
export const userRowsSchema = v.pipe(
	listOf(
		folded({
			userid: integer,
			firstname: text,
			middlename: text,
			lastname: text,
			activatedate: date,
			expirydate: date,
			active: flag,
			departmentid: v.optional(v.nullable(integer), null),
			departmentname: text,
			accesslevelname: text,
			fieldvalue: text,
		}),
	),
	v.transform((rows) =>
		rows
			.filter((row) => row.userid !== 0)
			.map((row) => ({
				userId: row.userid,
				firstName: row.firstname,
				middleName: row.middlename,
				lastName: row.lastname,
				activateDate: row.activatedate,
				expiryDate: row.expirydate,
				active: row.active,
				departmentId: row.departmentid,
				departmentName: row.departmentname,
				accessLevelName: row.accesslevelname,
				key: row.fieldvalue,
			})),
	),
);
