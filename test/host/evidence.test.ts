import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVIDENCE_COLUMNS, evidenceOf } from '../../nodes/PaxtonNet2/host/evidence';
import type { LabelledChange, Success } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { failed } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

const who = {
	operator: 'System engineer',
	workflowId: 'w1',
	workflowName: 'Leavers',
	executionId: '7',
	eventId: 'HR-1',
	approvedBy: 'manager@example.com',
};

type Changes = Array<Pick<LabelledChange, 'field' | 'from' | 'to'>>;

function answer(changes: Changes, more: Partial<Success> = {}): Success {
	const at = '2026-11-24T09:00:00.000Z';
	const labelled = changes.map((change) => ({ ...change, label: `${change.field} label` }));
	return {
		operation: 'user.update',
		outcome: 'updated',
		changed: true,
		verified: true,
		dryRun: false,
		userId: 42,
		key: '00123',
		name: 'Anna Berg',
		summary: 'Changed telephone of Anna Berg (00123)',
		changes: labelled,
		user: null,
		warnings: [],
		undo: null,
		audit: [
			{ at, message: 'one', isError: false, ...who, changes: labelled },
			{ at, message: 'a note', isError: false, ...who },
		],
		...more,
	};
}

describe('evidence', () => {
	it('returns one flat row for each change', () => {
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
			name: 'Anna Berg',
		};
		expect(rows).toEqual([
			{
				...common,
				field: 'accessLevels',
				label: 'accessLevels label',
				from: 'Office hours, Server room',
				to: '',
			},
			{ ...common, field: 'isAlarmUser', label: 'isAlarmUser label', from: '', to: 'true' },
		]);
		expect(parse(csv, { columns: true })).toEqual(rows);
	});

	it('lists what was done before a failure', () => {
		const { audit } = answer([{ field: 'expiryDate', from: null, to: 'x' }]);
		const { error } = failed({ operation: 'user.update' }, new Net2Error('notVerified', 'x', ''));
		const { rows } = evidenceOf({ error: { ...error, audit } });
		expect(rows).toMatchObject([
			{ outcome: 'failed: notVerified', verified: 'false', field: 'expiryDate' },
		]);
	});

	it.each([
		['a dry run', answer([{ field: 'pin', from: 'set', to: 'cleared' }], { dryRun: true })],
		['a failure that did nothing', failed({ operation: 'x' }, new Net2Error('notFound', 'x', ''))],
		['a list', { found: [{ id: 1, name: 'Sales' }] }],
		['nothing changed', answer([])],
	])('returns no row for %s', (_, json) => {
		const { rows, csv } = evidenceOf(json);
		expect(rows).toEqual([]);
		expect(csv).toBe(`${EVIDENCE_COLUMNS.map((name) => `"${name}"`).join(',')}\r\n`);
	});

	it.each(['=1+1', '+31 20', '-1', '@SUM(A1)', ' =1', '＝1', '"=1"'])(
		'makes text of %j, which a spreadsheet would compute',
		(to) => {
			const { rows } = evidenceOf(answer([{ field: '=x', from: to, to }], { key: to }));
			expect(rows).toMatchObject([{ field: "'=x", from: `'${to}`, to: `'${to}`, key: `'${to}` }]);
		},
	);

	it.each([
		['Sales;=1+1', "Sales;'=1+1"],
		['Sales,=1+1', "Sales,'=1+1"],
		['Sales\t=1+1', "Sales\t'=1+1"],
		['Sales\r\n=1+1', "Sales\r\n'=1+1"],
		['Sales; "=1+1', `Sales;' "=1+1`],
		['\t=1', "'\t'=1"],
		['\rx', "'\rx"],
		['Berg-Hansen, a@b.example; 1+1', 'Berg-Hansen, a@b.example; 1+1'],
	])('makes text of %j as %j, after a separator as well', (to, expected) => {
		const { rows } = evidenceOf(answer([{ field: 'telephone', from: null, to }]));
		expect(rows[0]?.to).toBe(expected);
	});

	it('returns CSV with the rows, and no formula under any separator', () => {
		const unit = fc.constantFrom(...',;\t\r\n"\'=+-@＝ a1');
		const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit }));
		fc.assert(
			fc.property(text, text, (from, to) => {
				const { rows, csv } = evidenceOf(answer([{ field: 'telephone', from, to }]));
				const read: unknown[] = parse(csv, { columns: true, record_delimiter: '\r\n' });
				expect(read).toEqual(rows);
				for (const separator of [',', ';', '\t'])
					for (const cell of cellsOf(csv, separator)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/u);
			}),
			{ numRuns: 2_000 },
		);
	});
});

/**
 * What a spreadsheet may find in the text if it splits at this separator. It gives quotes a meaning only around a
 * whole cell. So the strictest reading is that they have none.
 */
function cellsOf(csv: string, separator: string): string[] {
	return csv
		.split(/[\r\n]/)
		.flatMap((line) => line.split(separator))
		.map((cell) => cell.replace(/^[\s"]+/, ''));
}
