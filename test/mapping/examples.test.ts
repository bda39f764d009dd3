import { parseEnd, parseStart } from '../../nodes/PaxtonNet2/mapping/siteTime';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { lookUp, lookUpAll, parseTable, type Row } from '../../nodes/PaxtonNet2/mapping/table';
import { isNearMiss, normalKey } from '../../nodes/PaxtonNet2/mapping/text';
import { refusal } from './refusal';

const rowsOf = (name: string): Row[] =>
	parseTable(readFileSync(join(__dirname, '../../examples/hr', name), 'utf8'));
const departments = rowsOf('departments.csv');
const joiners = rowsOf('joiners.csv');
const mapped = (value = '') =>
	lookUp(departments, { fromColumn: 'Department', toColumn: 'DepartmentNet2', value });
const levels = (value: string) =>
	lookUpAll(departments, { fromColumn: 'Department', levelColumn: 'AccessLevel', value });

describe('the HR examples', () => {
	test.each(['joiners.csv', 'movers.csv', 'leavers.csv'])('%s has keys and plain dates', (name) => {
		for (const row of rowsOf(name)) {
			expect(normalKey(row.key)).not.toBe('');
			if (row.startDate) parseStart(row.startDate, { zone: 'Europe/Amsterdam' });
			if (row.endDate) parseEnd(row.endDate, { zone: 'Europe/Amsterdam' });
		}
	});

	it('maps every department but the one that is missing on purpose', () => {
		const wrong = joiners.filter((row) => row.key === '1011');
		expect(refusal(() => mapped(wrong[0]?.department)).reason).toBe('unknownDepartment');
		for (const row of [...joiners, ...rowsOf('movers.csv')]) {
			if (row.key !== '1011') expect(mapped(row.department)).not.toBe('');
		}
		expect(mapped('0500')).toBe("Int'l Trade");
		expect(levels('0200')).toEqual(['Office hours', 'Server room']);
		expect(levels('0900')).toEqual(['All hours, all doors']);
	});

	it('has one key twice, and two keys that differ in zeros only', () => {
		const keys = joiners.map((row) => row.key);
		expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual(['1012']);
		expect(keys).toEqual(expect.arrayContaining(['00123', '123']));
	});

	it('has a leaver who is nearly two people', () => {
		const leaver = normalKey(rowsOf('leavers.csv').at(-1)?.key);
		expect(joiners.filter((row) => isNearMiss(row.key ?? '', leaver))).toHaveLength(2);
	});
});
