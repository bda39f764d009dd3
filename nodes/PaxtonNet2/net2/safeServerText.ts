import { foldKeys } from './caseInsensitive';
import { redact } from './redact';

const MAX_LENGTH = 200;
/** More than any message that a server writes for a reader. */
const MAX_INPUT = 4_000;
const MAX_BODY_BYTES = 64 * 1024;

/** Members that contain a message, in order of preference (docs/net2-api.md). Keys are folded. */
const MESSAGE_KEYS = ['error_description', 'message', 'error'];

/**
 * What a server said about a failure, made fit to show. Servers repeat what was sent to them, card numbers included.
 * So HTML is dropped, and runs of four and more digits keep their last two. Each of `secrets` is removed in every
 * usual encoding: see {@link redact}.
 *
 * @returns at most 200 characters. Empty if the server said nothing that can be shown
 */
export function safeServerText(body: Uint8Array, secrets: readonly string[] = []): string {
	if (body.length > MAX_BODY_BYTES) return '';
	const said = messageIn(parse(body));
	if (said === undefined || isHtml(said)) return '';
	// Invisible characters go first, because they could split a secret.
	const visible = said.slice(0, MAX_INPUT).replace(/\p{Cf}+/gu, '');
	const clean = redact(visible, secrets);
	if (isHtml(clean)) return '';
	const text = clean
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.replace(/^[ :]+/, '')
		.trim()
		.replace(/\p{Nd}{4,}/gu, (digits) => '•'.repeat(digits.length - 2) + digits.slice(-2));
	return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/**
 * What a server said, for the end of a message. It is in quotes, because `minimal` output leaves out what is in quotes,
 * and the server may name a user.
 */
export function inWordsOfNet2(said: string): string {
	return said === '' ? '' : ` Net2 says: "${said.replaceAll('"', "'")}"`;
}

/** The values of a request that must not come back in a message, by the names of their members. */
export function secretsIn(json: unknown): string[] {
	if (Array.isArray(json)) return json.flatMap(secretsIn);
	if (typeof json !== 'object' || json === null) return [];
	return Object.entries(json).flatMap(([name, value]: [string, unknown]) => {
		if (typeof value === 'object') return secretsIn(value);
		// Of a card that is all digits, the last two may be shown. A number plate has letters.
		const isPlate = /^tokenvalue$/i.test(name) && /\D/.test(String(value));
		const isSecret = isPlate || /pin$|password|secret|^code$|challengetoken/i.test(name);
		return isSecret && (typeof value === 'string' || typeof value === 'number')
			? [String(value)]
			: [];
	});
}

function isHtml(text: string): boolean {
	return /<[a-z!/]/i.test(text);
}

function parse(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(body));
	} catch {
		// Anything but JSON is a page for people, more often from a proxy than from Net2.
		return undefined;
	}
}

function messageIn(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	const folded = foldKeys(value);
	if (folded === undefined) return undefined;
	const details = modelState(folded['modelstate']);
	for (const key of MESSAGE_KEYS) {
		const text = folded[key];
		if (typeof text === 'string' && text.trim() !== '') {
			return details === '' ? text : `${text} ${details}`;
		}
	}
	return details === '' ? undefined : details;
}

/** ASP.NET's validation report: member name to a list of messages. */
function modelState(value: unknown): string {
	if (typeof value !== 'object' || value === null) return '';
	return Object.values(value)
		.flat()
		.filter((text): text is string => typeof text === 'string')
		.join(' ');
}
