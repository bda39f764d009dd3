import { describe, expect, it } from 'vitest';
import { batchLookups } from '../../nodes/PaxtonNet2/lifecycle/run/batchLookups';

/** A question that is answered when the test says so. */
function questions() {
	const requested: number[][] = [];
	const answers: Array<(error?: Error) => void> = [];
	const lookUp = batchLookups(async (ids: number[]) => {
		requested.push(ids);
		await new Promise<void>((resolve, reject) => {
			answers.push((error) => (error === undefined ? resolve() : reject(error)));
		});
		return (id) => id * 10;
	});
	return { requested, answers, lookUp };
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

describe('questions gathered', () => {
	it('go out at once when none is under way, and together when one is', async () => {
		const { requested, answers, lookUp } = questions();
		const first = lookUp(1);
		await settled();
		expect(requested).toEqual([[1]]);
		const others = Promise.all([lookUp(2), lookUp(3), lookUp(2)]);
		await settled();
		expect(requested).toHaveLength(1);
		answers[0]?.();
		await expect(first).resolves.toBe(10);
		await settled();
		expect(requested).toEqual([[1], [2, 3]]);
		answers[1]?.();
		await expect(others).resolves.toEqual([20, 30, 20]);
	});

	it('are sent again for the same user, who may have been written meanwhile', async () => {
		const { requested, answers, lookUp } = questions();
		const before = lookUp(1);
		await settled();
		const after = lookUp(1);
		answers[0]?.();
		await before;
		await settled();
		answers[1]?.();
		await after;
		expect(requested).toEqual([[1], [1]]);
	});

	it('that fail do so for the callers of that batch, and for no later ones', async () => {
		const { answers, lookUp } = questions();
		const first = expect(lookUp(1)).rejects.toThrow('lost');
		await settled();
		const second = lookUp(2);
		answers[0]?.(new Error('lost'));
		await first;
		await settled();
		answers[1]?.();
		await expect(second).resolves.toBe(20);
	});
});
