/** What a PNG says about itself, read without unpacking it. */
export interface PngStructure {
	width: number;
	height: number;
	/** Bits of one sample. */
	depth: number;
	/** Bytes of the picture after unpacking and before its filters are undone, a filter byte for each row included. */
	inflatedBytes: number;
}

/** Samples of a pixel, by colour type (PNG specification, 11.2.2). */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** The seven passes of an interlaced picture: first column and row, and the steps to the next (same, 8.2). */
const ADAM7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;
const WHOLE = [[0, 0, 1, 1]] as const;
/** Encoders write data in pieces of 4 kB and more. A file of the largest size has some 3,000 of those. */
const MOST_CHUNKS = 20_000;
/** A file has these once at most. A decoder that meets a second one may trust sizes that were never checked. */
const ONCE: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'IEND']);
const LONGEST_PALETTE = 768;

/**
 * Walks all chunks of a PNG. Takes time in proportion to the file.
 *
 * @returns null if the chunks are not those of a sound PNG: IHDR first and once, IDAT, IEND last
 */
export function readPng(bytes: Buffer): PngStructure | null {
	const seen = new Set<string>();
	let header: PngStructure | null = null;
	let at = 8;
	for (let count = 0; at + 12 <= bytes.length && !seen.has('IEND'); count += 1) {
		const length = bytes.readUInt32BE(at);
		const name = bytes.toString('latin1', at + 4, at + 8);
		const body = bytes.subarray(at + 8, at + 8 + length);
		if (body.length < length || count > MOST_CHUNKS) return null;
		if (ONCE.has(name) && seen.has(name)) return null;
		if (count === 0) header = name === 'IHDR' ? readHeader(body) : null;
		if (header === null || (name === 'PLTE' && length > LONGEST_PALETTE)) return null;
		seen.add(name);
		at += 12 + length;
	}
	return seen.has('IDAT') && seen.has('IEND') ? header : null;
}

function readHeader(body: Buffer): PngStructure | null {
	if (body.length !== 13) return null;
	const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
	const depth = body[8] ?? 0;
	const channels = CHANNELS[body[9] ?? 0];
	if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) return null;
	const passes = body[12] === 1 ? ADAM7 : WHOLE;
	let inflatedBytes = 0;
	for (const [left, top, across, down] of passes) {
		const columns = Math.ceil((width - left) / across);
		const rows = Math.ceil((height - top) / down);
		if (columns > 0 && rows > 0)
			inflatedBytes += rows * (1 + Math.ceil((columns * channels * depth) / 8));
	}
	return { width, height, depth, inflatedBytes };
}
