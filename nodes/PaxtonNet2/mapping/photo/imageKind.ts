/** What a file contains, by its own first bytes. Names and types that travel with a file are often wrong. */
export type ImageKind = { kind: 'jpeg' } | { kind: 'png' } | { kind: 'other'; name: string };

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const OTHERS: Array<[name: string, at: number, text: string]> = [
	['a WebP picture', 8, 'WEBP'],
	['a GIF picture', 0, 'GIF8'],
	['a HEIC or AVIF picture', 4, 'ftyp'],
	['a BMP picture', 0, 'BM'],
	['a TIFF picture', 0, 'II*\0'],
	['a TIFF picture', 0, 'MM\0*'],
	['a PDF document', 0, '%PDF'],
];

/** Returns the kind of picture, or a name for what the file contains instead. Never throws. */
export function imageKind(bytes: Buffer): ImageKind {
	if (bytes.length === 0) return { kind: 'other', name: 'empty' };
	if (bytes.subarray(0, 3).equals(JPEG)) return { kind: 'jpeg' };
	if (bytes.subarray(0, 8).equals(PNG)) return { kind: 'png' };
	const known = OTHERS.find(([, at, text]) =>
		bytes.toString('latin1', at, at + 4).startsWith(text),
	);
	return { kind: 'other', name: known?.[0] ?? 'not a picture' };
}
