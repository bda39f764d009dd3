import type { SqlValue } from 'sql.js';
import { findView } from './sqlViews';
import type { View } from './sqlViews';
import { parseCondition, parseValue } from './tsqlExpression';
import type { Found, Scope } from './tsqlExpression';
import { Cursor, SqlError, tokenize } from './tsqlTokens';
import { piece } from './tsqlValues';
import type { Expression } from './tsqlValues';

export interface OutputColumn {
	/** As typed in the query; empty for a value without a name. */
	name: string;
	kind: Expression['kind'];
}

export interface Translation {
	sql: string;
	parameters: SqlValue[];
	columns: OutputColumn[];
	/** Queries that fail if a text column that was compared as a number contains other text. */
	checks: string[];
}

interface Source {
	alias: string;
	view: View;
}

/** Turns one T-SQL SELECT into SQLite; anything else is refused (docs/net2-api.md). */
export function translateSelect(text: string, now: string): Translation {
	return new SelectParser(new Cursor(tokenize(text)), now).run();
}

/** Turns `where` and `orderBy` of `GET /events` into a SELECT of numbers (docs/net2-api.md). */
export function translateList(
	view: View,
	where: string | undefined,
	order: string | undefined,
	now: string,
): Translation {
	const parser = new SelectParser(new Cursor(tokenize(where ?? '')), now);
	return parser.list(view, where, order);
}

class SelectParser {
	private readonly sources: Source[] = [];
	private readonly columns: OutputColumn[] = [];
	private readonly parameters: SqlValue[] = [];
	private readonly scope: Scope;

	constructor(
		private cursor: Cursor,
		now: string,
	) {
		this.scope = {
			now: `${now}.000`.slice(0, 23),
			compared: new Map(),
			find: (name, view) => this.find(name, view),
		};
	}

	run(): Translation {
		this.cursor.needWord('SELECT');
		const distinct = this.cursor.takeWord('DISTINCT') ? 'DISTINCT ' : '';
		this.cursor.takeWord('ALL');
		const limit = this.top();
		const start = this.cursor.at;
		this.skipToFrom();
		// Views first: the list of columns can only be understood with them.
		const joins: Expression[] = [];
		const from = this.from(joins);
		const afterFrom = this.cursor.at;
		this.cursor.at = start;
		const items = this.items();
		if (!this.cursor.isWord('FROM')) throw this.cursor.unexpected();
		this.cursor.at = afterFrom;
		for (const join of joins) this.parameters.push(...join.parameters);
		let sql = `SELECT ${distinct}${items.join(', ')} FROM ${from}`;
		if (this.cursor.takeWord('WHERE')) sql += ` WHERE ${this.condition()}`;
		if (this.cursor.takeWord('GROUP', 'BY')) sql += ` GROUP BY ${this.listOf(false)}`;
		if (this.cursor.takeWord('HAVING')) sql += ` HAVING ${this.condition()}`;
		const ordered = this.cursor.takeWord('ORDER', 'BY');
		if (ordered) sql += ` ORDER BY ${this.listOf(true)}`;
		sql += this.limits(limit, ordered);
		this.cursor.takeSign(';');
		this.end();
		return this.result(sql);
	}

	list(view: View, where: string | undefined, order: string | undefined): Translation {
		this.sources.push({ alias: view.name, view });
		let sql = `SELECT ${this.output('EventID', 'number', 'EventID')} FROM ${view.name}`;
		if (where !== undefined && where.trim() !== '') {
			sql += ` WHERE ${this.condition()}`;
			this.end();
		}
		this.cursor = new Cursor(tokenize(order ?? ''));
		if (order !== undefined && order.trim() !== '') {
			sql += ` ORDER BY ${this.listOf(true)}`;
			this.end();
		} else sql += ' ORDER BY EventTime DESC, EventID DESC';
		return this.result(sql);
	}

	private result(sql: string): Translation {
		const checks = [...this.scope.compared].map(
			([column, source]) => `SELECT count(tsql_number(${column})) FROM ${source}`,
		);
		return { sql, parameters: this.parameters, columns: this.columns, checks };
	}

	private top(): number | undefined {
		if (!this.cursor.takeWord('TOP')) return undefined;
		const open = this.cursor.takeSign('(');
		const count = this.cursor.nextToken();
		if (count.kind !== 'number' || !Number.isInteger(count.value)) throw this.cursor.unexpected(-1);
		if (open) this.cursor.needSign(')');
		return count.value;
	}

	private limits(top: number | undefined, ordered: boolean): string {
		if (!ordered || !this.cursor.takeWord('OFFSET'))
			return top === undefined ? '' : ` LIMIT ${top}`;
		const skip = this.count();
		if (!this.cursor.takeWord('FETCH')) return ` LIMIT -1 OFFSET ${skip}`;
		if (!this.cursor.takeWord('NEXT')) this.cursor.needWord('FIRST');
		const take = this.count();
		this.cursor.needWord('ONLY');
		return ` LIMIT ${take} OFFSET ${skip}`;
	}

	private count(): number {
		const token = this.cursor.nextToken();
		if (token.kind !== 'number' || !Number.isInteger(token.value)) {
			throw this.cursor.unexpected(-1);
		}
		if (!this.cursor.takeWord('ROWS')) this.cursor.needWord('ROW');
		return token.value;
	}

	private skipToFrom(): void {
		let depth = 0;
		while (depth > 0 || !this.cursor.isWord('FROM')) {
			if (this.cursor.peek().kind === 'end') throw this.cursor.unexpected();
			if (this.cursor.isSign('(')) depth += 1;
			if (this.cursor.isSign(')')) depth -= 1;
			this.cursor.nextToken();
		}
		this.cursor.nextToken();
	}

	private from(joins: Expression[]): string {
		let sql = this.source();
		for (;;) {
			let word: string | undefined;
			if (this.cursor.takeWord('INNER', 'JOIN') || this.cursor.takeWord('JOIN')) word = 'JOIN';
			else if (this.cursor.takeWord('LEFT', 'OUTER', 'JOIN')) word = 'LEFT JOIN';
			else if (this.cursor.takeWord('LEFT', 'JOIN')) word = 'LEFT JOIN';
			if (word === undefined) return sql;
			sql += ` ${word} ${this.source()}`;
			this.cursor.needWord('ON');
			const on = parseCondition(this.cursor, this.scope);
			joins.push(on);
			sql += ` ON ${on.sql}`;
		}
	}

	private source(): string {
		const names = [this.cursor.name()];
		while (this.cursor.takeSign('.')) names.push(this.cursor.name());
		const view = findView(names.at(-1) ?? '');
		const schema = names.at(-2);
		if (!view || names.length > 2 || (schema !== undefined && !/^sdk$/i.test(schema))) {
			throw new SqlError(`Invalid object name '${names.join('.')}'.`);
		}
		let alias = view.name;
		if (this.cursor.takeWord('AS')) alias = this.cursor.name();
		else if (this.cursor.peek().kind === 'word' && !this.startsClause()) alias = this.cursor.name();
		if (!/^[\p{L}\p{N}_ ]+$/u.test(alias)) throw new SqlError(`Invalid alias '${alias}'.`);
		this.sources.push({ alias, view });
		return `${view.name} AS "${alias}"`;
	}

	private startsClause(): boolean {
		const words = ['WHERE', 'ORDER', 'GROUP', 'HAVING', 'INNER', 'LEFT', 'JOIN', 'ON', 'UNION'];
		return [...words, 'OFFSET', 'FOR', 'OPTION', 'WITH'].some((word) => this.cursor.isWord(word));
	}

	private items(): string[] {
		const items: string[] = [];
		do items.push(...this.item());
		while (this.cursor.takeSign(','));
		return items;
	}

	private item(): string[] {
		if (this.cursor.takeSign('*')) return this.sources.flatMap((source) => this.all(source));
		if (this.cursor.isSign('.', 1) && this.cursor.isSign('*', 2)) {
			const alias = this.cursor.name().toLowerCase();
			const source = this.sources.find((one) => one.alias.toLowerCase() === alias);
			if (!source) throw new SqlError(`The column prefix '${alias}' does not match.`);
			this.cursor.at += 2;
			return this.all(source);
		}
		const value = parseValue(this.cursor, this.scope);
		let name = value.column ?? '';
		if (this.cursor.takeWord('AS')) {
			const alias = this.cursor.peek();
			name = alias.kind === 'text' ? alias.value : '';
			if (alias.kind === 'text') this.cursor.nextToken();
			else name = this.cursor.name();
		} else if (this.cursor.peek().kind === 'word' && !this.cursor.isWord('FROM')) {
			name = this.cursor.name();
		}
		this.parameters.push(...value.parameters);
		return [this.output(value.sql, value.kind, name)];
	}

	private all(source: Source): string[] {
		return source.view.columns.map((column) =>
			this.output(`"${source.alias}".${column.name}`, column.kind, column.name),
		);
	}

	private output(sql: string, kind: Expression['kind'], name: string): string {
		this.columns.push({ name, kind });
		return `${sql} AS "c${this.columns.length}"`;
	}

	private condition(): string {
		const condition = parseCondition(this.cursor, this.scope);
		this.parameters.push(...condition.parameters);
		return condition.sql;
	}

	private listOf(sorted: boolean): string {
		const parts: string[] = [];
		do {
			const value = this.sortValue();
			this.parameters.push(...value.parameters);
			let sql = value.kind === 'text' ? `${value.sql} COLLATE NOCASE` : value.sql;
			if (sorted && this.cursor.takeWord('DESC')) sql += ' DESC';
			else if (sorted) this.cursor.takeWord('ASC');
			parts.push(sql);
		} while (this.cursor.takeSign(','));
		return parts.join(', ');
	}

	/** A column's alias, or its place in the list, can name the column. */
	private sortValue(): Expression {
		const token = this.cursor.peek();
		const index =
			token.kind === 'number'
				? token.value - 1
				: token.kind === 'word'
					? this.columns.findIndex(({ name }) => name.toLowerCase() === token.text.toLowerCase())
					: -1;
		const column = this.columns[index];
		const alone = !this.cursor.isSign('.', 1) && !this.cursor.isSign('(', 1);
		if (column && alone) {
			this.cursor.nextToken();
			return piece(`"c${index + 1}"`, column.kind);
		}
		return parseValue(this.cursor, this.scope);
	}

	private find(name: string, prefix: string | undefined): Found {
		for (const { alias, view } of this.sources) {
			const known = [alias.toLowerCase(), view.name.toLowerCase()];
			if (prefix !== undefined && !known.includes(prefix.toLowerCase())) continue;
			const column = view.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
			if (!column) continue;
			const source = `${view.name} AS "${alias}"`;
			return { sql: `"${alias}".${column.name}`, kind: column.kind, source };
		}
		throw new SqlError(`Invalid column name '${name}'.`);
	}

	private end(): void {
		if (this.cursor.peek().kind !== 'end') throw this.cursor.unexpected();
	}
}
