import * as v from 'valibot';
import { queryMessages } from '../messages/query';
import { encodeQuery } from './baseUrl';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { failure, isTransient, Net2Error } from './errors';
import type { UserRow } from './model';
import { readList } from './reply';
import { FALLBACK_RETRY_POLICY } from './retry';
import { userRowSchema } from './schemas';
import { cardRowSchema } from './siteSchemas';
import { chunkByLength, sqlEndsWith, sqlText } from './sql';

const PATH = '/customquery/querydb';
/**
 * ASP.NET accepts a query string of 2,048 characters by default. No client of Net2 was ever seen to send more than
 * 463 (docs/net2-api.md). The length is that of the encoded text.
 */
const MAX_LENGTH = 1_900;
/** What is tried next if a server rejects longer queries. */
const SHORTER = [1_000, 500];

const COLUMNS = [
	'UserID',
	'FirstName',
	'MiddleName',
	'Surname',
	'ActivateDate',
	'ExpiryDate',
	'Active',
	'DepartmentID',
	'DepartmentName',
	'AccessLevelName',
].join(',');

/** Columns that a custom field may have. Sources disagree on those of fields 6 and 7 (docs/net2-api.md). */
function columnsOf(fieldId: number): string[] {
	if (fieldId === 1 || fieldId === 2) return [`Field${fieldId}_100`];
	if (fieldId === 6 || fieldId === 7) return [`Field${fieldId}_60`, `Field${fieldId}_50`];
	if (fieldId === 13) return ['Field13_Memo'];
	if (Number.isInteger(fieldId) && fieldId >= 3 && fieldId <= 14) return [`Field${fieldId}_50`];
	throw failure(queryMessages.unknownFieldNumber, { field: fieldId });
}

/** A memo column cannot be compared as it is, since it may be of SQL Server's old text type. */
function comparable(column: string): string {
	return column === 'Field13_Memo' ? `CAST(${column} AS nvarchar(4000))` : column;
}

/** The length of a statement as it is sent. */
function lengthOf(statement: string): number {
	return encodeQuery({ query: statement }).length;
}

/**
 * The read-only SQL route (docs/net2-api.md). Statements are made here and nowhere else. Names of columns come back in a case
 * that depends on the serializer, and are read without regard to it.
 *
 * @param maxLength from the site profile: the longest query that this server accepts, encoded
 */
export function createQuery(send: Caller, maxLength = MAX_LENGTH): Net2Client['query'] {
	const knownColumns = new Map<number, string>();
	let limits = [maxLength, ...SHORTER.filter((shorter) => shorter < maxLength)];

	const run = async <TItem extends v.GenericSchema>(
		statement: string,
		item: TItem,
	): Promise<Array<v.InferOutput<TItem>>> => {
		const call: Call = {
			method: 'GET',
			path: PATH,
			route: PATH,
			right: 'query the database',
			query: { query: statement },
			// A statement that the server cannot run fails with a 5xx each time, and callers have another way.
			retryPolicy: FALLBACK_RETRY_POLICY,
		};
		const result = await send(call).catch(refusedAsBadReply);
		if (result instanceof Net2Error) throw result;
		return await readList(call, result, item);
	};

	/**
	 * Runs as few statements as the limit allows, and more and shorter ones if the server rejects these. It uses the column
	 * that this server has for the field. A column and a length that worked are kept for the queries to come.
	 */
	const select = async (
		fieldId: number,
		terms: (column: string) => string[],
		where: (column: string, terms: readonly string[]) => string,
	): Promise<UserRow[]> => {
		const known = knownColumns.get(fieldId);
		const columns = known === undefined ? columnsOf(fieldId) : [known];
		let failed: Net2Error | undefined;
		for (const column of columns) {
			const statementOf = (some: readonly string[]) =>
				`SELECT ${COLUMNS},${column} AS fieldvalue FROM sdk.UsersEx${where(column, some)}`;
			let sent = Infinity;
			for (const limit of limits) {
				if (sent <= limit) continue;
				const statements = chunksWithin(terms(column), statementOf, limit).map(statementOf);
				const results = await Promise.all(
					statements.map((statement) => run(statement, userRowSchema)),
				).catch(asBadReply);
				if (!(results instanceof Net2Error)) {
					limits = limits.slice(limits.indexOf(limit));
					knownColumns.set(fieldId, column);
					return distinct(results.flat());
				}
				failed = results;
				// What is already as short as that does not become shorter.
				sent = Math.max(...statements.map(lengthOf));
			}
		}
		throw failed ?? failure(queryMessages.noQueryRun);
	};

	return {
		async usersByField(fieldId, values) {
			if (values.length === 0) return [];
			return await select(
				fieldId,
				() => [...new Set(values)].map(sqlText),
				(column, terms) => ` WHERE ${comparable(column)} IN (${terms.join(',')})`,
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
				(_column, terms) => ` WHERE UserID IN (${terms.join(',')})`,
			);
		},
		allUsers: (fieldId) =>
			select(
				fieldId,
				// One statement without a condition. The term is not used.
				() => [''],
				() => '',
			),
		usersInDepartment: (departmentId, fieldId) =>
			select(
				fieldId,
				() => [String(departmentId)],
				(_column, terms) => ` WHERE DepartmentID IN (${terms.join(',')})`,
			),
		async cardHolders(cardNumber) {
			if (!Number.isSafeInteger(cardNumber)) return [];
			const rows = await run(
				`SELECT UserID,LostCard FROM sdk.Cards WHERE CardNumber = ${cardNumber}`,
				cardRowSchema,
			);
			return rows
				.filter(({ userId }) => userId !== 0)
				.map(({ userId, isLost }) => ({ userId, isLost }));
		},
		async runOfLength(length) {
			const statement = (padding: number) =>
				`SELECT UserID FROM sdk.UsersEx WHERE Surname = ${sqlText('x'.repeat(padding))}`;
			const padding = length - lengthOf(statement(0));
			if (padding < 1) throw failure(queryMessages.lengthTooShort, { length });
			await run(statement(padding), v.unknown());
		},
		async allCards() {
			const rows = await run('SELECT CardNumber,UserID,LostCard FROM sdk.Cards', cardRowSchema);
			return rows.flatMap(({ number, userId, isLost }) =>
				number === null || userId === 0 ? [] : [{ number, userId, isLost }],
			);
		},
	};
}

/**
 * Groups of terms whose statement stays within the limit. A term that exceeds a shorter limit goes alone. Only the
 * first limit decides what is too long.
 */
function chunksWithin(
	terms: readonly string[],
	statementOf: (terms: readonly string[]) => string,
	limit: number,
): string[][] {
	const length = (some: readonly string[]) => lengthOf(statementOf(some));
	const longest = Math.max(...terms.map((term) => length([term])));
	return chunkByLength(terms, length, Math.min(MAX_LENGTH, Math.max(limit, longest)));
}

/** What bad SQL or a missing right looks like is unknown (docs/net2-api.md), so a 400 counts as "not offered". */
function refusedAsBadReply(error: unknown): Net2Error {
	if (!(error instanceof Net2Error)) throw error;
	if (error.reason !== 'badInput') return error;
	return failure(queryMessages.queryRefused, { cause: error.message }, error.call);
}

/** The client tries another statement only if a missing column or a long query may have caused the reply. */
function asBadReply(error: unknown): Net2Error {
	if (error instanceof Net2Error && error.reason === 'badReply' && !isTransient(error))
		return error;
	throw error;
}

/** By id. A user that two chunks found counts once, and id 0 is not a person (docs/net2-api.md). */
function distinct(rows: UserRow[]): UserRow[] {
	const byId = new Map(rows.map((row) => [row.userId, row]));
	byId.delete(0);
	return [...byId.values()].sort((one, other) => one.userId - other.userId);
}
