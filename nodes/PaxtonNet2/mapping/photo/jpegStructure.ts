/** What the header of a frame says. */
interface Frame {
	width: number;
	height: number;
	/** 1 (grey), 3 (colour) or 4 (CMYK). */
	components: number;
	/** Samples for each pixel over all components: 3 without subsampling, 1.5 with the usual one. */
	samplesPerPixel: number;
	/** Whether a decoder has to keep the coefficients of the whole picture (ITU T.81, annex G). */
	isProgressive: boolean;
	/** Whether it is of one of the two kinds in use: 8 bits, Huffman coded, baseline or progressive. */
	isCommon: boolean;
}

/** What a JPEG says about itself, read without decoding it. Its frame is the first one. */
export interface JpegStructure extends Frame {
	frames: number;
	scans: number;
	/** Exif orientation, 1 (upright) to 8. */
	orientation: number;
}

/** One marker segment: `end` is the first byte after it. */
interface Segment {
	marker: number;
	body: Buffer;
	end: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;

/**
 * Walks all marker segments of a JPEG (ITU T.81, B.1 and B.2). Scans count too, because decoders process the whole
 * picture once for every scan. Takes time in proportion to the file.
 *
 * @returns null if the file has no frame, or is broken before its first scan
 */
export function readJpeg(bytes: Buffer): JpegStructure | null {
	const frames: Frame[] = [];
	let scans = 0;
	let orientation = 1;
	let at = 2;
	for (let next = segmentAt(bytes, at); next !== null; next = segmentAt(bytes, at)) {
		const { marker, body, end } = next;
		at = end;
		if (marker === END_OF_IMAGE) break;
		if (marker === APP1) orientation = orientationIn(body) ?? orientation;
		if (isFrame(marker)) {
			const frame = readFrame(marker, body);
			if (frame === null) return null;
			frames.push(frame);
		}
		if (marker === START_OF_SCAN) {
			scans += 1;
			at = afterScan(bytes, end);
		}
	}
	const [frame] = frames;
	if (frame === undefined || scans === 0) return null;
	return { ...frame, frames: frames.length, scans, orientation };
}

/** The next segment. It is null if the file ends or has no marker here. */
function segmentAt(bytes: Buffer, from: number): Segment | null {
	let at = from;
	if (bytes[at] !== 0xff) return null;
	while (bytes[at] === 0xff) at += 1;
	const marker = bytes[at];
	if (marker === undefined) return null;
	const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= END_OF_IMAGE);
	if (isBare) return { marker, body: bytes.subarray(0, 0), end: at + 1 };
	if (at + 3 > bytes.length) return null;
	const length = bytes.readUInt16BE(at + 1);
	if (length < 2) return null;
	const end = at + 1 + length;
	return { marker, body: bytes.subarray(at + 3, end), end };
}

/** The place of the marker that ends a scan. In its data, 0xFF is followed by 0 or a restart marker. */
function afterScan(bytes: Buffer, from: number): number {
	for (let at = from; at + 1 < bytes.length; at += 1) {
		if (bytes[at] !== 0xff) continue;
		const next = bytes[at + 1] ?? 0;
		if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
	}
	return bytes.length;
}

function isFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readFrame(marker: number, body: Buffer): Frame | null {
	const components = body[5] ?? 0;
	if (components === 0 || body.length < 6 + 3 * components) return null;
	const factors = Array.from({ length: components }, (_, n) => {
		const both = body[7 + 3 * n] ?? 0;
		return { across: both >> 4, down: both & 15 };
	});
	const most = Math.max(...factors.map(({ across }) => across));
	const deepest = Math.max(...factors.map(({ down }) => down));
	const samples = factors.reduce((sum, { across, down }) => sum + across * down, 0);
	return {
		width: body.readUInt16BE(3),
		height: body.readUInt16BE(1),
		components,
		samplesPerPixel: samples / Math.max(1, most * deepest),
		isProgressive: marker === 0xc2,
		isCommon: marker <= 0xc2 && body[0] === 8,
	};
}

/** Tag 0x0112 of the first directory (Exif 2.32, 4.6.4). Phones store portraits lying down and note how to turn them. */
function orientationIn(segment: Buffer): number | undefined {
	if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
	const tiff = segment.subarray(6);
	if (tiff.length < 8) return undefined;
	const little = tiff.toString('latin1', 0, 2) === 'II';
	const short = (at: number) => {
		if (at + 2 > tiff.length) return 0;
		return little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
	};
	const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	const entries = short(directory);
	for (let entry = 0; entry < entries; entry += 1) {
		const at = directory + 2 + 12 * entry;
		if (short(at) !== 0x0112) continue;
		const value = short(at + 8);
		return value >= 1 && value <= 8 ? value : undefined;
	}
	return undefined;
}
