/** A JSON object with its keys in lower case. It has no prototype, so that no key can mean more than it says. */
export type Folded = Record<string, unknown>;

/** Names in lower case. A reply has the same few names thousands of times. Long ones are no names of Net2. */
const lowerCase = new Map<string, string>();
const MOST_NAMES = 1_000;
const LONGEST_NAME = 50;

function lower(name: string): string {
	const known = lowerCase.get(name);
	if (known !== undefined) return known;
	const text = name.toLowerCase();
	if (lowerCase.size < MOST_NAMES && name.length <= LONGEST_NAME) lowerCase.set(name, text);
	return text;
}

/**
 * A shallow copy with lower-case keys, since Net2 answers `id`, `Id` and `ID` (docs/net2-api.md).
 * Of two keys that differ in case only, the first counts.
 *
 * @returns undefined for anything but a JSON object
 */
export function foldKeys(value: unknown): Folded | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const folded: Folded = Object.create(null);
	for (const [key, member] of Object.entries(value)) {
		const name = lower(key);
		if (!(name in folded)) folded[name] = member;
	}
	return folded;
}

/** `true` and `"True"` (docs/net2-api.md), 1 and 0 as SQL bits; undefined for anything else. */
export function readFlag(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 1 || value === 0) return value === 1;
	if (typeof value !== 'string') return undefined;
	const text = value.trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	return undefined;
}

/** A whole number, given as one or as its text; undefined for anything else. */
export function readInteger(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
	if (typeof value !== 'string' || !/^\s*-?\d{1,15}\s*$/.test(value)) return undefined;
	return Number(value);
}
