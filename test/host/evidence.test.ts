import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVIDENCE_COLUMNS, evidenceOf } from '../../nodes/PaxtonNet2/host/evidence';

const who = {
	operator: 'System engineer',
	workflowId: 'w1',
	workflowName: 'Leavers',
	executionId: '7',
	eventId: 'HR-1',
};

function answer(changes: object[], more: object = {}): object {
	const at = '2026-11-24T09:00:00.000Z';
	return {
		operation: 'user.update',
		outcome: 'updated',
		verified: true,
		dryRun: false,
		userId: 42,
		key: '00123',
		audit: [
			{ at, message: 'one', isError: false, ...who, changes },
			{ at, message: 'a note', isError: false, ...who },
		],
		...more,
	};
}

describe('evidence', () => {
	it('is one flat row a change', () => {
		const { rows, csv } = evidenceOf(
			answer([
				{ field: 'accessLevels', from: ['Office hours', 'Server room'], to: [] },
				{ field: 'isAlarmUser', from: null, to: true },
			]),
		);
		const common = {
			at: '2026-11-24T09:00:00.000Z',
			...who,
			operation: 'user.update',
			outcome: 'updated',
			verified: 'true',
			userId: '42',
			key: '00123',
		};
		expect(rows).toEqual([
			{ ...common, field: 'accessLevels', from: 'Office hours, Server room', to: '' },
			{ ...common, field: 'isAlarmUser', from: '', to: 'true' },
		]);
		expect(parse(csv, { columns: true })).toEqual(rows);
	});

	it('of a failure tells what was done before it', () => {
		const { audit, ...told } = Object(answer([{ field: 'expiryDate', from: null, to: 'x' }]));
		const { rows } = evidenceOf({ error: { ...told, audit, reason: 'notVerified', undo: null } });
		expect(rows).toMatchObject([
			{ outcome: 'failed: notVerified', verified: 'false', field: 'expiryDate' },
		]);
	});

	it.each([
		['a dry run', answer([{ field: 'pin', from: 'set', to: 'cleared' }], { dryRun: true })],
		['a failure that did nothing', { error: { operation: 'x', reason: 'notFound' } }],
		['a list', { id: 1, name: 'Sales' }],
		['nothing changed', answer([])],
	])('of %s has no row', (_, told) => {
		const { rows, csv } = evidenceOf(told);
		expect(rows).toEqual([]);
		expect(csv).toBe(`${EVIDENCE_COLUMNS.map((name) => `"${name}"`).join(',')}\r\n`);
	});

	it.each(['=1+1', '+31 20', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])(
		'lets a spreadsheet work out no %j',
		(to) => {
			const { rows } = evidenceOf(answer([{ field: '=x', from: to, to }], { key: to }));
			expect(rows).toMatchObject([{ field: "'=x", from: `'${to}`, to: `'${to}`, key: `'${to}` }]);
		},
	);

	it('brings any text through CSV, and no cell that begins as a formula', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (from, to) => {
				const { rows, csv } = evidenceOf(answer([{ field: 'telephone', from, to }]));
				const read: unknown[] = parse(csv, { columns: true, record_delimiter: '\r\n' });
				expect(read).toEqual(rows);
				for (const cell of Object.values(rows[0] ?? {})) expect(cell).not.toMatch(/^\s*[=+\-@]/);
			}),
		);
	});
});
