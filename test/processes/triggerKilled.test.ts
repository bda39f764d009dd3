import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { forgetCursors } from '../../nodes/PaxtonNet2/host/cursorStore';
import { credentialFor } from '../actions/setUp';
import { pollNode } from '../engine';

const FRONT_DOOR = 6000001;

let net2: Emulator;
beforeEach(async () => {
	net2 = await startEmulator({ signInRate: 'off' });
	forgetCursors();
});
afterEach(async () => await net2.stop());

/** The event ids that another process reports; it is killed before it saves anything. */
async function pollInKilledProcess(
	credential: ICredentialDataDecryptedObject,
	staticData: IDataObject,
): Promise<unknown> {
	const args = ['--import', 'tsx', require.resolve('./pollProcess.ts')];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	child.stdin.write(`${JSON.stringify({ credential, staticData })}\n`);
	const lines = createInterface({ input: child.stdout });
	const [line]: unknown[] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
	child.kill('SIGKILL');
	if (typeof line !== 'string') throw new Error('The process ended without a line of output.');
	return JSON.parse(line);
}

test('the trigger returns an event again after a process is killed between poll and save', async () => {
	const credential = credentialFor(net2);
	const poll = async (staticData: IDataObject, activation: 'activate' | 'init') =>
		await pollNode(
			'n8n-nodes-paxton-net2.paxtonNet2Trigger',
			{ event: ['accessGranted'] },
			{ credentials: { paxtonNet2Api: credential }, staticData, activation },
		);
	const { staticData } = await poll({}, 'activate');
	const event = net2.pass({ cardNumber: '10000001', door: FRONT_DOOR }).id;
	expect(await pollInKilledProcess(credential, staticData)).toEqual([event]);
	forgetCursors();
	const next = await poll(staticData, 'init');
	expect(next.json?.map(({ eventId }) => eventId)).toEqual([event]);
});
