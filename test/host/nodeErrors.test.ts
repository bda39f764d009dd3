import type { INode } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { stopped, toNodeError } from '../../nodes/PaxtonNet2/host/nodeErrors';
import { jsonOf } from '../../nodes/PaxtonNet2/host/outputForms';
import type { Success } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { failed, notAttempted } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { failureOf } from '../../nodes/PaxtonNet2/net2/httpFailure';

const node: INode = {
	id: 'node',
	name: 'Net2',
	type: 'x.paxtonNet2',
	typeVersion: 1,
	position: [0, 0],
	parameters: { fields: { value: { pin: 'canary-0815' } } },
};
const success: Success = {
	operation: 'user.disable',
	outcome: 'disabled',
	changed: true,
	dryRun: false,
	verified: true,
	userId: 11,
	key: '1',
	name: 'Anna Berg',
	summary: 'Disabled Anna Berg (1)',
	changes: [{ field: 'expiryDate', label: 'End date', from: null, to: '2026-11-29T00:00:00' }],
	user: { id: 11, lastName: 'Berg' },
	warnings: [],
	undo: null,
	audit: [],
};
const failure = (message: string, whom = {}) =>
	failed({ operation: 'user.disable' }, new Net2Error('notFound', message, 'Do that.'), whom);

test('lists what was done, what failed and what was not attempted, item by item', () => {
	const error = stopped(node, [
		{ index: 0, result: success },
		{ index: 1, result: failure('Nobody.', { key: '2', userId: 12, done: ['End date set'] }) },
		{
			index: 2,
			result: notAttempted(
				{ operation: 'user.disable' },
				new Net2Error('unreachable', 'The server is gone.', 'Never told twice.'),
				{ key: '3' },
			),
		},
		// Words alone, such as those of a server, do not make it so.
		{ index: 3, result: failure('Not attempted: says Net2.', { key: '4' }) },
	]);
	expect(error.message).toBe(
		'3 of 4 items were not carried out. First: Item 1, personnel number 2, user 12: notFound. Nobody. Do that. Done before: End date set.',
	);
	expect(error.context.itemIndex).toBe(1);
	expect(error.description?.split('\n')).toEqual([
		'Not carried out (2):',
		'Item 1, personnel number 2, user 12: notFound. Nobody. Do that. Done before: End date set.',
		'Item 3, personnel number 4: notFound. Not attempted: says Net2. Do that.',
		'',
		'Not attempted (1):',
		'Item 2, personnel number 3: unreachable. Not attempted: The server is gone.',
		'',
		'Carried out (1):',
		'Item 0, personnel number 1, user 11: disabled.',
	]);
});

test('contains no parameter of the node, since one may be a PIN', () => {
	const error = stopped(node, [{ index: 0, result: failure('Nobody.') }]);
	expect(JSON.stringify(error)).not.toContain('canary');
	expect(error.node.name).toBe('Net2');
});

test('keeps the message if a personnel number reads like an error code of Node.js', () => {
	const error = stopped(node, [{ index: 0, result: failure('Nobody has EPERM-1.') }]);
	expect(error.message).toContain('Nobody has EPERM-1.');
	expect(error.messages).toEqual([]);
});

test('only a cancelled run says so in the word that n8n looks for', () => {
	const failedRun = stopped(node, [{ index: 0, result: failure('No department "canceled".') }]);
	expect(failedRun.message).not.toContain('canceled');
	const cancelled = new Net2Error('cancelled', 'Stopped.', '');
	const result = failed({ operation: 'user.disable' }, cancelled, {});
	expect(stopped(node, [{ index: 0, result }]).message).toMatch(/^Execution canceled\. 1 of 1/);
});

test('names a fault of its own by its kind only', () => {
	const error = toNodeError(
		{ getNode: () => node },
		new TypeError('secret canary'),
		() => undefined,
	);
	expect(error.message).toContain('TypeError');
	expect(`${error.message} ${error.description}`).not.toContain('canary');
});

test.each(['Ada Lovelace exists', 'the "key" of Ada Lovelace "00123" exists', '" Ada Lovelace "'])(
	'shows no word of a server if the output is minimal: %s',
	(message) => {
		const body = new TextEncoder().encode(JSON.stringify({ message }));
		const call = { method: 'POST', route: '/users', right: 'add users' } as const;
		const error = failureOf(call, { status: 400, headers: {}, body }, { secrets: [] });
		expect(error.message).toContain('Ada Lovelace');
		const result = failed({ operation: 'user.create' }, error, { key: '2' });
		const items = [{ index: 0, result }];
		const all = JSON.stringify([stopped(node, items, 'minimal'), jsonOf(result, 'minimal')]);
		expect(all).toContain('rejected POST /users (400)');
		expect(all).not.toMatch(/Ada|Lovelace/);
	},
);

test('leaves names and values out if the output is minimal', () => {
	const failed = failure('Net2 has no department named "Facilities".', {
		key: '2',
		userId: 12,
		name: 'Ada Lovelace',
		done: ['End Date 2026-11-29'],
	});
	const error = stopped(
		node,
		[
			{ index: 0, result: success },
			{ index: 1, result: failed },
		],
		'minimal',
	);
	const all = JSON.stringify([error.message, error.description, error.context]);
	expect(all).not.toMatch(/Ada|Lovelace|Anna|Berg|Facilities|2026-11-29/);
	expect(error.context['results']).toMatchObject([
		{ item: 0, userId: 11, changedFields: ['expiryDate'] },
		{ item: 1, userId: 12, reason: 'notFound' },
	]);
});
