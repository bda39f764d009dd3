/** A statement as SQL Server reads it: what is text in it, and what is left around that. */
export interface Statement {
	literals: string[];
	/** With `?` in place of each text. */
	rest: string;
}

/** Reads `N'…'` and `'…'`, quotes doubled (T-SQL, constants). Throws where a text does not end. */
export function readSql(sql: string): Statement {
	const literals: string[] = [];
	let rest = '';
	let at = 0;
	while (at < sql.length) {
		const start = sql.indexOf("'", at);
		if (start === -1) {
			rest += sql.slice(at);
			break;
		}
		const before = sql.slice(at, start);
		rest += `${before.endsWith('N') ? before.slice(0, -1) : before}?`;
		let value = '';
		at = start + 1;
		for (;;) {
			const quote = sql.indexOf("'", at);
			if (quote === -1) throw new Error('A text does not end.');
			value += sql.slice(at, quote);
			at = quote + 1;
			if (sql[at] !== "'") break;
			value += "'";
			at += 1;
		}
		literals.push(value);
	}
	return { literals, rest };
}
