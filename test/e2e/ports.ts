import { createServer } from 'node:net';

/** A port that no process listens on at the moment, on the loopback address. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	await new Promise<void>((resolve) => server.close(() => resolve()));
	if (typeof address !== 'object' || address === null) throw new Error('No free port');
	return address.port;
}

/** Tries again and again until there is an answer. The last reason is in the error. */
export async function until<Result>(
	what: string,
	timeoutMs: number,
	request: () => Promise<Result | undefined>,
): Promise<Result> {
	const deadline = Date.now() + timeoutMs;
	let reason: unknown;
	for (;;) {
		try {
			const answer = await request();
			if (answer !== undefined) return answer;
		} catch (error) {
			reason = error;
		}
		if (Date.now() > deadline) {
			throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: reason });
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
