import { expect, test } from 'vitest';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';

test('sleeps', async () => {
	const begin = performance.now();
	await hostClock.sleep(30, new AbortController().signal);
	await hostClock.sleep(1);
	expect(performance.now() - begin).toBeGreaterThan(25);
});

test('wakes with a cancelled error when the execution is cancelled', async () => {
	const controller = new AbortController();
	const sleeping = hostClock.sleep(60_000, controller.signal);
	controller.abort();
	await expect(sleeping).rejects.toMatchObject({ name: 'Net2Error', reason: 'cancelled' });
	await expect(hostClock.sleep(60_000, controller.signal)).rejects.toMatchObject({
		reason: 'cancelled',
	});
});
