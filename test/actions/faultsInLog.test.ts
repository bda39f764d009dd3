import { CredentialTestContext } from 'n8n-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetCursors } from '../../nodes/PaxtonNet2/host/cursorStore';
import { recordHandler } from '../../nodes/PaxtonNet2/lifecycle/apply/recordHandler';
import * as secondFactor from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/secondFactor';
import * as getEvents from '../../nodes/PaxtonNet2/lifecycle/events/getEvents';
import { Rehearsal } from '../../nodes/PaxtonNet2/lifecycle/rehearse/rehearsal';
import * as policy from '../../nodes/PaxtonNet2/lifecycle/users/policyFor';
import * as credential from '../../nodes/PaxtonNet2/host/credential';
import * as output from '../../nodes/PaxtonNet2/host/output';
import { credentialTest, listSearch, pollNode } from '../engine';
import { credentialFor, locator, mapper, NODE, setUp } from './setUp';

const TRIGGER = 'n8n-nodes-paxton-net2.paxtonNet2Trigger';
const CANARY = 'canary-4711';
const fault = () => {
	throw new TypeError(CANARY);
};

let net2: Awaited<ReturnType<typeof setUp>>;
let log: unknown[][];
beforeEach(async () => {
	net2 = await setUp();
	forgetCursors();
	log = [];
	// One logger is behind all contexts of n8n.
	const { logger } = new CredentialTestContext();
	for (const level of ['debug', 'info', 'warn', 'error'] as const)
		vi.spyOn(logger, level).mockImplementation((...line) => void log.push(line));
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const credentials = () => ({ paxtonNet2Api: credentialFor(net2.emulator) });
/** The faults in the log of n8n, with the first frame of each. */
function expectFaults(operation: string, count = 1): void {
	const faults = log.filter(([message]) => String(message).startsWith('Fault in '));
	expect(faults).toHaveLength(count);
	for (const line of faults)
		expect(line).toEqual([
			`Fault in ${operation} of Paxton Net2`,
			{ frames: expect.arrayContaining([expect.stringMatching(/^at .*faultsInLog\.test\.ts/)]) },
		]);
	expect(JSON.stringify(log)).not.toContain('canary');
}

const update = async (onError: 'continueRegularOutput' | 'stopWorkflow') =>
	await net2.run(
		{
			resource: 'user',
			operation: 'update',
			user: locator('key', '00123'),
			fields: mapper({ telephone: '={{ $json.telephone }}' }),
		},
		[{ telephone: '0201' }],
		{ onError },
	);

test.each(['continueRegularOutput', 'stopWorkflow'] as const)(
	'a fault while a user is updated leaves its frames in the log of n8n: %s',
	async (onError) => {
		vi.spyOn(policy, 'policyFor').mockImplementation(fault);
		const { json, error } = await update(onError);
		expectFaults('user.update');
		expect(JSON.stringify([json, error])).toContain('has a fault (TypeError)');
		expect(JSON.stringify([json, error])).not.toContain('canary');
	},
);

test.each(['continueRegularOutput', 'stopWorkflow'] as const)(
	'a fault after the results are known leaves its frames in the log of n8n: %s',
	async (onError) => {
		vi.spyOn(output, 'finishInTurns').mockImplementation(fault);
		const { json, error } = await update(onError);
		expectFaults('user.update');
		expect(JSON.stringify([json, error])).toContain('has a fault (TypeError)');
		expect(JSON.stringify([json, error, error?.stack])).not.toContain('canary');
	},
);

test('each fault of a leaver leaves its frames, also if one failure combines several', async () => {
	vi.spyOn(recordHandler, 'prepare').mockImplementation(fault);
	const { json } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '00123'),
			leaverDepartment: locator('name', 'Nowhere'),
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	expect(json[0]).toMatchObject({ error: { message: expect.stringContaining('Nowhere') } });
	expectFaults('user.disable');
});

test('a fault in the check of the connection leaves its frames in the log of n8n', async () => {
	vi.spyOn(secondFactor, 'secondFactorSummary').mockImplementation(fault);
	const { json } = await net2.run({ resource: 'connection', operation: 'check' }, [{}], {
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ error: { reason: 'internal' } });
	expectFaults('connection.check');
});

test('a fault before the check of the connection begins leaves its frames in the log of n8n', async () => {
	vi.spyOn(credential, 'connectionWarnings').mockImplementation(fault);
	const { json } = await net2.run({ resource: 'connection', operation: 'check' }, [{}], {
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ error: { reason: 'internal' } });
	expectFaults('connection.check');
});

const rehearse = async () =>
	await net2.run({ resource: 'connection', operation: 'rehearse' }, [{}], {
		mode: 'manual',
		onError: 'continueRegularOutput',
	});

test('a fault that stops a rehearsal leaves its frames in the log of n8n', async () => {
	vi.spyOn(Rehearsal.prototype, 'canAfford').mockImplementation(fault);
	const { json } = await rehearse();
	expect(json[0]).toMatchObject({
		error: { reason: 'internal', message: expect.stringContaining('was removed') },
	});
	expectFaults('connection.rehearse');
});

test('a fault after the user of a rehearsal is gone leaves its frames, although the rehearsal goes on', async () => {
	const { canAfford } = Rehearsal.prototype;
	vi.spyOn(Rehearsal.prototype, 'canAfford').mockImplementation(function (this: Rehearsal, count) {
		return this.isRemoved ? fault() : canAfford.call(this, count);
	});
	const { json } = await rehearse();
	expect(json.at(-1)).toMatchObject({ outcome: 'rehearsed' });
	expectFaults('connection.rehearse');
});

test('a fault in a poll leaves its frames in the log of n8n', async () => {
	vi.spyOn(getEvents, 'siteOfServer').mockImplementation(fault);
	const poll = pollNode(TRIGGER, { event: ['accessGranted'] }, { credentials: credentials() });
	await expect(poll).rejects.toThrow('has a fault (TypeError)');
	await expect(poll).rejects.not.toThrow('canary');
	expectFaults('trigger.poll');
});

test('a fault in a list of the editor leaves its frames in the log of n8n', async () => {
	vi.spyOn(credential, 'connectionWarnings').mockImplementation(fault);
	const list = listSearch(NODE, 'searchDoors', { credentials: credentials() });
	await expect(list).rejects.toThrow('has a fault (TypeError)');
	expectFaults('a list of the editor');
});

test('a fault in the test of the credential leaves its frames in the log of n8n', async () => {
	vi.spyOn(credential, 'connectionWarnings').mockImplementation(fault);
	const { message } = await credentialTest(NODE, 'paxtonNet2Api', credentialFor(net2.emulator));
	expect(message).toContain('has a fault (TypeError)');
	expectFaults('the credential test');
});
