import { callFunction, castTo } from './tsqlFunctions';
import type { ColumnKind } from './sqlViews';
import { SqlError } from './tsqlTokens';
import type { Cursor } from './tsqlTokens';
import { alike, literal, piece } from './tsqlValues';
import type { Expression } from './tsqlValues';

/** A column, and the view that it is of. */
export interface Found {
	sql: string;
	kind: ColumnKind;
	source: string;
}

export interface Scope {
	/** Finds a column by its name, with the name or alias of its view where one was given. */
	find(name: string, view: string | undefined): Found;
	/** The server's present wall time, for GETDATE(). */
	now: string;
	/** Text columns that were compared as numbers: all their values must be numbers. */
	compared: Map<string, string>;
}

const COMPARISONS = ['=', '<>', '!=', '<', '>', '<=', '>=', '!<', '!>'];
const SQLITE_SIGN: Record<string, string> = { '!=': '<>', '!<': '>=', '!>': '<=' };
const RESERVED = ['FROM', 'WHERE', 'AND', 'OR', 'ORDER', 'BY', 'SELECT', 'GROUP', 'AS', 'TOP'];

/** A condition, translated: OR binds weakest, then AND, then NOT. */
export function parseCondition(cursor: Cursor, scope: Scope): Expression {
	let left = parseAnd(cursor, scope);
	while (cursor.takeWord('OR')) {
		const right = parseAnd(cursor, scope);
		left = piece(`(${left.sql} OR ${right.sql})`, 'bit', left, right);
	}
	return left;
}

function parseAnd(cursor: Cursor, scope: Scope): Expression {
	let left = parseNot(cursor, scope);
	while (cursor.takeWord('AND')) {
		const right = parseNot(cursor, scope);
		left = piece(`(${left.sql} AND ${right.sql})`, 'bit', left, right);
	}
	return left;
}

function parseNot(cursor: Cursor, scope: Scope): Expression {
	if (cursor.takeWord('NOT')) {
		const inner = parseNot(cursor, scope);
		return piece(`NOT (${inner.sql})`, 'bit', inner);
	}
	const start = cursor.at;
	if (cursor.takeSign('(')) {
		// A parenthesis may contain a condition or a value. A value is followed by a comparison.
		try {
			const inner = parseCondition(cursor, scope);
			cursor.needSign(')');
			return piece(`(${inner.sql})`, 'bit', inner);
		} catch (error) {
			if (!(error instanceof SqlError)) throw error;
			cursor.at = start;
		}
	}
	return parsePredicate(cursor, scope);
}

function parsePredicate(cursor: Cursor, scope: Scope): Expression {
	const left = parseValue(cursor, scope);
	if (cursor.takeWord('IS')) {
		const not = cursor.takeWord('NOT') ? 'NOT ' : '';
		cursor.needWord('NULL');
		return piece(`${left.sql} IS ${not}NULL`, 'bit', left);
	}
	const not = cursor.takeWord('NOT') ? 'NOT ' : '';
	if (cursor.takeWord('IN')) return parseIn(cursor, scope, left, not);
	if (cursor.takeWord('LIKE')) return parseLike(cursor, scope, left, not);
	if (cursor.takeWord('BETWEEN')) {
		const low = parseValue(cursor, scope);
		cursor.needWord('AND');
		const [value, from, to] = together([left, low, parseValue(cursor, scope)], scope);
		if (!value || !from || !to) throw cursor.unexpected();
		return piece(`${value.sql} ${not}BETWEEN ${from.sql} AND ${to.sql}`, 'bit', value, from, to);
	}
	const sign = cursor.nextToken();
	if (not || sign.kind !== 'sign' || !COMPARISONS.includes(sign.text)) throw cursor.unexpected(-1);
	const [first, second] = together([left, parseValue(cursor, scope)], scope);
	if (!first || !second) throw cursor.unexpected();
	const text = SQLITE_SIGN[sign.text] ?? sign.text;
	return piece(`${first.sql} ${text} ${second.sql}`, 'bit', first, second);
}

function parseIn(cursor: Cursor, scope: Scope, left: Expression, not: string): Expression {
	cursor.needSign('(');
	const options: Expression[] = [];
	do options.push(parseValue(cursor, scope));
	while (cursor.takeSign(','));
	cursor.needSign(')');
	const [value, ...rest] = together([left, ...options], scope);
	if (!value) throw cursor.unexpected();
	const list = rest.map((option) => option.sql.replace(' COLLATE NOCASE', '')).join(', ');
	return piece(`${value.sql} ${not}IN (${list})`, 'bit', value, ...rest);
}

function parseLike(cursor: Cursor, scope: Scope, left: Expression, not: string): Expression {
	const pattern = parseValue(cursor, scope);
	let escape: Expression = { sql: 'NULL', kind: 'null', parameters: [] };
	if (cursor.takeWord('ESCAPE')) escape = parseValue(cursor, scope);
	if (typeof escape.literal === 'string' && escape.literal.length !== 1) {
		throw new SqlError('The escape character of LIKE must be one character.');
	}
	const call = `tsql_like(${left.sql}, ${pattern.sql}, ${escape.sql})`;
	return piece(not ? `NOT ${call}` : call, 'bit', left, pattern, escape);
}

function together(operands: Expression[], scope: Scope): Expression[] {
	const numeric = operands.some(({ kind }) => kind === 'number' || kind === 'bit');
	for (const { kind, source, sql } of operands) {
		if (numeric && kind === 'text' && source !== undefined) scope.compared.set(sql, source);
	}
	return alike(operands);
}

/** A value: sums and joined text, of columns, literals and functions. */
export function parseValue(cursor: Cursor, scope: Scope): Expression {
	let left = parsePrimary(cursor, scope);
	for (;;) {
		const sign = ['+', '-', '*', '/', '%'].find((known) => cursor.isSign(known));
		if (sign === undefined) return left;
		cursor.nextToken();
		const right = parsePrimary(cursor, scope);
		if (left.kind === 'text' && right.kind === 'text' && sign === '+') {
			left = piece(`(${left.sql} || ${right.sql})`, 'text', left, right);
		} else {
			const [first, second] = together([left, right], scope);
			if (!first || !second || first.kind !== 'number') throw cursor.unexpected(-1);
			left = piece(`(${first.sql} ${sign} ${second.sql})`, 'number', first, second);
		}
	}
}

function parsePrimary(cursor: Cursor, scope: Scope): Expression {
	const token = cursor.nextToken();
	if (token.kind === 'text' || token.kind === 'number') return literal(token.value);
	if (token.kind === 'sign' && token.text === '-') {
		const number = cursor.nextToken();
		if (number.kind === 'number') return literal(-number.value);
		throw cursor.unexpected(-1);
	}
	if (token.kind === 'sign' && token.text === '(') {
		const inner = parseValue(cursor, scope);
		cursor.needSign(')');
		return inner;
	}
	if (token.kind !== 'word') throw cursor.unexpected(-1);
	if (!token.quoted) {
		const word = token.text.toUpperCase();
		if (word === 'NULL') return { sql: 'NULL', kind: 'null', parameters: [] };
		if (RESERVED.includes(word)) throw cursor.unexpected(-1);
		if (cursor.takeSign('(')) return parseCall(cursor, scope, word);
	}
	return parseColumn(cursor, scope, token.text);
}

function parseColumn(cursor: Cursor, scope: Scope, first: string): Expression {
	const names = [first];
	while (cursor.takeSign('.')) names.push(cursor.name());
	const name = names.at(-1) ?? first;
	return { ...scope.find(name, names.at(-2)), parameters: [], column: name };
}

function parseCall(cursor: Cursor, scope: Scope, word: string): Expression {
	if (['CAST', 'TRY_CAST'].includes(word)) {
		const value = parseValue(cursor, scope);
		cursor.needWord('AS');
		const result = castTo(cursor, value, word === 'TRY_CAST');
		cursor.needSign(')');
		return result;
	}
	if (word === 'COUNT') {
		const distinct = cursor.takeWord('DISTINCT') ? 'DISTINCT ' : '';
		const inner = cursor.takeSign('*') ? piece('*', 'number') : parseValue(cursor, scope);
		cursor.needSign(')');
		return piece(`count(${distinct}${inner.sql})`, 'number', inner);
	}
	const given: Expression[] = [];
	if (!cursor.isSign(')')) {
		do given.push(parseValue(cursor, scope));
		while (cursor.takeSign(','));
	}
	cursor.needSign(')');
	return callFunction(word, given, scope.now);
}
