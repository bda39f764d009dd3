import { buffer } from 'node:stream/consumers';
import { createDeflate, crc32, deflateSync } from 'node:zlib';

/** A marker segment of a JPEG (ITU T.81, B.1.1.4). */
function segment(marker: number, body: number[] | Buffer): Buffer {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([head, Buffer.from(body)]);
}

interface BlankJpeg {
	width: number;
	height: number;
	/** 1: grey, 3: colour; without subsampling. */
	components?: number;
	progressive?: boolean;
	/** Of a progressive picture: how often its coefficients are sent, all of them blank. */
	scans?: number;
	/** Frame headers. */
	frames?: number;
	/** Bytes of the file, filled up after the picture. */
	atLeast?: number;
}

/**
 * A sound JPEG of one colour that is small whatever its size. Each block is one code of one bit, or part of a run. It
 * costs a decoder as much as a photo.
 */
export function blankJpeg(options: BlankJpeg): Buffer {
	const { width, height, components = 3, progressive = false, scans = 1, frames = 1 } = options;
	const ids = Array.from({ length: components }, (_, n) => n + 1);
	const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
	const frame = segment(progressive ? 0xc2 : 0xc0, [
		8,
		height >> 8,
		height & 255,
		width >> 8,
		width & 255,
		components,
		...ids.flatMap((id) => [id, 0x11, 0]),
	]);
	const scan = (of: number[], [first, last]: [number, number], bits: number) =>
		Buffer.concat([
			segment(0xda, [of.length, ...of.flatMap((id) => [id, 0]), first, last, 0]),
			Buffer.alloc(Math.ceil(bits / 8)),
		]);
	// A run of 16,384 blocks without coefficients is a code of one bit and 14 bits more (annex G.1.2.2).
	const runs = Math.ceil(blocks / 16_384) * 15;
	const data = progressive
		? [
				scan(ids, [0, 0], blocks * components),
				...Array.from({ length: scans - 1 }, (_, n) =>
					scan([ids[n % components] ?? 1], [1, 63], runs),
				),
			]
		: [scan(ids, [0, 63], 2 * blocks * components)];
	const whole = Buffer.concat([
		Buffer.from([0xff, 0xd8]),
		segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
		...Array.from({ length: frames }, () => frame),
		segment(0xc4, [0x00, 1, ...Array.from({ length: 15 }, () => 0), 0]),
		segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), progressive ? 0xe0 : 0]),
		...data,
		Buffer.from([0xff, 0xd9]),
	]);
	return Buffer.concat([whole, Buffer.alloc(Math.max(0, (options.atLeast ?? 0) - whole.length))]);
}

/** A chunk of a PNG (PNG specification, 5.3). */
function chunk(name: string, body: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(body.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}

interface Header {
	width: number;
	height: number;
	depth?: number;
	/** 0 grey, 2 colour, 6 with alpha. */
	colour?: number;
	interlaced?: boolean;
}

function header({ width, height, depth = 8, colour = 6, interlaced = false }: Header): Buffer {
	const body = Buffer.alloc(13);
	body.writeUInt32BE(width, 0);
	body.writeUInt32BE(height, 4);
	body.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
	return chunk('IHDR', body);
}

/** A PNG of these headers, one after the other, and this compressed data. */
export function pngWith(headers: Header[], compressed: Buffer): Buffer {
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		...headers.map(header),
		chunk('IDAT', compressed),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** A sound PNG of one colour. */
export function blankPng(of: Header): Buffer {
	const { width, height, depth = 8, colour = 6 } = of;
	const channels = colour === 6 ? 4 : colour === 2 ? 3 : 1;
	const row = 1 + Math.ceil((width * channels * depth) / 8);
	return pngWith([of], deflateSync(Buffer.alloc(row * height)));
}

/** Zeros, compressed: some thousandth of their number. Never in memory as a whole. */
export async function compressedZeros(bytes: number): Promise<Buffer> {
	const deflate = createDeflate({ level: 9 });
	const piece = Buffer.alloc(1_000_000);
	const written = (async () => {
		for (let left = bytes; left > 0; left -= piece.length)
			if (!deflate.write(piece.subarray(0, Math.min(left, piece.length))))
				await new Promise((resolve) => deflate.once('drain', resolve));
		deflate.end();
	})();
	const [compressed] = await Promise.all([buffer(deflate), written]);
	return compressed;
}
