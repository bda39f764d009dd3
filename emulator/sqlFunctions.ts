import type { Database } from 'sql.js';
import { SqlError } from './tsqlTokens';

/** What SQL Server does and SQLite does not, as functions that the translated text calls. */
export function addSqlFunctions(database: Database): void {
	database.create_function('tsql_fold', (value: unknown) => fold(value));
	database.create_function('tsql_upper', (value: unknown) => textOf(value)?.toUpperCase() ?? null);
	database.create_function('tsql_lower', (value: unknown) => textOf(value)?.toLowerCase() ?? null);
	database.create_function('tsql_number', (value: unknown) => toNumber(value));
	database.create_function('tsql_try_number', (value: unknown) => {
		try {
			return toNumber(value);
		} catch {
			return null;
		}
	});
	database.create_function('tsql_like', (value: unknown, pattern: unknown, escape: unknown) =>
		like(value, pattern, escape),
	);
}

function textOf(value: unknown): string | null {
	return value === null || value === undefined ? null : String(value);
}

/** SQL Server's usual collation knows no case, and its `=` no trailing blanks. */
function fold(value: unknown): string | null {
	return (
		textOf(value)
			?.replace(/(?<! ) +$/, '')
			.toLowerCase() ?? null
	);
}

/** As SQL Server turns text into a number: blank is 0, letters are an error. */
export function toNumber(value: unknown): number | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'number') return value;
	const text = String(value).trim();
	if (!/^[+-]?\d*$/.test(text)) {
		throw new SqlError(
			`Conversion failed when converting the nvarchar value '${String(value)}' to data type int.`,
		);
	}
	return text === '' ? 0 : Number(text);
}

const patterns = new Map<string, RegExp>();

function like(value: unknown, pattern: unknown, escape: unknown): number | null {
	const text = textOf(value);
	const wanted = textOf(pattern);
	if (text === null || wanted === null) return null;
	const key = JSON.stringify([wanted, escape]);
	let compiled = patterns.get(key);
	if (!compiled) {
		if (patterns.size > 500) patterns.clear();
		compiled = likePattern(wanted, textOf(escape));
		patterns.set(key, compiled);
	}
	return compiled.test(text) ? 1 : 0;
}

/** `%`, `_`, `[abc]`, `[^a]` and the escape character, as a regular expression of the whole. */
function likePattern(pattern: string, escape: string | null): RegExp {
	let source = '';
	for (let at = 0; at < pattern.length; at += 1) {
		const letter = pattern.charAt(at);
		if (escape !== null && letter === escape) {
			at += 1;
			source += quoted(pattern.charAt(at));
		} else if (letter === '%') source += '[\\s\\S]*';
		else if (letter === '_') source += '[\\s\\S]';
		else if (letter === '[' && pattern.indexOf(']', at + 1) > 0) {
			const end = pattern.indexOf(']', at + 1);
			source += letterSet(pattern.slice(at + 1, end));
			at = end;
		} else source += quoted(letter);
	}
	return new RegExp(`^${source}$`, 'iu');
}

function letterSet(inside: string): string {
	const negated = inside.startsWith('^');
	const letters = (negated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&');
	if (letters === '') return negated ? '[\\s\\S]' : '[^\\s\\S]';
	return `[${negated ? '^' : ''}${letters}]`;
}

function quoted(letter: string): string {
	return letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
