import { photoMessages } from '../../messages/photos';
import { failure } from '../../net2/errors';
import { convert } from './convert';
import { imageKind } from './imageKind';
import { readJpeg } from './jpegStructure';
import { readPng } from './pngStructure';

/** Net2's own limits for a photo: it answers 413 to a larger one (docs/net2-api.md). */
export const MAX_BYTES = 3_670_016;
const MAX_PIXELS = 40_000_000;

/** The largest file that is read at all, in bytes. */
export const MAX_INPUT_BYTES = 20_000_000;
/**
 * A picture with a shorter edge is not converted. The encoder has as much room for a JPEG as the pixels take. The JPEG
 * of a tiny or thin picture is larger.
 */
const SHORTEST_EDGE = 50;
/** A picture of more pixels is not converted, whatever it would cost. */
const MAX_CONVERTED_PIXELS = 16_000_000;
/** Encoders write some ten scans. Each costs a pass over the whole picture, in Net2 and in its clients as well. */
const MAX_SCANS = 64;
/**
 * The bytes that a conversion may take. The second number is what it takes for any picture: thread, code and new
 * picture. Both are measured. test/mapping/photoMemory.test.ts checks their sum.
 */
const MAX_MEMORY = 145_000_000;
const MEMORY_OF_THREAD = 70_000_000;
/** The file as n8n gave it, as the thread got it, and as the decoder has it. */
const COPIES_OF_FILE = 3;

/** The decoder takes its memory in steps, so up to this much more than the pixels need (measured). */
const STEPS_OF_MEMORY = 1.1;

const LONGEST_EDGE = 1_600;

export interface Photo {
	bytes: Uint8Array;
	/** Pixels. */
	width: number;
	height: number;
	/** Whether it is a new JPEG made of the file, and not the file itself. */
	converted: boolean;
}

/** What is known of a picture before it is decoded. */
interface Picture {
	kind: 'jpeg' | 'png';
	width: number;
	height: number;
	orientation: number;
	inflatedBytes: number;
	/** Bytes that decoding takes, the file and the thread not included. */
	decodedBytes: number;
}

/**
 * Returns a picture that Net2 can show. A JPEG within Net2's limits stays as it is. A PNG or a larger JPEG becomes a
 * new JPEG of at most 1,600 pixels. A conversion runs in a thread of its own and takes at most 150 MB. The caller
 * lets one run at a time.
 *
 * @throws Net2Error `badInput` for every other file, with what to do
 */
export async function photoForNet2(file: Uint8Array): Promise<Photo> {
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
	refuseLargeFile(bytes.length);
	const picture = inspect(bytes);
	const { kind, width, height } = picture;
	const pixels = width * height;
	if (kind === 'jpeg' && bytes.length <= MAX_BYTES && pixels <= MAX_PIXELS)
		return { bytes: file, width, height, converted: false };
	if (Math.min(width, height) < SHORTEST_EDGE)
		throw failure(photoMessages.tinyPicture, { width, height });
	const memory = MEMORY_OF_THREAD + COPIES_OF_FILE * bytes.length + picture.decodedBytes;
	if (pixels > MAX_CONVERTED_PIXELS || memory > MAX_MEMORY)
		throw failure(photoMessages.largePicture, { width, height, size: inMegabytes(bytes.length) });
	const converted = await convert({
		...picture,
		bytes,
		longest: LONGEST_EDGE,
		most: MAX_BYTES,
	});
	switch (converted.outcome) {
		case 'done':
			return { ...converted, converted: true };
		case 'damaged':
			throw failure(photoMessages.damaged);
		default:
			throw failure(photoMessages.slowToConvert);
	}
}

/**
 * @param size in bytes; call it before a file is read, if its size is known
 * @throws Net2Error `badInput`
 */
export function refuseLargeFile(size: number): void {
	if (size > MAX_INPUT_BYTES)
		throw failure(photoMessages.largeFile, {
			size: inMegabytes(size),
			most: inMegabytes(MAX_INPUT_BYTES),
		});
}

function inspect(bytes: Buffer): Picture {
	const found = imageKind(bytes);
	if (found.kind === 'other') throw failure(photoMessages.otherKind, { kind: found.name });
	const picture = found.kind === 'png' ? inspectPng(bytes) : inspectJpeg(bytes);
	if (picture.width * picture.height === 0) throw failure(photoMessages.noPixels);
	return picture;
}

function inspectPng(bytes: Buffer): Picture {
	const png = readPng(bytes);
	if (png === null) throw failure(photoMessages.incomplete);
	const { width, height, depth, inflatedBytes } = png;
	// pngjs keeps the unpacked data twice. It also keeps four samples a pixel, of one byte or of two.
	const decodedBytes = 2 * inflatedBytes + width * height * (depth === 16 ? 12 : 4);
	return { kind: 'png', width, height, orientation: 1, inflatedBytes, decodedBytes };
}

function inspectJpeg(bytes: Buffer): Picture {
	const jpeg = readJpeg(bytes);
	if (jpeg === null) throw failure(photoMessages.incomplete);
	const { width, height, components, scans, frames, orientation } = jpeg;
	if (frames > 1) throw failure(photoMessages.severalPictures, { pictures: frames });
	if (scans > MAX_SCANS) throw failure(photoMessages.manyScans, { scans });
	if (bytes.length > MAX_BYTES && (!jpeg.isCommon || ![1, 3].includes(components)))
		throw failure(photoMessages.rareJpeg);
	// libjpeg-turbo keeps the pixels. For a progressive picture it also keeps two bytes for each sample.
	const coefficients = jpeg.isProgressive ? 2 * jpeg.samplesPerPixel : 0;
	// It works in blocks of up to 32 by 32 pixels.
	const padded = Math.ceil(width / 32) * Math.ceil(height / 32) * 1_024;
	const decodedBytes = STEPS_OF_MEMORY * width * height * components + padded * coefficients;
	return { kind: 'jpeg', width, height, orientation, inflatedBytes: 0, decodedBytes };
}

function inMegabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
