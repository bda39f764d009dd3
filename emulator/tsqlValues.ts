import type { SqlValue } from 'sql.js';
import type { ColumnKind } from './sqlViews';
import { toNumber } from './sqlFunctions';
import { SqlError } from './tsqlTokens';

/** A translated piece: SQLite text, its parameters in the order of the text, and what it yields. */
export interface Expression {
	sql: string;
	parameters: SqlValue[];
	kind: ColumnKind | 'null';
	/** The value itself, where it is a literal. */
	literal?: string | number;
	/** The column itself, where it is one: its name as typed. */
	column?: string;
	/** The view that the column is of. */
	source?: string;
}

export function piece(sql: string, kind: Expression['kind'], ...parts: Expression[]): Expression {
	return { sql, kind, parameters: parts.flatMap((part) => part.parameters) };
}

export function literal(value: string | number): Expression {
	const kind = typeof value === 'number' ? 'number' : 'text';
	return { sql: '?', kind, parameters: [value], literal: value };
}

const ASCII = /^[\x20-\x7e]*$/;

/** Text compared as SQL Server does: without case and without trailing blanks. */
function comparableText(operands: Expression[]): Expression[] {
	const plain = operands.some(
		({ literal: value }) => typeof value === 'string' && ASCII.test(value),
	);
	const others = operands.every(
		({ literal: value }) => value === undefined || ASCII.test(String(value)),
	);
	// SQLite's own comparison is much faster, and the same where a literal has only plain letters.
	const wrap = plain && others ? 'rtrim(%) COLLATE NOCASE' : 'tsql_fold(%)';
	return operands.map((operand) =>
		piece(
			wrap.replace('%', () => operand.sql),
			'text',
			operand,
		),
	);
}

/**
 * Brings operands to one type by SQL Server's order of types. Text that is compared with a date becomes a date, and
 * with a number a number. What cannot is an error.
 */
export function alike(operands: Expression[]): Expression[] {
	const kinds = new Set(operands.map((operand) => operand.kind));
	if (kinds.has('date')) return operands.map(asDate);
	if (kinds.has('number') || kinds.has('bit')) return operands.map(asNumber);
	return comparableText(operands);
}

export function asNumber(operand: Expression): Expression {
	if (operand.kind !== 'text') {
		if (operand.kind === 'date') throw new SqlError('Operand type clash: datetime and int.');
		return operand;
	}
	if (typeof operand.literal === 'string') {
		if (/^(true|false)$/i.test(operand.literal)) {
			return literal(operand.literal.toLowerCase() === 'true' ? 1 : 0);
		}
		return literal(toNumber(operand.literal) ?? 0);
	}
	return piece(`tsql_number(${operand.sql})`, 'number', operand);
}

export function asDate(operand: Expression): Expression {
	if (operand.kind === 'date' || operand.kind === 'null') return operand;
	if (operand.kind !== 'text') throw new SqlError('Operand type clash: int and datetime.');
	if (typeof operand.literal !== 'string') {
		throw new SqlError('Conversion failed when converting date and/or time from character string.');
	}
	return { ...literal(sqlDate(operand.literal)), kind: 'date' };
}

/** A zone suffix is rejected (docs/net2-api.md). */
function sqlDate(text: string): string {
	const match =
		/^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/.exec(
			text.trim(),
		);
	const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', part = ''] =
		match ?? [];
	const value = `${year}-${month}-${day}T${hour}:${minute}:${second}.${part.padEnd(3, '0')}`;
	if (!match || Number.isNaN(Date.parse(`${value}Z`))) {
		throw new SqlError('Conversion failed when converting date and/or time from character string.');
	}
	return value;
}
