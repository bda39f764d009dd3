import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../nodes/PaxtonNet2/net2/redact';
import { safeServerText } from '../../nodes/PaxtonNet2/net2/safeServerText';

const html = (text: string) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
const percentAll = (text: string) =>
	[...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const jsonAscii = (text: string) =>
	[...JSON.stringify(text).slice(1, -1)]
		.map((one) => (one > '~' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one))
		.join('');
const entities = (text: string) =>
	[...text].map((one) => `&#x${(one.codePointAt(0) ?? 0).toString(16)};`).join('');

const encodings: Array<[string, (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
	['percent-encoded', encodeURIComponent],
	['with every byte percent-encoded', percentAll],
	['in HTML', html],
	['in numbered entities', entities],
	['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
	['in ASCII JSON', jsonAscii],
	['in base64', (secret) => Buffer.from(secret).toString('base64')],
	['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
	['in base64 after another text', (secret) => Buffer.from(`me:${secret}`).toString('base64')],
	['in base64 before another text', (secret) => Buffer.from(`${secret}:x`).toString('base64')],
	['in hex', (secret) => Buffer.from(secret).toString('hex')],
	['in upper case', (secret) => secret.toUpperCase()],
	['in lower case', (secret) => secret.toLowerCase()],
	['twice in JSON', (secret) => JSON.stringify(JSON.stringify(secret))],
	['in HTML after percent', (secret) => html(encodeURIComponent(secret))],
	['in percent after HTML', (secret) => encodeURIComponent(html(secret))],
	['read as Latin-1', (secret) => Buffer.from(secret).toString('latin1')],
	['the first twelve characters', (secret) => secret.slice(0, 12)],
	['the last eight characters', (secret) => secret.slice(-8)],
];

const PASSWORDS = ['Canary & "Pässword" 1%', "a'b<c>d\\e/f g+h", '100%41 sure & &amp; so'];

/** Every run of eight characters of the secret, whatever the case. */
const leaks = (text: string, secret: string) => {
	const low = text.toLowerCase();
	return Array.from({ length: Math.max(1, secret.length - 7) }, (_, at) =>
		secret.slice(at, at + 8).toLowerCase(),
	).filter((part) => low.includes(part));
};

describe.each(encodings)('what a server repeats %s', (_how, encode) => {
	it.each(PASSWORDS)('is removed: %s', (secret) => {
		const text = redact(`You sent >${encode(secret)}< to us`, [secret]);
		expect(text).toMatch(/^You sent >.*….*< to us$/s);
		expect(leaks(text, secret)).toEqual([]);
		expect(text).not.toContain(encode(secret));
	});

	it('is removed if it is a code or a PIN of four digits', () => {
		for (const secret of ['492817', '4711']) {
			const encoded = encode(secret);
			expect(redact(`Code ${encoded} is wrong`, [secret])).not.toContain(encoded);
		}
	});
});

describe('a text from a server', () => {
	const say = (message: string, secrets: string[] = []) =>
		safeServerText(new TextEncoder().encode(JSON.stringify({ message })), secrets);

	it('keeps what is no secret', () => {
		expect(redact('Field "a" is 100% wrong & so on', ['hunter2'])).toBe(
			'Field "a" is 100% wrong & so on',
		);
	});

	it('has at most 200 characters, whatever arrives', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (message) => {
				expect(say(message).length).toBeLessThanOrEqual(200);
			}),
		);
		expect(say('x'.repeat(100_000))).toBe('');
	});

	it('never shows eight characters of a secret in a row', () => {
		const secret = fc.string({ minLength: 8, maxLength: 40 });
		const how = fc.constantFrom(...encodings.slice(0, 14).map(([, encode]) => encode));
		fc.assert(
			fc.property(secret, how, fc.string(), (password, encode, around) => {
				const text = say(`${around} ${encode(password)} ${around}`, [password]);
				const plain = leaks(text, password).filter((part) => !around.toLowerCase().includes(part));
				expect(plain.filter((part) => !/^[\s•…]*$/.test(part))).toEqual([]);
			}),
		);
	});

	it('shows no invisible character, and none that splits a secret', () => {
		expect(say('hun\u200bter2\u202e says\u2028no', ['hunter2'])).toBe('… says no');
	});

	it('shows no HTML that was encoded', () => {
		expect(say('&lt;img src=x&gt; %3Cscript%3E')).toBe('');
	});

	it('costs time in proportion to its length', () => {
		const secrets = ['ab'.repeat(2_000), 'a'.repeat(4_000)];
		const checks = ['%', '&#', '\\', '/', ':', ' ', 'a', '&amp;amp;', '%25'].map((part) =>
			say(part.repeat(4_000), secrets),
		);
		for (const text of checks) expect(text.length).toBeLessThanOrEqual(200);
	});
});
