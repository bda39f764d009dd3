import { expect, test } from 'vitest';
import { countRequests } from '../../nodes/PaxtonNet2/net2/countRequests';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import type { HttpRequest, Transport } from '../../nodes/PaxtonNet2/net2/transport';

const REQUEST: HttpRequest = { method: 'GET', path: '/users', headers: {} };
const RESPONSE = { status: 200, headers: {}, body: new Uint8Array() };

/** Sends nothing, and ends each request as the next of these does. */
function scripted(...outcomes: Array<Net2Error | undefined>): Transport {
	return {
		async send() {
			const outcome = outcomes.shift();
			if (outcome !== undefined) throw outcome;
			return RESPONSE;
		},
		close: async () => {},
	};
}

test('counts each request that may have reached the server, and passes failures on', async () => {
	const never = new Net2Error('unreachable', 'The server refuses connections.', 'Check it.');
	const lost = new Net2Error('timeout', 'Net2 did not answer in time.', 'Try again.');
	const count = countRequests(scripted(undefined, never, lost), 10);
	expect(await count.transport.send(REQUEST)).toBe(RESPONSE);
	await expect(count.transport.send(REQUEST)).rejects.toBe(never);
	await expect(count.transport.send(REQUEST)).rejects.toBe(lost);
	expect(count.requests()).toBe(2);
});

test('sends nothing more once the limit is reached', async () => {
	const { limited, transport, requests } = countRequests(scripted(), 2);
	await limited.send(REQUEST);
	await limited.send(REQUEST);
	await expect(limited.send(REQUEST)).rejects.toMatchObject({ reason: 'safetyLimit' });
	expect(requests()).toBe(2);
	// The user of a rehearsal is removed beyond the limit too.
	await transport.send(REQUEST);
	expect(requests()).toBe(3);
});
