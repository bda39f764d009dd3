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
		};
		expect(rows).toEqual([
			{ ...common, field: 'accessLevels', from: 'Office hours, Server room', to: '' },
			{ ...common, field: 'isAlarmUser', from: '', to: 'true' },
		]);
		expect(parse(csv, { columns: true })).toEqual(rows);
	});

	it('lists what was done before a failure', () => {
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
	])('returns no row for %s', (_, told) => {
		const { rows, csv } = evidenceOf(told);
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

	it('returns CSV that holds the rows, and no formula under any separator', () => {
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
 * What a spreadsheet may find in the text where it splits at this separator. It gives quotes a meaning only around a whole
 * cell of its own, so the strictest reading is that they have none.
 */
function cellsOf(csv: string, separator: string): string[] {
	return csv
		.split(/[\r\n]/)
		.flatMap((line) => line.split(separator))
		.map((cell) => cell.replace(/^[\s"]+/, ''));
}
