import type { INode } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { stopped, toNodeError } from '../../nodes/PaxtonNet2/host/nodeErrors';
import { failed, notAttempted } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

const node: INode = {
	id: 'node',
	name: 'Net2',
	type: 'x.paxtonNet2',
	typeVersion: 1,
	position: [0, 0],
	parameters: { fields: { value: { pin: 'canary-0815' } } },
};
const failure = (message: string, whom = {}) =>
	failed({ operation: 'user.disable' }, new Net2Error('notFound', message, 'Do that.'), whom);

test('tells what was done, what failed and what was not attempted, person by person', () => {
	const error = stopped(node, [
		{ index: 0, answer: { outcome: 'disabled', key: '1', userId: 11, dryRun: false } },
		{ index: 1, answer: failure('Nobody.', { key: '2', userId: 12, done: ['End date set'] }) },
		{
			index: 2,
			answer: notAttempted(
				{ operation: 'user.disable' },
				new Net2Error('unreachable', 'The server is gone.', 'Never told twice.'),
				{ key: '3' },
			),
		},
		// Words alone, such as those of a server, do not make it so.
		{ index: 3, answer: failure('Not attempted: says Net2.', { key: '4' }) },
	]);
	expect(error.message).toBe(
		'3 of 4 items were not carried out. First: Item 1, key 2, user 12: notFound. Nobody. Do that. Done before: End date set.',
	);
	expect(error.context.itemIndex).toBe(1);
	expect(error.description?.split('\n')).toEqual([
		'Not carried out (2):',
		'Item 1, key 2, user 12: notFound. Nobody. Do that. Done before: End date set.',
		'Item 3, key 4: notFound. Not attempted: says Net2. Do that.',
		'',
		'Not attempted (1):',
		'Item 2, key 3: unreachable. Not attempted: The server is gone.',
		'',
		'Carried out (1):',
		'Item 0, key 1, user 11: disabled.',
	]);
});

test('carries no parameter of the node along, since one may be a PIN', () => {
	const error = stopped(node, [{ index: 0, answer: failure('Nobody.') }]);
	expect(JSON.stringify(error)).not.toContain('canary');
	expect(error.node.name).toBe('Net2');
});

test('a key that reads like an error code of Node does not replace the message', () => {
	const error = stopped(node, [{ index: 0, answer: failure('Nobody has EPERM-1.') }]);
	expect(error.message).toContain('Nobody has EPERM-1.');
	expect(error.messages).toEqual([]);
});

test('only a cancelled run says so in the word that n8n looks for', () => {
	const failedRun = stopped(node, [{ index: 0, answer: failure('No department "canceled".') }]);
	expect(failedRun.message).not.toContain('canceled');
	const cancelled = new Net2Error('cancelled', 'Stopped.', '');
	const answer = failed({ operation: 'user.disable' }, cancelled, {});
	expect(stopped(node, [{ index: 0, answer }]).message).toMatch(/^Execution canceled\. 1 of 1/);
});

test('what was not foreseen is named by its kind only', () => {
	const error = toNodeError(node, new TypeError('secret canary'));
	expect(error.message).toContain('TypeError');
	expect(`${error.message} ${error.description}`).not.toContain('canary');
});
