import { decode } from 'jpeg-js';
import { expect, test } from 'vitest';
import { MAX_BYTES, photoForNet2 } from '../../nodes/PaxtonNet2/mapping/photo';
import { jpegOf, pngOf, turned, webp } from './pictures';
import { refusal } from './refusal';

/** `red`, `blue` or `white`, roughly, at a place of a JPEG, as fractions of its size. */
function colourAt(jpeg: Uint8Array, x: number, y: number): string {
	const { width, height, data } = decode(jpeg, { useTArray: true });
	const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
	const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
	if (Math.min(red, green, blue) > 200) return 'white';
	return red > blue ? 'red' : 'blue';
}

test('a JPEG within the limits stays as it is, byte for byte', () => {
	const jpeg = jpegOf([400, 500]);
	const photo = photoForNet2(jpeg);
	expect(photo).toMatchObject({ width: 400, height: 500, converted: false });
	expect(Buffer.compare(photo.bytes, jpeg)).toBe(0);
	const lying = turned(jpeg, 6);
	expect(Buffer.compare(photoForNet2(lying).bytes, lying)).toBe(0);
});

test('a PNG becomes a JPEG, what is transparent becomes white', () => {
	const photo = photoForNet2(pngOf([300, 200]));
	expect(photo).toMatchObject({ width: 300, height: 200, converted: true });
	expect([...photo.bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
	expect([colourAt(photo.bytes, 0.2, 0.5), colourAt(photo.bytes, 0.8, 0.5)]).toEqual([
		'red',
		'blue',
	]);
	expect(colourAt(photoForNet2(pngOf([30, 20], { alpha: 0 })).bytes, 0.5, 0.5)).toBe('white');
});

test('8 MB become less than the limit, 1,600 pixels at the longest', () => {
	const large = jpegOf([3_000, 2_250], { noise: true, quality: 95 });
	expect(large.length).toBeGreaterThan(8_000_000);
	const photo = photoForNet2(large);
	expect(photo).toMatchObject({ width: 1_600, height: 1_200, converted: true });
	expect(photo.bytes.length).toBeLessThan(MAX_BYTES);
});

test.each([
	[1, 'red', 'blue'],
	[2, 'blue', 'red'],
	[3, 'blue', 'red'],
	[4, 'red', 'blue'],
])(
	'a converted picture with Exif orientation %i is upright, left and right',
	(orientation, left, right) => {
		const photo = photoForNet2(large(orientation));
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
])('with Exif orientation %i it stands up, top and bottom', (orientation, top, bottom) => {
	const photo = photoForNet2(large(orientation));
	expect(photo.height).toBeGreaterThan(photo.width);
	expect([colourAt(photo.bytes, 0.5, 0.2), colourAt(photo.bytes, 0.5, 0.8)]).toEqual([top, bottom]);
});

/** Too many bytes to be left alone: trailing zeros after the picture count as well. */
function large(orientation: number): Buffer {
	return Buffer.concat([turned(jpegOf([320, 200]), orientation), Buffer.alloc(MAX_BYTES)]);
}

test.each([
	['nothing', Buffer.alloc(0), 'is empty'],
	['a text file', Buffer.from('Dear Net2, please find attached'), 'is no picture'],
	['a WebP', webp, 'is a WebP picture'],
	['a GIF', Buffer.from('GIF89a'), 'is a GIF picture'],
	['a HEIC', Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'is a HEIC'],
	['a PDF', Buffer.from('%PDF-1.7'), 'is a PDF'],
	['half a PNG', pngOf([300, 200], { noise: true }).subarray(0, 5_000), 'is damaged'],
	['the first bytes of a JPEG', jpegOf([300, 200]).subarray(0, 40), 'is a picture that is cut off'],
	['a PNG that would unpack to 10 gigapixels', bomb(), 'needs to be made smaller'],
])('%s is refused with what to do', (_name, file, said) => {
	const error = refusal(() => photoForNet2(file));
	expect(error.reason).toBe('badInput');
	expect(error.message).toContain(said);
	expect(error.remedy).not.toBe('');
});

function bomb(): Buffer {
	const png = Buffer.from(pngOf([10, 10]));
	png.writeUInt32BE(100_000, 16);
	png.writeUInt32BE(100_000, 20);
	return png;
}
