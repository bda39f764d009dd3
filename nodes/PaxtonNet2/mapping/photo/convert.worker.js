/**
 * The worker thread of `convert.ts`: decodes one picture, makes it smaller, turns it upright and encodes it as a JPEG.
 * JavaScript, because Node starts a worker from a file, and the loaders with which tests run TypeScript don't reach into
 * workers. The compiler checks its types all the same, and puts it into the package.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { pipeline } = require('node:stream/promises');
const { createInflate } = require('node:zlib');
const loadTurbo = require('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs');
const { PNG } = require('pngjs');

/**
 * One byte for each sample: grey, red-green-blue, or the same with how opaque the pixel is.
 * @typedef {{ width: number, height: number, channels: number, data: Uint8Array }} Pixels
 */
/** @typedef {import('./convert').Conversion} Conversion */
/** @typedef {import('./convert').Converted} Converted */
/** @typedef {import('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs').LibjpegTurbo} LibjpegTurbo */

/**
 * @param {Conversion} conversion
 * @returns {Promise<Converted>}
 */
async function convert({ bytes, kind, width, height, inflatedBytes, orientation, longest, most }) {
	// Its messages are about bytes; the user has a picture.
	const turbo = await loadTurbo({ print: () => undefined, printErr: () => undefined });
	const size = { width, height };
	let pixels;
	try {
		pixels =
			kind === 'png'
				? shrink(await decodePng(bytes, inflatedBytes, size), longest)
				: shrinkJpeg(turbo, bytes, size, longest);
	} catch {
		return { outcome: 'damaged' };
	}
	return encode(turbo, upright(pixels, orientation), most);
}

/**
 * @param {LibjpegTurbo} turbo
 * @param {Uint8Array} bytes
 * @param {{ width: number, height: number }} size
 * @param {number} longest
 */
function shrinkJpeg(turbo, bytes, size, longest) {
	const decoder = new turbo.JPEGDecoder();
	decoder.getEncodedBuffer(bytes.length).set(bytes);
	decoder.readHeader();
	const { width, height, componentCount: channels } = decoder.getFrameInfo();
	refuseOtherSize({ width, height }, size);
	decoder.decode();
	const small = shrink({ width, height, channels, data: decoder.getDecodedBuffer() }, longest);
	decoder.delete();
	return small;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} inflatedBytes
 * @param {{ width: number, height: number }} size
 * @returns {Promise<Pixels>}
 */
async function decodePng(bytes, inflatedBytes, size) {
	// pngjs unpacks an interlaced picture whole, however large it becomes, so this counts first and keeps nothing.
	await pipeline(compressedData(bytes), createInflate(), async (pieces) => {
		let count = 0;
		for await (const piece of pieces) {
			count += piece.length;
			if (count > inflatedBytes) throw new Error('The data are larger than the picture.');
		}
	});
	const { width, height, data } = PNG.sync.read(
		Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
	);
	refuseOtherSize({ width, height }, size);
	return { width, height, channels: 4, data };
}

/** @param {Uint8Array} bytes A PNG whose chunks `pngStructure.ts` has checked. */
function* compressedData(bytes) {
	const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at))
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
			yield png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
}

/**
 * What was allowed was a picture of this size.
 * @param {{ width: number, height: number }} found
 * @param {{ width: number, height: number }} expected
 */
function refuseOtherSize(found, expected) {
	if (found.width !== expected.width || found.height !== expected.height)
		throw new Error('The picture has another size than its header said.');
}

/**
 * Averages what falls into one new pixel and lays it on white, because a JPEG is never transparent. Never makes a picture
 * larger.
 * @param {Pixels} pixels
 * @param {number} longest
 * @returns {Pixels} in red, green and blue
 */
function shrink({ width, height, channels, data }, longest) {
	const scale = Math.min(1, longest / Math.max(width, height));
	const toWidth = Math.max(1, Math.round(width * scale));
	const toHeight = Math.max(1, Math.round(height * scale));
	const out = new Uint8Array(toWidth * toHeight * 3);
	const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
	for (let y = 0; y < toHeight; y += 1) {
		const top = Math.floor((y * height) / toHeight);
		const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / toHeight));
		for (let x = 0; x < toWidth; x += 1) {
			const left = Math.floor((x * width) / toWidth);
			const right = Math.max(left + 1, Math.floor(((x + 1) * width) / toWidth));
			let [reds, greens, blues] = [0, 0, 0];
			for (let row = top; row < bottom; row += 1) {
				for (let column = left; column < right; column += 1) {
					const at = (row * width + column) * channels;
					const opaque = channels === 4 ? (data[at + 3] ?? 255) / 255 : 1;
					const white = 255 * (1 - opaque);
					reds += (data[at] ?? 0) * opaque + white;
					greens += (data[at + green] ?? 0) * opaque + white;
					blues += (data[at + blue] ?? 0) * opaque + white;
				}
			}
			const count = (bottom - top) * (right - left);
			const at = (y * toWidth + x) * 3;
			out[at] = Math.round(reds / count);
			out[at + 1] = Math.round(greens / count);
			out[at + 2] = Math.round(blues / count);
		}
	}
	return { width: toWidth, height: toHeight, channels: 3, data: out };
}

/**
 * Turns a picture as its Exif orientation says (2 to 8: mirrored, upside down, lying on either side).
 * @param {Pixels} pixels
 * @param {number} orientation
 * @returns {Pixels}
 */
function upright(pixels, orientation) {
	if (orientation <= 1 || orientation > 8) return pixels;
	const { width, height, channels, data } = pixels;
	const lies = orientation >= 5;
	const [toWidth, toHeight] = lies ? [height, width] : [width, height];
	const out = new Uint8Array(data.length);
	for (let y = 0; y < toHeight; y += 1) {
		for (let x = 0; x < toWidth; x += 1) {
			const [column, row] = source(orientation, x, y, width - 1, height - 1);
			const from = (row * width + column) * channels;
			out.set(data.subarray(from, from + channels), (y * toWidth + x) * channels);
		}
	}
	return { width: toWidth, height: toHeight, channels, data: out };
}

/**
 * Which stored pixel is shown at a place (Exif 2.32, 4.6.4, Orientation).
 * @param {number} orientation
 * @param {number} x
 * @param {number} y
 * @param {number} lastColumn
 * @param {number} lastRow
 * @returns {[column: number, row: number]}
 */
function source(orientation, x, y, lastColumn, lastRow) {
	switch (orientation) {
		case 2:
			return [lastColumn - x, y];
		case 3:
			return [lastColumn - x, lastRow - y];
		case 4:
			return [x, lastRow - y];
		case 5:
			return [y, x];
		case 6:
			return [y, lastRow - x];
		case 7:
			return [lastColumn - y, lastRow - x];
		default:
			return [lastColumn - y, x];
	}
}

/**
 * @param {LibjpegTurbo} turbo
 * @param {Pixels} pixels
 * @param {number} most Bytes of the JPEG
 * @returns {Converted}
 */
function encode(turbo, { width, height, channels, data }, most) {
	const encoder = new turbo.JPEGEncoder();
	const frame = { width, height, bitsPerSample: 8, componentCount: channels, isSigned: false };
	encoder.setProgressive(false);
	for (const quality of [85, 70, 50]) {
		encoder.getDecodedBuffer(frame).set(data);
		encoder.setQuality(quality);
		encoder.encode();
		const bytes = Uint8Array.from(encoder.getEncodedBuffer());
		if (bytes.length <= most) return { outcome: 'done', bytes, width, height };
	}
	return { outcome: 'tooLarge' };
}

void convert(workerData).then((converted) => parentPort?.postMessage(converted));
