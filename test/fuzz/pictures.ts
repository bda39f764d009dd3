import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { MAX_BYTES, photoForNet2 } from '../../nodes/PaxtonNet2/mapping/photo';
import { readJpeg } from '../../nodes/PaxtonNet2/mapping/photo/jpegStructure';
import { readPng } from '../../nodes/PaxtonNet2/mapping/photo/pngStructure';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { blankJpeg, blankPng, pngWith } from '../mapping/hostilePictures';
import { jpegOf, pngOf, turned } from '../mapping/pictures';
import { expect, target, type Target } from './target';

const PICTURES = [
	jpegOf([24, 16]),
	turned(jpegOf([40, 30], { noise: true }), 6),
	blankJpeg({ width: 300, height: 200, progressive: true, scans: 9 }),
	blankJpeg({ width: 64, height: 64, components: 1 }),
	pngOf([64, 48], { noise: true }),
	blankPng({ width: 40, height: 30, depth: 16 }),
	blankPng({ width: 40, height: 30, depth: 1, colour: 0 }),
];

const place = fc.double({ min: 0, max: 1, noNaN: true });
const byte = fc.oneof(
	fc.integer({ min: 0, max: 255 }),
	fc.constantFrom(0, 1, 0x7f, 0xff, 0xc0, 0xda),
);
/** One change of a file: a byte becomes another, a piece goes, or a piece comes a second time. */
const change = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ how: fc.constant('set' as const), place, byte }) },
	{ weight: 1, arbitrary: fc.record({ how: fc.constant('cut' as const), place, end: place }) },
	{ weight: 2, arbitrary: fc.record({ how: fc.constant('again' as const), place, end: place }) },
);
type Change = typeof change extends fc.Arbitrary<infer Of> ? Of : never;

function changed(file: Buffer, changes: Change[]): Buffer {
	let made = Buffer.from(file);
	for (const one of changes) {
		const at = Math.floor(one.place * made.length);
		if (one.how === 'set') {
			if (at < made.length) made[at] = one.byte;
			continue;
		}
		const end = at + Math.floor(one.end * Math.min(200, made.length - at));
		const [head, piece, tail] = [made.subarray(0, at), made.subarray(at, end), made.subarray(end)];
		made = Buffer.concat(one.how === 'cut' ? [head, tail] : [head, piece, piece, tail]);
	}
	return made;
}

const mutated = fc
	.tuple(fc.constantFrom(...PICTURES), fc.array(change, { minLength: 1, maxLength: 8 }))
	.map(([file, changes]) => changed(file, changes));

/** A PNG with right check sums, whose headers and data need not fit each other. */
const side = fc.oneof(
	fc.integer({ min: 0, max: 40 }),
	fc.constantFrom(65_535, 2 ** 31, 2 ** 32 - 1),
);
const header = fc.record({
	width: side,
	height: side,
	depth: fc.constantFrom(1, 2, 4, 8, 16, 3),
	colour: fc.constantFrom(0, 2, 3, 4, 6, 1),
	interlaced: fc.boolean(),
});
const inventedPng = fc
	.tuple(
		fc.array(header, { minLength: 1, maxLength: 2 }),
		fc.oneof(
			fc.uint8Array({ maxLength: 2_000 }).map((raw) => deflateSync(raw)),
			fc.integer({ min: 0, max: 5_000_000 }).map((size) => deflateSync(Buffer.alloc(size))),
			fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
		),
	)
	.map(([headers, data]) => pngWith(headers, data));

const structures = target(
	'picture structures',
	8,
	fc.oneof(
		mutated,
		inventedPng,
		fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
	),
	(file) => {
		const jpeg = readJpeg(file);
		expect(jpeg === null || (jpeg.frames > 0 && jpeg.scans > 0), 'a JPEG has a frame and a scan');
		expect(
			jpeg === null || (jpeg.orientation >= 1 && jpeg.orientation <= 8),
			'an orientation is one of eight',
		);
		const png = readPng(file);
		expect(png === null || png.inflatedBytes >= 0, 'a PNG has a size');
	},
);

/** Every input starts a thread, so there are few of them. */
const photos = target(
	'photos',
	1,
	fc.tuple(fc.oneof(mutated, inventedPng), fc.boolean()),
	async ([picture, isLarge]) => {
		// A JPEG is decoded only if it is too large for Net2.
		const file = isLarge ? Buffer.concat([picture, Buffer.alloc(MAX_BYTES)]) : picture;
		try {
			const photo = await photoForNet2(file);
			expect(photo.bytes[0] === 0xff && photo.bytes[1] === 0xd8, 'what is sent is a JPEG');
			expect(photo.bytes.length <= MAX_BYTES, 'what is sent is small enough for Net2');
			expect(
				!photo.converted || Math.max(photo.width, photo.height) <= 1_600,
				'a converted picture is small',
			);
		} catch (error) {
			expect(!(error instanceof Net2Error) || error.remedy !== '', 'a refusal says what to do');
			throw error;
		}
	},
);

export const PICTURE_TARGETS: Target[] = [structures, photos];
