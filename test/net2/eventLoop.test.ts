import { setImmediate as afterThisTurn } from 'node:timers';
import { expect, test } from 'vitest';
import { allInTurns } from '../../nodes/PaxtonNet2/net2/eventLoop';

const numbers = Array.from({ length: 1_000 }, (_, n) => n);

test('other work of the process runs before a long list is done', async () => {
	let begun = 0;
	let begunBefore: number | undefined;
	afterThisTurn(() => {
		begunBefore = begun;
	});
	const doubled = await allInTurns(numbers, async (n) => {
		begun += 1;
		return await Promise.resolve(2 * n);
	});
	expect(begunBefore).toBeLessThan(1_000);
	expect(doubled).toEqual(numbers.map((n) => 2 * n));
});

test('a failure of the first is thrown when all have begun, and is not unhandled before', async () => {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => void unhandled.push(reason);
	process.on('unhandledRejection', note);
	let begun = 0;
	const all = allInTurns(numbers, async (n) => {
		begun += 1;
		if (n === 0) throw new Error('first');
		return await Promise.resolve(n);
	});
	await expect(all).rejects.toThrow('first');
	process.off('unhandledRejection', note);
	expect([begun, unhandled]).toEqual([1_000, []]);
});
