import type * as v from 'valibot';
import { encodeQuery } from './baseUrl';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { Net2Error } from './errors';
import type { UserRow } from './model';
import { readList } from './reply';
import { FALLBACK_RETRY_POLICY } from './retry';
import { userRowsSchema } from './schemas';
import { cardHoldersSchema, cardRowsSchema } from './siteSchemas';
import { chunkByLength, sqlEndsWith, sqlText } from './sql';

const PATH = '/customquery/querydb';
/** nginx takes 8 KB for a request line by default; the rest is room for an address and a proxy. */
const MAX_ENCODED = 6_000;

/** Lower-case aliases, since the serializer rewrites the capitals of a column (API sheet 12). */
const COLUMNS = [
	'UserID AS userid',
	'FirstName AS firstname',
	'MiddleName AS middlename',
	'Surname AS lastname',
	'ActivateDate AS activatedate',
	'ExpiryDate AS expirydate',
	'Active AS active',
	'DepartmentID AS departmentid',
	'DepartmentName AS departmentname',
	'AccessLevelName AS accesslevelname',
].join(', ');

/** Columns that a custom field may have (API sheet 5.7); sources disagree on those of 6 and 7. */
function columnsOf(fieldId: number): string[] {
	if (fieldId === 1 || fieldId === 2) return [`Field${fieldId}_100`];
	if (fieldId === 6 || fieldId === 7) return [`Field${fieldId}_60`, `Field${fieldId}_50`];
	if (fieldId === 13) return ['Field13_Memo'];
	if (Number.isInteger(fieldId) && fieldId >= 3 && fieldId <= 14) return [`Field${fieldId}_50`];
	throw new Net2Error(
		'badInput',
		`Net2 has no custom field ${fieldId}.`,
		'Choose one of the custom fields 1 to 14.',
	);
}

/** A memo column cannot be compared as it is: it may be of SQL Server's old text type. */
function comparable(column: string): string {
	return column === 'Field13_Memo' ? `CAST(${column} AS nvarchar(4000))` : column;
}

/** The read-only SQL route: API sheet 12. Statements are made here and nowhere else. */
export function createQuery(send: Caller): Net2Client['query'] {
	const knownColumns = new Map<number, string>();

	const run = async <TSchema extends v.GenericSchema>(
		statement: string,
		schema: TSchema,
	): Promise<v.InferOutput<TSchema>> => {
		const call: Call = {
			method: 'GET',
			path: PATH,
			route: PATH,
			right: 'query the database',
			query: { query: statement },
			// A statement that the server cannot run fails with a 5xx each time, and callers have a way around it.
			retryPolicy: FALLBACK_RETRY_POLICY,
		};
		const result = await send(call).catch(refusedAsBadReply);
		if (result instanceof Net2Error) throw result;
		return readList(call, result, schema);
	};
	const rowsOf = async (statement: string): Promise<UserRow[]> =>
		await run(statement, userRowsSchema);

	/** Runs one statement per chunk of conditions, with the column that this server has for the field. */
	const select = async (
		fieldId: number,
		terms: (column: string) => string[],
		where: (column: string, terms: readonly string[]) => string,
	): Promise<UserRow[]> => {
		const known = knownColumns.get(fieldId);
		const columns = known === undefined ? columnsOf(fieldId) : [known];
		let failure: Net2Error | undefined;
		for (const column of columns) {
			const statementOf = (some: readonly string[]) =>
				`SELECT ${COLUMNS}, ${column} AS fieldvalue FROM sdk.UsersEx${where(column, some)}`;
			const chunks = chunkByLength(
				terms(column),
				(some) => encodeQuery({ query: statementOf(some) }).length,
				MAX_ENCODED,
			);
			const results = await Promise.all(
				chunks.map(async (chunk) => await rowsOf(statementOf(chunk))),
			).catch(asBadReply);
			if (results instanceof Net2Error) {
				failure = results;
				continue;
			}
			knownColumns.set(fieldId, column);
			return distinct(results.flat());
		}
		throw failure ?? new Net2Error('badReply', 'Net2 ran no query.', '');
	};

	return {
		async usersByField(fieldId, values) {
			if (values.length === 0) return [];
			return await select(
				fieldId,
				() => [...new Set(values)].map(sqlText),
				(column, terms) => ` WHERE ${comparable(column)} IN (${terms.join(', ')})`,
			);
		},
		async usersByFieldEnding(fieldId, endings) {
			const wanted = [...new Set(endings)].filter((ending) => ending !== '');
			if (wanted.length === 0) return [];
			return await select(
				fieldId,
				(column) => wanted.map((ending) => sqlEndsWith(comparable(column), ending)),
				(_column, terms) => ` WHERE ${terms.join(' OR ')}`,
			);
		},
		async usersById(ids, fieldId) {
			const wanted = [...new Set(ids)].filter((id) => Number.isSafeInteger(id));
			if (wanted.length === 0) return [];
			return await select(
				fieldId,
				() => wanted.map(String),
				(_column, terms) => ` WHERE UserID IN (${terms.join(', ')})`,
			);
		},
		async allUsers(fieldId) {
			return await select(
				fieldId,
				// One statement without a condition: the term is not used.
				() => [''],
				() => '',
			);
		},
		async usersInDepartment(departmentId, fieldId) {
			return await select(
				fieldId,
				() => [String(departmentId)],
				(_column, terms) => ` WHERE DepartmentID IN (${terms.join(', ')})`,
			);
		},
		async cardHolders(cardNumber) {
			if (!Number.isSafeInteger(cardNumber)) return [];
			return await run(
				`SELECT UserID AS userid, LostCard AS lostcard FROM sdk.Cards WHERE CardNumber = ${cardNumber}`,
				cardHoldersSchema,
			);
		},
		async allCards() {
			return await run(
				'SELECT CardNumber AS cardnumber, UserID AS userid, LostCard AS lostcard FROM sdk.Cards',
				cardRowsSchema,
			);
		},
	};
}

/** What bad SQL or a missing right looks like is unknown (API sheet 12): a 400 counts as 'not offered'. */
function refusedAsBadReply(error: unknown): Net2Error {
	if (!(error instanceof Net2Error)) throw error;
	if (error.reason !== 'badInput') return error;
	return new Net2Error('badReply', error.message, 'The query route is refused here.', error.call);
}

/** Only a reply that may stem from a missing column leads on to the next column. */
function asBadReply(error: unknown): Net2Error {
	if (error instanceof Net2Error && error.reason === 'badReply') return error;
	throw error;
}

/** In order of their number; a person whom two chunks found counts once. */
function distinct(rows: UserRow[]): UserRow[] {
	const byId = new Map(rows.map((row) => [row.userId, row]));
	return [...byId.values()].sort((one, other) => one.userId - other.userId);
}
