import { describe, expect, it } from 'vitest';
import { callsAtOnce, createPace, type Pace } from '../../nodes/PaxtonNet2/net2/pace';

/** So many answers, all alike. */
function answers(pace: Pace, count: number, status = 200, ms: number | null = 10, kind = 'GET') {
	const took = ms === null ? undefined : { kind, ms };
	for (let n = 0; n < count; n += 1) pace.answered(status, took);
}

/** Calls that stay under way until they are let go. */
function held(pace: Pace, count: number) {
	const releases: Array<() => void> = [];
	const calls = Array.from({ length: count }, async () => {
		await pace.take(async () => await new Promise<void>((resolve) => releases.push(resolve)));
	});
	return { underWay: () => releases.length, releases, calls };
}

describe('calls at one time', () => {
	it.each([
		[1, 1],
		[2, 4],
		[4, 8],
		[6, 8],
		[20, 20],
	])('for %i people: %i', (people, calls) => {
		expect(callsAtOnce(people)).toBe(calls);
	});
});

describe('the pace', () => {
	it('begins with a call for each person and widens to eight while answers are quick', () => {
		const pace = createPace(4);
		expect(pace.width).toBe(4);
		answers(pace, 3);
		expect(pace.width).toBe(4);
		answers(pace, 1);
		expect(pace.width).toBe(5);
		answers(pace, 500);
		expect(pace.width).toBe(8);
	});

	it('never goes beyond one where one was asked for', () => {
		const pace = createPace(1);
		answers(pace, 50);
		expect(pace.width).toBe(1);
	});

	it.each([429, 503])('halves at a %i, once for those that were under way together', (status) => {
		const pace = createPace(4);
		answers(pace, 100);
		held(pace, 8);
		answers(pace, 8, status);
		expect(pace.width).toBe(4);
		answers(pace, 1, status);
		expect(pace.width).toBe(2);
	});

	it('goes on with one at least, however often Net2 says no', async () => {
		const pace = createPace(4);
		answers(pace, 40, 503);
		expect(pace.width).toBe(1);
		await expect(pace.take(async () => await Promise.resolve('done'))).resolves.toBe('done');
	});

	it('narrows while answers become slow, and widens again when they are quick', () => {
		const pace = createPace(4);
		answers(pace, 100, 200, 10);
		answers(pace, 60, 200, 200);
		expect(pace.width).toBeLessThan(4);
		answers(pace, 200, 200, 10);
		expect(pace.width).toBe(8);
	});

	it('makes nothing of small differences, nor of answers whose time tells nothing', () => {
		const pace = createPace(4);
		answers(pace, 100, 200, 1);
		answers(pace, 100, 200, 15);
		answers(pace, 100, 200, null);
		expect(pace.width).toBe(8);
	});

	it('compares writes with writes, which take longer than reads on a quick server too', () => {
		const pace = createPace(4);
		answers(pace, 100, 200, 5, 'GET');
		answers(pace, 100, 200, 60, 'PUT');
		expect(pace.width).toBe(8);
		answers(pace, 100, 200, 400, 'PUT');
		expect(pace.width).toBeLessThan(4);
	});

	it('lets nobody start beyond its width, and the next when one is done', async () => {
		const pace = createPace(2);
		const { underWay, releases, calls } = held(pace, 5);
		await Promise.resolve();
		expect(underWay()).toBe(2);
		releases[0]?.();
		await calls[0];
		await Promise.resolve();
		expect(underWay()).toBe(3);
	});

	it('frees the turn of a call that failed', async () => {
		const pace = createPace(1);
		await expect(pace.take(async () => await Promise.reject(new Error('lost')))).rejects.toThrow(
			'lost',
		);
		await expect(pace.take(async () => await Promise.resolve(1))).resolves.toBe(1);
	});
});
