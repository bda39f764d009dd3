/** A refusal by the SQL engine, in its own words. */
export class SqlError extends Error {}

export type Token =
	| { kind: 'word'; text: string; quoted: boolean }
	| { kind: 'text'; value: string }
	| { kind: 'number'; value: number }
	| { kind: 'sign'; text: string }
	| { kind: 'end' };

const SIGNS = [
	'<>',
	'!=',
	'<=',
	'>=',
	'!<',
	'!>',
	'=',
	'<',
	'>',
	'(',
	')',
	',',
	'.',
	'*',
	'+',
	'-',
];
const MORE_SIGNS = ['/', '%', ';'];

/** Cuts T-SQL into tokens. Literals are read letter by letter, so nothing inside one is SQL. */
export function tokenize(sql: string): Token[] {
	return new Tokenizer(sql).run();
}

class Tokenizer {
	private at = 0;
	private readonly tokens: Token[] = [];

	constructor(private readonly sql: string) {}

	run(): Token[] {
		for (;;) {
			this.skipBlanksAndComments();
			if (this.at >= this.sql.length) break;
			this.tokens.push(this.next());
		}
		this.tokens.push({ kind: 'end' });
		return this.tokens;
	}

	private next(): Token {
		const letter = this.sql.charAt(this.at);
		if ((letter === 'N' || letter === 'n') && this.sql.charAt(this.at + 1) === "'") {
			this.at += 1;
			return { kind: 'text', value: this.quotedBy("'", "'") };
		}
		// Without N, text is of the server's code page, and letters outside it are lost.
		if (letter === "'") return { kind: 'text', value: codePageText(this.quotedBy("'", "'")) };
		if (letter === '[') return { kind: 'word', text: this.quotedBy('[', ']'), quoted: true };
		if (letter === '"') return { kind: 'word', text: this.quotedBy('"', '"'), quoted: true };
		const number = /^(\d+(\.\d*)?|\.\d+)/.exec(this.sql.slice(this.at, this.at + 40));
		if (number) {
			this.at += number[0].length;
			if (/[\p{L}_]/u.test(this.sql.charAt(this.at))) throw this.wrong();
			return { kind: 'number', value: Number(number[0]) };
		}
		const word = /^[\p{L}_@#][\p{L}\p{N}_@#$]*/u.exec(this.sql.slice(this.at, this.at + 200));
		if (word) {
			this.at += word[0].length;
			return { kind: 'word', text: word[0], quoted: false };
		}
		const sign = [...SIGNS, ...MORE_SIGNS].find((known) => this.sql.startsWith(known, this.at));
		if (sign === undefined) throw this.wrong();
		this.at += sign.length;
		return { kind: 'sign', text: sign };
	}

	/** Up to the closing mark. A doubled closing mark means the mark itself. */
	private quotedBy(open: string, close: string): string {
		this.at += open.length;
		let value = '';
		for (;;) {
			const letter = this.sql.charAt(this.at);
			if (letter === '') {
				throw new SqlError(`Unclosed quotation mark after the character string '${value}'.`);
			}
			this.at += 1;
			if (letter !== close) value += letter;
			else if (this.sql.charAt(this.at) === close) {
				value += close;
				this.at += 1;
			} else return value;
		}
	}

	private skipBlanksAndComments(): void {
		for (;;) {
			while (/\s/.test(this.sql.charAt(this.at))) this.at += 1;
			if (this.sql.startsWith('--', this.at)) {
				const end = this.sql.indexOf('\n', this.at);
				this.at = end < 0 ? this.sql.length : end;
			} else if (this.sql.startsWith('/*', this.at)) this.skipBlockComment();
			else return;
		}
	}

	/** T-SQL nests them. */
	private skipBlockComment(): void {
		let depth = 0;
		do {
			if (this.at >= this.sql.length) throw new SqlError("Missing end comment mark '*/'.");
			if (this.sql.startsWith('/*', this.at)) {
				depth += 1;
				this.at += 2;
			} else if (this.sql.startsWith('*/', this.at)) {
				depth -= 1;
				this.at += 2;
			} else this.at += 1;
		} while (depth > 0);
	}

	private wrong(): SqlError {
		return new SqlError(`Incorrect syntax near '${this.sql.charAt(this.at)}'.`);
	}
}

function codePageText(value: string): string {
	let kept = '';
	for (let at = 0; at < value.length; at += 1) {
		kept += value.charCodeAt(at) > 255 ? '?' : value.charAt(at);
	}
	return kept;
}

/** A place in the tokens, with what a parser needs to look at them. */
export class Cursor {
	at = 0;

	constructor(private readonly tokens: Token[]) {}

	peek(ahead = 0): Token {
		return this.tokens[this.at + ahead] ?? { kind: 'end' };
	}

	nextToken(): Token {
		const token = this.peek();
		this.at += 1;
		return token;
	}

	isWord(text: string, ahead = 0): boolean {
		const token = this.peek(ahead);
		return token.kind === 'word' && !token.quoted && token.text.toUpperCase() === text;
	}

	isSign(text: string, ahead = 0): boolean {
		const token = this.peek(ahead);
		return token.kind === 'sign' && token.text === text;
	}

	takeWord(...words: string[]): boolean {
		const all = words.every((word, index) => this.isWord(word, index));
		if (all) this.at += words.length;
		return all;
	}

	takeSign(text: string): boolean {
		const there = this.isSign(text);
		if (there) this.at += 1;
		return there;
	}

	needWord(text: string): void {
		if (!this.takeWord(text)) throw this.unexpected();
	}

	needSign(text: string): void {
		if (!this.takeSign(text)) throw this.unexpected();
	}

	name(): string {
		const token = this.nextToken();
		if (token.kind !== 'word') throw this.unexpected(-1);
		return token.text;
	}

	unexpected(ahead = 0): SqlError {
		const token = this.peek(ahead);
		if (token.kind === 'end') return new SqlError('Incorrect syntax near the end.');
		const text = token.kind === 'word' || token.kind === 'sign' ? token.text : String(token.value);
		return new SqlError(`Incorrect syntax near '${text}'.`);
	}
}
