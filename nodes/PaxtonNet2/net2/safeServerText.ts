import { foldKeys } from './caseInsensitive';

const MAX_LENGTH = 200;

/** Members that carry a message, in the order they are looked at (API sheet 4). Keys are folded. */
const MESSAGE_KEYS = ['error_description', 'message', 'error'];

/**
 * What a server said about a failure, made fit to show: its text can echo what was sent to it, card
 * numbers among it (API sheet 4). HTML is dropped, runs of four and more digits keep their last two, and
 * each text in `secrets` is taken out wherever it stands.
 *
 * @returns at most 200 characters; empty where the server said nothing that can be shown
 */
export function safeServerText(body: Uint8Array, secrets: readonly string[] = []): string {
	const said = messageIn(parse(body));
	if (said === undefined || /<[a-z!/]/i.test(said)) return '';
	let text = said;
	for (const secret of secrets) {
		if (secret !== '') text = text.replaceAll(secret, '…');
	}
	text = text
		.replace(/\p{Cc}+/gu, ' ')
		.replace(/^[\s:]+/, '')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/\d{4,}/g, (digits) => '•'.repeat(digits.length - 2) + digits.slice(-2));
	return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

function parse(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(body));
	} catch {
		// Anything but JSON is a page for people, from a proxy more often than from Net2.
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
