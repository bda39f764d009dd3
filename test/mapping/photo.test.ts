import { decode } from 'jpeg-js';
import { expect, test } from 'vitest';
import { MAX_BYTES, photoForNet2 } from '../../nodes/PaxtonNet2/mapping/photo';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { blankJpeg, blankPng, compressedZeros, pngWith } from './hostilePictures';
import { jpegOf, pngOf, turned, webp } from './pictures';

/** `red`, `blue` or `white`, roughly, at a place of a JPEG, as fractions of its size. */
function colourAt(jpeg: Uint8Array, x: number, y: number): string {
	const { width, height, data } = decode(jpeg, { useTArray: true });
	const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
	const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
	if (Math.min(red, green, blue) > 200) return 'white';
	return red > blue ? 'red' : 'blue';
}

test('keeps a JPEG within the limits byte for byte', async () => {
	const jpeg = jpegOf([400, 500]);
	const photo = await photoForNet2(jpeg);
	expect(photo).toMatchObject({ width: 400, height: 500, converted: false });
	expect(Buffer.compare(photo.bytes, jpeg)).toBe(0);
	const lying = turned(jpeg, 6);
	expect(Buffer.compare((await photoForNet2(lying)).bytes, lying)).toBe(0);
});

test('converts a PNG to a JPEG, with white where it is transparent', async () => {
	const photo = await photoForNet2(pngOf([300, 200]));
	expect(photo).toMatchObject({ width: 300, height: 200, converted: true });
	expect([...photo.bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
	expect([colourAt(photo.bytes, 0.2, 0.5), colourAt(photo.bytes, 0.8, 0.5)]).toEqual([
		'red',
		'blue',
	]);
	const clear = await photoForNet2(pngOf([90, 60], { alpha: 0 }));
	expect(colourAt(clear.bytes, 0.5, 0.5)).toBe('white');
});

test('makes a JPEG of 16 MB smaller than the limit, with 1,600 pixels at the longest', async () => {
	const large = jpegOf([3_000, 2_250], { noise: true, quality: 95 });
	expect(large.length).toBeGreaterThan(16_000_000);
	const photo = await photoForNet2(large);
	expect(photo).toMatchObject({ width: 1_600, height: 1_200, converted: true });
	expect(photo.bytes.length).toBeLessThan(MAX_BYTES);
});

test.each([
	[1, 'red', 'blue'],
	[2, 'blue', 'red'],
	[3, 'blue', 'red'],
	[4, 'red', 'blue'],
])(
	'turns a converted picture with Exif orientation %i upright, left and right',
	async (orientation, left, right) => {
		const photo = await photoForNet2(large(orientation));
		expect(photo.width).toBeGreaterThan(photo.height);
		expect([colourAt(photo.bytes, 0.2, 0.5), colourAt(photo.bytes, 0.8, 0.5)]).toEqual([
			left,
			right,
		]);
	},
);

test.each([
	[5, 'red', 'blue'],
	[6, 'red', 'blue'],
	[7, 'blue', 'red'],
	[8, 'blue', 'red'],
])(
	'raises a lying picture with Exif orientation %i, top and bottom',
	async (orientation, top, bottom) => {
		const photo = await photoForNet2(large(orientation));
		expect(photo.height).toBeGreaterThan(photo.width);
		expect([colourAt(photo.bytes, 0.5, 0.2), colourAt(photo.bytes, 0.5, 0.8)]).toEqual([
			top,
			bottom,
		]);
	},
);

/** More bytes than Net2 takes: zeros after the picture count as well. */
function large(orientation: number): Buffer {
	return Buffer.concat([turned(jpegOf([320, 200]), orientation), Buffer.alloc(MAX_BYTES)]);
}

const OVER = MAX_BYTES + 1;
test.each<[string, () => Buffer | Promise<Buffer>, string]>([
	['an empty file', () => Buffer.alloc(0), 'is empty'],
	['a text file', () => Buffer.from('Dear Net2, please find attached'), 'is not a picture'],
	['a WebP', () => webp, 'is a WebP picture'],
	['a GIF', () => Buffer.from('GIF89a'), 'is a GIF picture'],
	['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'is a HEIC'],
	['a PDF', () => Buffer.from('%PDF-1.7'), 'is a PDF'],
	['half a PNG', () => pngOf([300, 200], { noise: true }).subarray(0, 5_000), 'that is incomplete'],
	[
		'a PNG with wrong data',
		() => pngWith([{ width: 90, height: 90 }], Buffer.alloc(9)),
		'is damaged',
	],
	['a PNG with a palette of more than 256 colours', longPalette, 'is incomplete or damaged'],
	['the first bytes of a JPEG', () => jpegOf([300, 200]).subarray(0, 40), 'that is incomplete'],
	['a JPEG with broken tables', brokenTables, 'is damaged'],
	['a file of 21 MB', () => Buffer.concat([jpegOf([9, 9]), Buffer.alloc(21e6)]), 'at most 20.0 MB'],
	['a PNG of 10 gigapixels', () => pngWith([TEN_GIGAPIXELS], Buffer.alloc(9)), 'more than this'],
	['a JPEG of 4 gigapixels', () => blankHeader(65_000), 'more than this'],
	[
		'a PNG with a second header for 10 gigapixels',
		() => pngWith([{ width: 10, height: 10 }, TEN_GIGAPIXELS], Buffer.alloc(9)),
		'is incomplete or damaged',
	],
	[
		'an interlaced PNG whose data unpack to 50 times its size',
		async () =>
			pngWith([{ width: 500, height: 500, interlaced: true }], await compressedZeros(50e6)),
		'is damaged',
	],
	[
		'a JPEG within the limits with 1,000 scans',
		() => blankJpeg({ width: 800, height: 800, progressive: true, scans: 1_000 }),
		'in 1000 scans',
	],
	['a JPEG with two frames', () => blankJpeg({ width: 80, height: 80, frames: 2 }), '2 pictures'],
	[
		'a large CMYK',
		() => blankJpeg({ width: 80, height: 80, components: 4, atLeast: OVER }),
		'CMYK',
	],
	[
		'a progressive JPEG of 16 megapixels',
		() => blankJpeg({ width: 4_600, height: 3_400, progressive: true, scans: 4, atLeast: OVER }),
		'more than this node converts',
	],
])('refuses %s and says what to do', async (_name, make, said) => {
	const error = await photoForNet2(await make()).then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof Net2Error)) throw new Error(`Not refused: ${String(error)}`);
	expect(error.reason).toBe('badInput');
	expect(error.message).toContain(said);
	expect(error.message).toContain('Nothing was written');
	expect(error.remedy).not.toBe('');
});

const TEN_GIGAPIXELS = { width: 100_000, height: 100_000 };

/** A decoder that trusts the length of a palette would write past its end. */
function longPalette(): Buffer {
	const png = blankPng({ width: 10, height: 10 });
	const palette = Buffer.alloc(12 + 769);
	palette.writeUInt32BE(769);
	palette.write('PLTE', 4, 'latin1');
	return Buffer.concat([png.subarray(0, 33), palette, png.subarray(33)]);
}

/** A JPEG that says it is so large, without the data for it. */
function blankHeader(edge: number): Buffer {
	const jpeg = blankJpeg({ width: 8, height: 8 });
	const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
	jpeg.writeUInt16BE(edge, at + 5);
	jpeg.writeUInt16BE(edge, at + 7);
	return jpeg;
}

/** A JPEG too large to be kept as it is, which no decoder can read. */
function brokenTables(): Buffer {
	const jpeg = blankJpeg({ width: 800, height: 800, atLeast: OVER });
	const table = jpeg.indexOf(Buffer.from([0xff, 0xc4]));
	jpeg.fill(0xee, table + 5, table + 21);
	return jpeg;
}

test.each([
	[1, 1],
	[49, 90],
	[2_500, 49],
])('refuses a PNG of %i by %i pixels, which has no room for its JPEG', async (width, height) => {
	await expect(photoForNet2(pngOf([width, height]))).rejects.toMatchObject({
		reason: 'badInput',
		message: `The photo has only ${width} by ${height} pixels. Nothing was written.`,
	});
});

test.each([
	[50, 50],
	[50, 800],
	[1_200, 50],
])('converts a PNG of %i by %i pixels of noise', async (width, height) => {
	const photo = await photoForNet2(pngOf([width, height], { noise: true }));
	expect([photo.converted, photo.bytes[0]]).toEqual([true, 0xff]);
});
