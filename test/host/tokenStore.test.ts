import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';
import { ObservableObject } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { isOnQueue } from '../../nodes/PaxtonNet2/host/queueWorker';
import { tokenStoreOf } from '../../nodes/PaxtonNet2/host/tokenStore';

function workflow(mode: WorkflowExecuteMode, kept: IDataObject = {}) {
	const data = ObservableObject.create(kept, undefined, { ignoreEmptyOnFirstChild: true });
	return { data, context: { getMode: () => mode, getWorkflowStaticData: () => data } };
}

test('keeps one entry per fingerprint below one key of its own', () => {
	const { data, context } = workflow('trigger', { cursor: 7 });
	const store = tokenStoreOf(context, false);
	store.save('a', 'sealed-a');
	store.save('b', 'sealed-b');
	expect(store.load('a')).toBe('sealed-a');
	expect(data).toMatchObject({
		cursor: 7,
		paxtonNet2: { a: 'sealed-a', b: 'sealed-b' },
		__dataChanged: true,
	});
	store.forget('a');
	expect(data['paxtonNet2']).toEqual({ b: 'sealed-b' });
});

test('does not mark the data as changed for what is there already', () => {
	const { data, context } = workflow('trigger', { paxtonNet2: { a: 'sealed' } });
	const store = tokenStoreOf(context, false);
	store.save('a', 'sealed');
	store.forget('unknown');
	expect(data['__dataChanged']).toBe(false);
});

test.each([
	['trigger', true],
	['manual', false],
] as const)('writes nothing in a %s run with queue %s', (mode, onQueue) => {
	const { data, context } = workflow(mode, { cursor: 7 });
	const store = tokenStoreOf(context, onQueue);
	store.save('a', 'sealed');
	store.forget('a');
	expect(data['paxtonNet2']).toBeUndefined();
	expect(data['__dataChanged']).toBe(false);
});

test('takes whatever is there for a hint', () => {
	for (const paxtonNet2 of ['text', 7, null, [], { a: 5 }]) {
		const { context } = workflow('trigger', { paxtonNet2 });
		expect(tokenStoreOf(context, false).load('a')).toBeUndefined();
	}
});

test('knows a queue by the command and by the setting', () => {
	expect(isOnQueue({ argv: ['node', 'n8n', 'worker'], env: {} })).toBe(true);
	expect(isOnQueue({ argv: ['node', 'n8n'], env: { EXECUTIONS_MODE: 'queue' } })).toBe(true);
	expect(isOnQueue({ argv: ['node', 'n8n'], env: { EXECUTIONS_MODE: 'regular' } })).toBe(false);
});
