import { expect, test } from 'vitest';
import { reportFaults } from '../../nodes/PaxtonNet2/host/faultLog';
import { explain, failed } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';
import { writesMessages } from '../../nodes/PaxtonNet2/messages/writes';
import { failure, Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

interface Logged {
	reason: string;
	log: string;
	frames: unknown;
	count: number;
}

function logged(fault: unknown): Logged {
	const lines: Array<[string, unknown]> = [];
	const write = (message: string, data?: unknown) => void lines.push([message, data]);
	const logger = { debug: write, info: write, warn: write, error: write };
	const onFault = reportFaults({ logger }, 'user.disable');
	const { error } = failed({ operation: 'user.disable', onFault }, fault);
	const [[, data] = ['', {}]] = lines;
	const log = JSON.stringify([lines, error]);
	return { reason: error.reason, log, frames: data, count: lines.length };
}

test('a fault of the node is the reason internal, and the log shows where it happened', () => {
	const { reason, frames } = logged(new TypeError('canary-4711'));
	expect(reason).toBe('internal');
	expect(frames).toMatchObject({ frames: expect.arrayContaining([expect.stringMatching(/^at /)]) });
});

test.each([
	new Error('canary-4711'),
	new Error('first\n    at canary-4711'),
	'canary-4711',
	{ canary: 4711 },
])('neither log nor failure repeats what was thrown: %o', (fault) => {
	expect(logged(fault).log).not.toContain('canary');
});

test('a fault that this package found by itself leaves its frames, also as part of another error', () => {
	const found = failure(writesMessages.createWithinPlan);
	const frames = { frames: expect.arrayContaining([expect.stringMatching(/^at /)]) };
	expect(logged(found)).toMatchObject({ reason: 'internal', frames, count: 1 });
	const part = new Net2Error('conflict', 'Gone', '');
	expect(logged(part).count).toBe(0);
	const both = new Net2Error('conflict', 'Several', '', {}, [found, explain(new Error('x')), part]);
	expect(logged(both)).toMatchObject({ reason: 'conflict', frames, count: 2 });
});

test('a fault that many items report is written once', () => {
	const lines: string[] = [];
	const write = (message: string) => void lines.push(message);
	const logger = { debug: write, info: write, warn: write, error: write };
	const run = { operation: 'user.disable', onFault: reportFaults({ logger }, 'user.disable') };
	const fault = new TypeError('canary-4711');
	for (const key of ['1', '2', '3']) failed(run, fault, { key });
	expect(lines).toEqual(['Fault in user.disable of Paxton Net2']);
});
