import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { blankJpeg, blankPng, compressedZeros, pngWith } from './hostilePictures';
import { jpegOf, pngOf } from './pictures';

/** What a conversion may take, in bytes. */
const MOST_ABOVE_IDLE = 150_000_000;

const Converted = v.object({
	converted: v.optional(v.boolean()),
	message: v.optional(v.string()),
	above: v.number(),
});

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'photo-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, since only that has a memory of its own. */
async function convertIn(file: Buffer) {
	const path = join(folder, 'picture');
	writeFileSync(path, file);
	const args = ['--import', 'tsx', join(__dirname, 'photoProcess.ts'), path];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	return v.parse(Converted, JSON.parse(stdout));
}

test.each<[string, () => Buffer | Promise<Buffer>]>([
	['a JPEG of 16 megapixels', () => blankJpeg({ width: 4_618, height: 3_464, atLeast: 6_500_000 })],
	['a JPEG of 16 MB of noise', () => jpegOf([3_000, 2_250], { noise: true, quality: 95 })],
	['a progressive JPEG with 64 scans', () => progressive(64)],
	['a PNG in colour', () => blankPng({ width: 2_900, height: 2_500, colour: 2 })],
	['a PNG of noise with alpha', () => pngOf([1_700, 1_700], { noise: true })],
	['a PNG with 16 bits a sample', () => blankPng({ width: 1_600, height: 1_600, depth: 16 })],
	[
		'a PNG with one bit a pixel',
		() => blankPng({ width: 4_600, height: 3_400, depth: 1, colour: 0 }),
	],
])('takes at most 150 MB above idle to convert %s', async (_name, make) => {
	const { converted, above } = await convertIn(await make());
	expect(converted).toBe(true);
	expect(above).toBeLessThan(MOST_ABOVE_IDLE);
});

test.each<[string, () => Buffer | Promise<Buffer>]>([
	['a JPEG of 3.7 MB with 5,000 scans', () => progressive(5_000)],
	[
		'a PNG of 390 kB with a second, huge header',
		async () => pngWith([{ width: 10, height: 10 }, HUGE], await compressedZeros(400e6)),
	],
	[
		'an interlaced PNG of 390 kB that unpacks to 400 MB',
		async () =>
			pngWith([{ width: 10, height: 10, interlaced: true }], await compressedZeros(400e6)),
	],
	['a PNG with 20,000 palettes', palettes],
])('refuses %s within 150 MB above idle', async (_name, make) => {
	const { message, above } = await convertIn(await make());
	expect(message).toContain('Nothing was written');
	expect(above).toBeLessThan(MOST_ABOVE_IDLE);
});

const HUGE = { width: 60_000, height: 60_000 };

function progressive(scans: number): Buffer {
	return blankJpeg({ width: 3_000, height: 2_250, progressive: true, scans, atLeast: 3_700_000 });
}

/** Each palette is kept by the decoder, so that they add up. */
function palettes(): Buffer {
	const png = blankPng({ width: 10, height: 10 });
	const [head, tail] = [png.subarray(0, 33), png.subarray(33)];
	const palette = Buffer.alloc(12 + 768);
	palette.writeUInt32BE(768);
	palette.write('PLTE', 4, 'latin1');
	return Buffer.concat([head, ...Array.from({ length: 20_000 }, () => palette), tail]);
}
