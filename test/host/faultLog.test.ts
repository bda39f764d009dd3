import { expect, test } from 'vitest';
import { reportFaults } from '../../nodes/PaxtonNet2/host/faultLog';
import { failed } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';

function logged(fault: unknown): { reason: string; log: string; frames: unknown } {
	const lines: Array<[string, unknown]> = [];
	const write = (message: string, data?: unknown) => void lines.push([message, data]);
	const logger = { debug: write, info: write, warn: write, error: write };
	const onFault = reportFaults({ logger }, 'user.disable');
	const { error } = failed({ operation: 'user.disable', onFault }, fault);
	const [[, data] = ['', {}]] = lines;
	return { reason: error.reason, log: JSON.stringify([lines, error]), frames: data };
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
