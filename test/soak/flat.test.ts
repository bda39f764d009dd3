import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trends, type Measure, type Sample } from './flat';
import { EMULATOR_PROGRAM } from './soakEmulator';

const MEGABYTE = 1024 * 1024;

/** Thirty minutes at 400 executions a minute, with a collector that leaves now more, now less. */
function samples(change: (n: number) => Partial<Sample> = () => ({})): Sample[] {
	return Array.from({ length: 180 }, (_, n) => ({
		seconds: n * 10,
		executions: n * 67,
		heap: 150 * MEGABYTE + ((n * 7919) % 13) * 40_000,
		buffers: 4 * MEGABYTE,
		sockets: 2,
		handles: 5,
		files: 30,
		resident: 400 * MEGABYTE,
		...change(n),
	}));
}

function grown(change: (n: number) => Partial<Sample>): Measure[] {
	return trends(samples(change))
		.filter(({ isFlat }) => !isFlat)
		.map(({ measure }) => measure);
}

describe('what is flat, and what is not', () => {
	it('is flat where only the collector moves it', () => {
		expect(grown(() => ({}))).toEqual([]);
	});

	it('is flat where it grows in the warm-up only', () => {
		expect(grown((n) => ({ heap: (n < 30 ? 100 + n : 130) * MEGABYTE }))).toEqual([]);
	});

	it('finds half a kilobyte that each execution leaves behind', () => {
		expect(grown((n) => ({ heap: 150 * MEGABYTE + n * 67 * 512 }))).toEqual(['heap']);
	});

	it.each<Measure>(['sockets', 'handles', 'files'])('finds a few %s that stay open', (measure) => {
		expect(grown((n) => ({ [measure]: 5 + Math.floor(n / 50) }))).toEqual([measure]);
	});

	it('reports what a thousand executions add', () => {
		const [heap] = trends(samples((n) => ({ heap: n * 67 * 100 })));
		expect(heap?.per1000).toBeCloseTo(100_000);
	});

	it('judges nothing by one sample', () => {
		expect(() => trends(samples().slice(0, 1))).toThrow('two samples');
	});
});

it('starts an emulator that is there', () => {
	expect(existsSync(EMULATOR_PROGRAM)).toBe(true);
});
