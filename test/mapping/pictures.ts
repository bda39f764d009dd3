import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';

/** Width and height of a test picture. */
type Size = [width: number, height: number];

/** Left half red, right half blue; or noise, which no format makes small. */
function pixels([width, height]: Size, noise: boolean, alpha = 255): Buffer {
	const data = Buffer.alloc(width * height * 4, alpha);
	let state = 1;
	for (let at = 0; at < data.length; at += 4) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		const left = (at / 4) % width < width / 2;
		const colour = noise
			? [state >>> 24, (state >>> 16) & 255, (state >>> 8) & 255]
			: [left ? 255 : 0, 0, left ? 0 : 255];
		data.set(colour, at);
	}
	return data;
}

export function jpegOf(size: Size, { noise = false, quality = 90 } = {}): Buffer {
	const [width, height] = size;
	return encode({ width, height, data: pixels(size, noise) }, quality).data;
}

export function pngOf(size: Size, { noise = false, alpha = 255 } = {}): Buffer {
	const [width, height] = size;
	const png = new PNG({ width, height });
	png.data = pixels(size, noise, alpha);
	return PNG.sync.write(png);
}

/** The same JPEG with an Exif segment that says how to turn it. */
export function turned(jpeg: Buffer, orientation: number): Buffer {
	const tiff = Buffer.from('4d4d002a0000000800010112000300000001000000000000', 'hex');
	tiff.writeUInt16BE(orientation, 18);
	const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
	const head = Buffer.from([0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** The first bytes of a WebP, which is all that is looked at. */
export const webp = Buffer.concat([
	Buffer.from('RIFF\x24\0\0\0WEBPVP8 ', 'latin1'),
	Buffer.alloc(64),
]);
