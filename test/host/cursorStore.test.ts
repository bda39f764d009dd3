import type { IDataObject } from 'n8n-workflow';
import { beforeEach, expect, test } from 'vitest';
import { cursorStoreOf, forgetCursors } from '../../nodes/PaxtonNet2/host/cursorStore';
import type { Cursor } from '../../nodes/PaxtonNet2/lifecycle/events/cursor';

const SERVER = 'https://net2.example:8443';

function at(lastId: number, more: Partial<Cursor> = {}): Cursor {
	return { v: 1, server: SERVER, epoch: 0, lastId, lastTime: null, gaps: [], ...more };
}

/** A trigger of a workflow, with what n8n has saved for it. */
function storeOf(saved: IDataObject) {
	return cursorStoreOf(
		{
			getActivationMode: () => 'update',
			getNode: () => ({
				id: 'trigger',
				name: 'Trigger',
				type: 'trigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
			getWorkflow: () => ({ id: 'workflow', name: 'Workflow', active: true }),
			getWorkflowStaticData: () => saved,
		},
		SERVER,
	);
}

beforeEach(forgetCursors);

test('keeps the newest cursor when another execution saves older static data', () => {
	storeOf({}).save(at(20));
	expect(storeOf({ cursor: { ...at(10) } }).load()).toEqual({ cursor: at(20), lost: false });
	expect(storeOf({}).load()).toEqual({ cursor: at(20), lost: false });
});

test('keeps the newest cursor when a slow poll saves an older one', () => {
	const saved: IDataObject = {};
	storeOf(saved).save(at(20));
	storeOf(saved).save(at(10));
	expect(saved['cursor']).toEqual(at(20));
	expect(storeOf({}).load().cursor).toEqual(at(20));
});

test('takes a cursor that another process has brought further', () => {
	storeOf({}).save(at(20));
	expect(storeOf({ cursor: { ...at(30) } }).load().cursor).toEqual(at(30));
});

test('takes a lower number if Net2 has begun to count again', () => {
	storeOf({}).save(at(20));
	const saved: IDataObject = {};
	storeOf(saved).save(at(3, { epoch: 1 }));
	expect(saved['cursor']).toEqual(at(3, { epoch: 1 }));
	expect(storeOf({ cursor: { ...at(25) } }).load().cursor).toEqual(at(3, { epoch: 1 }));
});

test('reads back the cursor of a server that selects by time', () => {
	const lookBack = { at: '2026-11-24T08:00:00', seconds: 600, count: 12, isFull: false };
	const saved: IDataObject = {};
	storeOf(saved).save(at(20, { byTime: { lookBack } }));
	forgetCursors();
	expect(storeOf(saved).load().cursor).toEqual(at(20, { byTime: { lookBack } }));
});
