/** What bytes are, by their own first ones: names and types that travel with files are often wrong. */
export type ImageKind =
	| { kind: 'jpeg'; width: number; height: number; orientation: number }
	| { kind: 'png'; width: number; height: number }
	| { kind: 'other'; name: string };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const OTHERS: Array<[name: string, at: number, text: string]> = [
	['a WebP picture', 8, 'WEBP'],
	['a GIF picture', 0, 'GIF8'],
	['a HEIC or AVIF picture', 4, 'ftyp'],
	['a BMP picture', 0, 'BM'],
	['a TIFF picture', 0, 'II*\0'],
	['a TIFF picture', 0, 'MM\0*'],
	['a PDF document', 0, '%PDF'],
];

export function imageKind(bytes: Buffer): ImageKind {
	if (bytes.length === 0) return { kind: 'other', name: 'empty' };
	if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return jpeg(bytes);
	if (bytes.subarray(0, 8).equals(Buffer.from(PNG))) return png(bytes);
	const known = OTHERS.find(([, at, text]) =>
		bytes.toString('latin1', at, at + 4).startsWith(text),
	);
	return { kind: 'other', name: known?.[0] ?? 'no picture' };
}

/** Width and height stand in the first chunk (PNG specification, 11.2.2). */
function png(bytes: Buffer): ImageKind {
	if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return BROKEN;
	return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/**
 * Walks the segments up to the one with the size (ITU T.81, B.1 and B.2). Phones store portraits lying down and note
 * in an Exif segment how to turn them.
 */
function jpeg(bytes: Buffer): ImageKind {
	let orientation = 1;
	for (let at = 2; at + 9 < bytes.length; ) {
		if (bytes[at] !== 0xff) return BROKEN;
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
			at += 2;
			continue;
		}
		const length = bytes.readUInt16BE(at + 2);
		if (marker === 0xe1) orientation = orientationIn(bytes.subarray(at + 4, at + 2 + length));
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) {
			const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
			return { kind: 'jpeg', width, height, orientation };
		}
		if (length < 2 || marker === 0xd9 || marker === 0xda) return BROKEN;
		at += 2 + length;
	}
	return BROKEN;
}

const BROKEN: ImageKind = { kind: 'other', name: 'a picture that is cut off or damaged' };

/** Tag 0x0112 of the first directory (Exif 2.32, 4.6.4); 1, upright, where there is none. */
function orientationIn(segment: Buffer): number {
	if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return 1;
	const tiff = segment.subarray(6);
	const little = tiff.toString('latin1', 0, 2) === 'II';
	const short = (at: number) => {
		if (at + 2 > tiff.length) return 0;
		return little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
	};
	if (tiff.length < 8) return 1;
	const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	for (let entry = 0; entry < short(directory); entry += 1) {
		const at = directory + 2 + 12 * entry;
		if (short(at) !== 0x0112) continue;
		const value = short(at + 8);
		return value >= 1 && value <= 8 ? value : 1;
	}
	return 1;
}
