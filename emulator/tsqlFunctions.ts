import { SqlError } from './tsqlTokens';
import type { Cursor } from './tsqlTokens';
import { asDate, asNumber, piece } from './tsqlValues';
import type { Expression } from './tsqlValues';

/** Functions of one text: their SQLite call and what they yield. */
const OF_ONE: Record<string, [call: string, kind: Expression['kind'] | undefined]> = {
	LTRIM: ['ltrim(%)', 'text'],
	RTRIM: ['rtrim(%)', 'text'],
	TRIM: ['trim(%)', 'text'],
	UPPER: ['tsql_upper(%)', 'text'],
	LOWER: ['tsql_lower(%)', 'text'],
	LEN: ['length(rtrim(%))', 'number'],
	MIN: ['min(%)', undefined],
	MAX: ['max(%)', undefined],
};

/** The functions that the known clients use, and a few of their kind. */
export function callFunction(name: string, given: Expression[], now: string): Expression {
	const [first, second, third] = given;
	if (name === 'GETDATE' && !first) return { sql: '?', kind: 'date', parameters: [now] };
	const single = OF_ONE[name];
	if (single && first && given.length === 1) {
		return piece(
			single[0].replace('%', () => first.sql),
			single[1] ?? first.kind,
			first,
		);
	}
	if ((name === 'ISNULL' && given.length === 2) || (name === 'COALESCE' && given.length > 1)) {
		const list = given.map((value) => value.sql).join(', ');
		return piece(`coalesce(${list})`, first?.kind ?? 'text', ...given);
	}
	if (first && second && given.length === 2) {
		if (name === 'LEFT') return piece(`substr(${first.sql}, 1, ${second.sql})`, 'text', ...given);
		if (name === 'RIGHT') return piece(`substr(${first.sql}, -(${second.sql}))`, 'text', ...given);
	}
	if (first && second && third && given.length === 3) {
		const list = given.map((value) => value.sql).join(', ');
		if (name === 'SUBSTRING') return piece(`substr(${list})`, 'text', ...given);
		if (name === 'REPLACE') return piece(`replace(${list})`, 'text', ...given);
	}
	throw new SqlError(`'${name}' is not a recognized built-in function name.`);
}

const NUMBERS = ['INT', 'BIGINT', 'SMALLINT', 'TINYINT'];
const TEXTS = ['NVARCHAR', 'VARCHAR', 'NCHAR', 'CHAR'];

/** The type after `CAST(x AS`, with its length where it has one. */
export function castTo(cursor: Cursor, value: Expression, lenient: boolean): Expression {
	const type = cursor.name().toUpperCase();
	let length: number | undefined;
	if (cursor.takeSign('(')) {
		const size = cursor.nextToken();
		if (size.kind === 'number') length = size.value;
		else if (size.kind !== 'word' || size.text.toUpperCase() !== 'MAX') throw cursor.unexpected(-1);
		cursor.needSign(')');
	}
	if (NUMBERS.includes(type)) {
		if (value.kind !== 'text') return asNumber(value);
		const call = lenient ? 'tsql_try_number' : 'tsql_number';
		return piece(`${call}(${value.sql})`, 'number', value);
	}
	if (TEXTS.includes(type)) {
		const text = `CAST(${value.sql} AS TEXT)`;
		return piece(length === undefined ? text : `substr(${text}, 1, ${length})`, 'text', value);
	}
	if (type === 'BIT') return { ...asNumber(value), kind: 'bit' };
	if (type === 'DATETIME' || type === 'DATETIME2') return asDate(value);
	if (type === 'DATE') {
		const date = asDate(value);
		return piece(`substr(${date.sql}, 1, 10) || 'T00:00:00.000'`, 'date', date);
	}
	throw new SqlError(`Type ${type} is not a defined system type.`);
}
