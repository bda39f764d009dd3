import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { normalName } from '../identity';
import {
	isEmptyEntries,
	NO_ENTRIES,
	type LeftEntry,
	type MarkerEntries,
	type TemporaryEntry,
} from './markerEntries';
import { formatEntries, parseEntries } from './markerText';

/**
 * A marker is one pair of brackets in a field, which may contain other text as well: `[n8n2 left=20261129L/2/1+2+t3
 * Zm9vYmFyYmF6cX]`. The last word authenticates the others and the user's id. A marker that was typed in, changed, or
 * copied from another user is not believed (safety rule 10, docs/safety-rules.md).
 */
export const MARKER_VERSION = 2;

const MARKER = /\[n8n(\d+)((?: [^\][\s]+)*)\]/g;
const MARKER_WITH_BLANKS = /( ?)\[n8n(\d+)(?: [^\][\s]+)*\]( ?)/g;
const OPENING = /\[n8n\d/i;
const MAC_BYTES = 10;
const MAC_LENGTH = 14;

export type MarkerKey = Buffer;

/**
 * What the key is derived from: `markerSecret` of the credential, else the client id. A client id is the same in
 * capitals and small letters.
 */
export function markerKeySource(credential: { clientId: string; markerSecret?: string }): string {
	const secret = credential.markerSecret?.trim() ?? '';
	return secret === '' ? credential.clientId.trim().toLowerCase() : secret;
}

/** The key that authenticates markers. It costs microseconds; callers keep it for a run. */
export function deriveMarkerKey(secret: string): MarkerKey {
	return Buffer.from(hkdfSync('sha256', secret, '', 'n8n-nodes-paxton-net2 marker', 32));
}

export interface MarkerReading {
	/** What authentic markers say; nothing if there is none. */
	entries: MarkerEntries;
	/** Whether there is an authentic marker. */
	authentic: boolean;
	/** Whether there is a marker that is not authentic: typed in, changed, cut, copied, or of another key. */
	forged: boolean;
	/** What markers say that are not authentic. For warnings only; nothing may be done because of it. */
	claims: MarkerEntries[];
	/** Whether authentic markers contradict each other, so that one of them is an old copy. */
	several: boolean;
	/** The version of a marker that another edition of this node wrote; null if there is none. */
	otherVersion: number | null;
	/** The text of the field without markers. */
	plainText: string;
}

/** Reads the marker field of a user. It never throws: whatever can't be read is not authentic. */
export function readMarker(
	text: string | null,
	{ userId, key }: { userId: number; key: MarkerKey },
): MarkerReading {
	const field = text ?? '';
	const authentic = new Map<string, MarkerEntries>();
	const claims: MarkerEntries[] = [];
	let forged = false;
	let otherVersion: number | null = null;
	for (const [, version = '', content = ''] of field.matchAll(MARKER)) {
		if (Number(version) !== MARKER_VERSION) {
			otherVersion = Number(version);
			continue;
		}
		const words = content.slice(0, -(MAC_LENGTH + 1));
		const entries = parseEntries(words);
		if (entries !== undefined && isAuthentic(content.slice(words.length), words, userId, key))
			authentic.set(words, entries);
		else {
			forged = true;
			const claimed = parseEntries(content) ?? entries;
			if (claimed !== undefined) claims.push(claimed);
		}
	}
	const all = [...authentic.values()];
	return {
		entries: all.length > 1 ? cautious(all) : (all[0] ?? NO_ENTRIES),
		authentic: all.length > 0,
		forged: forged || containsMarkerOpening(field.replaceAll(MARKER, ' ')),
		claims,
		several: all.length > 1,
		otherVersion,
		plainText: withoutMarkers(field),
	};
}

/**
 * The text of the field with these entries in place of every earlier marker, and other text as it was. Without entries
 * the marker goes. A marker of a later version stays, since a later edition of this node relies on it.
 *
 * @param options.room how many characters the field takes; 0 if it has no limit
 * @returns `noRoom` if the field does not take the text
 */
export function writeMarker(
	text: string | null,
	entries: MarkerEntries,
	{ userId, key, room }: { userId: number; key: MarkerKey; room: number },
): { text: string } | 'noRoom' {
	const plain = withoutMarkers(text ?? '');
	const words = formatEntries(entries);
	const marker = isEmptyEntries(entries)
		? ''
		: `[n8n${MARKER_VERSION}${words} ${macOf(words, userId, key)}]`;
	const written = plain === '' || marker === '' ? plain + marker : `${plain} ${marker}`;
	return room > 0 && written.length > room ? 'noRoom' : { text: written };
}

/**
 * The text of the field, in which entries of other keys now say that an operation ended the access. An entry is
 * authentic as a whole or not at all. So its own key no longer accepts it, and no list acts on it. Its other words
 * stay, for a person to read. The text keeps its length.
 *
 * @param options.concerns whether an entry is about this leave
 */
export function disputeLeft(
	text: string,
	{
		userId,
		key,
		concerns,
	}: { userId: number; key: MarkerKey; concerns: (left: LeftEntry) => boolean },
): string {
	return text.replaceAll(MARKER, (whole: string, version: string, content: string) => {
		const words = content.slice(0, -(MAC_LENGTH + 1));
		const left = Number(version) === MARKER_VERSION ? parseEntries(words)?.left : undefined;
		if (left?.cause !== 'list' || !concerns(left)) return whole;
		if (isAuthentic(content.slice(words.length), words, userId, key)) return whole;
		return whole.replace(/( left=[\dT]+)L/, '$1O');
	});
}

/**
 * Whether an ordinary value contains the opening of a marker. It may contain invisible characters, blanks or
 * full-width letters, which a database may drop or replace. Such a value is refused.
 */
export function containsMarkerOpening(value: string): boolean {
	return OPENING.test(value) || OPENING.test(normalName(value));
}

function macOf(words: string, userId: number, key: MarkerKey): string {
	const message = JSON.stringify(['n8n-nodes-paxton-net2', MARKER_VERSION, userId, words]);
	const mac = createHmac('sha256', key).update(message).digest();
	return mac.subarray(0, MAC_BYTES).toString('base64url');
}

function isAuthentic(mac: string, words: string, userId: number, key: MarkerKey): boolean {
	const expected = Buffer.from(` ${macOf(words, userId, key)}`);
	const given = Buffer.from(mac);
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * The marker goes with the one blank that was written before it, or else with the one after it. Text around a marker
 * may close up to another one, so this goes on until none is left.
 */
function withoutMarkers(text: string): string {
	let rest = text;
	for (;;) {
		const next = rest.replace(
			MARKER_WITH_BLANKS,
			(whole, before: string, version: string, after: string) => {
				if (Number(version) > MARKER_VERSION) return whole;
				return before === ' ' ? after : '';
			},
		);
		if (next === rest) return rest;
		rest = next;
	}
}

/**
 * Of several authentic markers all but one are old copies, and it is not known which. So none of them gives a user
 * access again. Each level that one of them limits stays limited, to the earliest time.
 */
function cautious(all: MarkerEntries[]): MarkerEntries {
	const temporary = new Map<number, TemporaryEntry>();
	for (const entry of all.flatMap((one) => one.temporary)) {
		const known = temporary.get(entry.levelId);
		if (known === undefined || entry.until < known.until) temporary.set(entry.levelId, entry);
	}
	return {
		list: all.find(({ list }) => list !== null)?.list ?? null,
		left: null,
		temporary: [...temporary.values()],
		ruleLevels: [...new Set(all.flatMap(({ ruleLevels }) => ruleLevels))],
	};
}
