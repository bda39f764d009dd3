import { afterEach, expect, test, vi } from 'vitest';

const argv = [...process.argv];
afterEach(() => {
	process.argv = [...argv];
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
	vi.resetModules();
});

/** How long the first sign-in of a process waits, where chance says nine tenths of the most. */
async function firstWait(): Promise<number[]> {
	vi.resetModules();
	const { hostClock } = await import('../../nodes/PaxtonNet2/host/clock');
	const { sessions } = await import('../../nodes/PaxtonNet2/host/sessions');
	const waits: number[] = [];
	vi.spyOn(hostClock, 'random').mockReturnValue(0.9);
	vi.spyOn(hostClock, 'sleep').mockImplementation(async (milliseconds) => {
		waits.push(milliseconds);
	});
	await sessions.rateLimiter('https://net2.example.local').acquire();
	return waits;
}

test('one n8n signs in at once', async () => {
	expect(await firstWait()).toEqual([]);
});

test('a worker of a queue waits for up to half a second, so that workers do not knock together', async () => {
	process.argv = [...argv, 'worker'];
	expect(await firstWait()).toEqual([450]);
});

test('so does the main process of a queue', async () => {
	vi.stubEnv('EXECUTIONS_MODE', 'queue');
	expect(await firstWait()).toEqual([450]);
});
