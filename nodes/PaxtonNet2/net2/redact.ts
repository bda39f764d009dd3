/** A part of a secret from this length on counts as the secret. */
const PART = 8;
/** Shorter encoded forms would match ordinary words by chance. */
const MIN_ENCODED = 4;
/** Servers and proxies encode what they repeat, and some do it twice. */
const ROUNDS = 4;
const MARK = '…';

/**
 * Removes secrets from a text that a server sent, in any case and in every usual encoding. These are form, percent,
 * HTML, JSON, base64 and hex, and parts of eight characters and more. Each round removes what is readable and decodes
 * the rest once, so that nested encodings come to light. Time and memory grow in proportion to the text and the
 * secrets.
 *
 * @returns the text with its encodings resolved and `…` in place of each secret
 */
export function redact(text: string, secrets: readonly string[]): string {
	const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))];
	let current = text;
	for (let round = 1; ; round += 1) {
		const clean = removeAll(current, forms);
		const decoded = round === ROUNDS ? clean : decode(clean);
		if (decoded === clean) return clean;
		current = decoded;
	}
}

/** The forms in which a secret can be read after the encodings of the text were resolved. */
function formsOf(secret: string): string[] {
	const plain = new Set([secret, secret.replace(/[\s-]/g, '')]);
	let decoded = secret;
	for (let round = 1; round < ROUNDS; round += 1) plain.add((decoded = decode(decoded)));
	const bytes = Buffer.from(secret);
	// UTF-8 that was read as Latin-1.
	plain.add(bytes.toString('latin1'));
	const encoded = [
		bytes.toString('hex'),
		...[0, 1, 2].flatMap((offset) => base64Of(bytes, offset)),
	];
	return [
		...[...plain].filter((form) => form !== ''),
		...encoded.filter((form) => form.length >= MIN_ENCODED),
	].map(fold);
}

/** Base64 of a secret at some place in a longer text. These are only the characters that depend on it alone. */
function base64Of(bytes: Buffer, offset: number): string[] {
	const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
	const from = Math.ceil((offset * 8) / 6);
	const to = Math.floor((padded.length * 8) / 6);
	return [padded.toString('base64').slice(from, to), padded.toString('base64url').slice(from, to)];
}

function removeAll(text: string, forms: readonly string[]): string {
	const folded = fold(text);
	const hidden = new Uint8Array(folded.length);
	const parts = new Set<string>();
	for (const form of forms) {
		if (form.length < PART) {
			for (let at = folded.indexOf(form); at !== -1; at = folded.indexOf(form, at + form.length))
				hidden.fill(1, at, at + form.length);
			continue;
		}
		for (let at = 0; at + PART <= form.length; at += 1) parts.add(form.slice(at, at + PART));
	}
	for (let at = 0; at + PART <= folded.length; at += 1)
		if (parts.has(folded.slice(at, at + PART))) hidden.fill(1, at, at + PART);
	let clean = '';
	for (let at = 0; at < text.length; at += 1) {
		if (hidden[at] === 0) clean += text[at];
		else if (at === 0 || hidden[at - 1] === 0) clean += MARK;
	}
	return clean;
}

/** Lower case without a change of length, so that places stay the same. In forms a plus sign means a blank. */
function fold(text: string): string {
	let folded = '';
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at);
		const lower = character.toLowerCase();
		folded += character === '+' ? ' ' : lower.length === 1 ? lower : character;
	}
	return folded;
}

const ENTITIES: Record<string, string> = {
	amp: '&',
	apos: "'",
	gt: '>',
	lt: '<',
	nbsp: ' ',
	quot: '"',
};
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Resolves one level of percent, HTML and JSON encoding. */
function decode(text: string): string {
	return text
		.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
			Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
		)
		.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) =>
			name.startsWith('#') ? numbered(whole, name) : (ENTITIES[name.toLowerCase()] ?? whole),
		)
		.replace(/\\(u[0-9a-f]{4}|x[0-9a-f]{2}|["'\\/bfnrt])/gi, (_whole, name: string) =>
			name.length > 1
				? String.fromCharCode(Number.parseInt(name.slice(1), 16))
				: (ESCAPES[name] ?? name),
		);
}

function numbered(whole: string, name: string): string {
	const isHex = /^#x/i.test(name);
	const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
	return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}
