/** What came over a wire or out of a file is `unknown` until it has been looked at. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks down objects and arrays; `undefined` where the path ends early. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	let here = value;
	for (const step of path) {
		if (typeof step === 'number') here = Array.isArray(here) ? here[step] : undefined;
		else here = isObject(here) ? here[step] : undefined;
	}
	return here;
}

export function textAt(value: unknown, ...path: Array<string | number>): string {
	const found = at(value, ...path);
	if (typeof found !== 'string') throw new Error(`No text at ${path.join('.')}`);
	return found;
}
