import { decode, encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { Net2Error } from '../../net2/errors';
import { imageKind } from './imageKind';
import { shrunk, upright, type Pixels } from './pixels';

/** Net2's own limits (API sheet 5.11: seen to hold by one client); a larger picture is answered with 413. */
export const MAX_BYTES = 3_670_016;
const MAX_PIXELS = 40_000_000;
/**
 * What we convert: a picture is taken apart in n8n's own process, which costs some 35 bytes and 0.2 µs a pixel (measured;
 * docs/decisions, photos).
 */
const MAX_CONVERTED = 16_000_000;
/** Plenty for a face on a screen. */
const LONGEST_EDGE = 1_600;
const QUALITIES = [85, 70, 50];

export interface Photo {
	bytes: Uint8Array;
	width: number;
	height: number;
	/** Whether it is not the file that came in, but a JPEG made of it. */
	converted: boolean;
}

/**
 * A picture that Net2 shows: a JPEG within its limits as it is, a PNG or a larger JPEG as a new JPEG. Everything else
 * is refused.
 *
 * @throws Net2Error `badInput`
 */
export function photoForNet2(file: Uint8Array): Photo {
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
	const found = imageKind(bytes);
	if (found.kind === 'other') {
		throw refusal(
			`is ${found.name}`,
			'Give a JPEG or a PNG; convert other pictures first, for instance with the Edit Image node.',
		);
	}
	const { width, height } = found;
	const pixels = width * height;
	if (pixels === 0) throw refusal('has no width or no height', 'Save it again as a JPEG.');
	if (found.kind === 'jpeg' && bytes.length <= MAX_BYTES && pixels <= MAX_PIXELS)
		return { bytes: file, width, height, converted: false };
	if (pixels > MAX_CONVERTED)
		throw refusal(
			`has ${width} by ${height} pixels, and needs to be made smaller`,
			`Make it smaller first, for instance to ${LONGEST_EDGE} pixels with the Edit Image node.`,
		);
	const orientation = found.kind === 'jpeg' ? found.orientation : 1;
	return asJpeg(upright(shrunk(decoded(bytes, found.kind), LONGEST_EDGE), orientation));
}

function decoded(bytes: Buffer, kind: 'jpeg' | 'png'): Pixels {
	try {
		if (kind === 'png') return PNG.sync.read(bytes);
		return decode(bytes, { useTArray: true, maxResolutionInMP: 17, maxMemoryUsageInMB: 600 });
	} catch {
		// What the library says is about bytes; the reader has a picture.
		throw refusal('is damaged', 'Open it on a computer and save it again as a JPEG.');
	}
}

function asJpeg({ width, height, data }: Pixels): Photo {
	for (const quality of QUALITIES) {
		const bytes = encode({ width, height, data }, quality).data;
		if (bytes.length <= MAX_BYTES) return { bytes, width, height, converted: true };
	}
	throw refusal('does not become small enough', 'Make it smaller first.');
}

function refusal(what: string, cure: string): Net2Error {
	return new Net2Error('badInput', `The photo ${what}.`, cure);
}
