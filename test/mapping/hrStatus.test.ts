import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readEmployment, readStatus } from '../../nodes/PaxtonNet2/mapping/hrStatus';
import { orRefusal, refusal } from './refusal';

describe('readStatus', () => {
	// The values of docs/hr-data.md, and the ones of the samples.
	test.each([
		[false],
		[0],
		['false'],
		['0'],
		['no'],
		['No'],
		['nee'],
		['NEIN'],
		['inactive'],
		['Inactive'],
		[' inactive '],
		['disabled'],
		['Terminated'],
		['uit dienst'],
		['Uit-dienst'],
		['UIT_DIENST'],
	])('takes %j for "has left"', (value) => {
		expect(readStatus(value)).toBe('left');
	});

	test.each([
		[true],
		[1],
		['true'],
		['1'],
		['yes'],
		['ja'],
		['active'],
		['Active'],
		['actief'],
		['Aktiv'],
		['employed'],
		['in dienst'],
		['onboarding'],
		['on leave'],
		['Leave of Absence'],
		['parental-leave'],
		['garden leave'],
		['verlof'],
		['Elternzeit'],
		['ziek'],
	])('takes %j for present', (value) => {
		expect(readStatus(value)).toBe('present');
	});

	test.each([[null], [undefined], [''], ['  ']])('takes %j for nothing said', (value) => {
		expect(readStatus(value)).toBe('blank');
	});

	test.each([
		['A'],
		['n'],
		['T'],
		['pending'],
		['Suspended'],
		['3'],
		[2],
		[-1],
		['-1'],
		['1.0'],
		['?'],
		['-'],
		[{}],
		[[]],
		[['inactive']],
		[{ value: 'inactive' }],
	])('refuses %j with the column and a remedy', (value) => {
		const error = refusal(() => readStatus(value, { header: 'Active_Status' }));
		expect(error.reason).toBe('badInput');
		expect(error.message).toContain("'Active_Status'");
		expect(error.remedy).toContain("'Leaver Statuses'");
	});

	it('takes what is added to leaverStatuses for "has left", also against a known value', () => {
		const leaverStatuses = ['Garden Leave', 'suspended', 'N'];
		expect(readStatus('garden-leave', { leaverStatuses })).toBe('left');
		expect(readStatus('SUSPENDED', { leaverStatuses })).toBe('left');
		expect(readStatus('n', { leaverStatuses })).toBe('left');
		expect(readStatus('active', { leaverStatuses })).toBe('present');
		expect(readStatus(3, { leaverStatuses: ['3'] })).toBe('left');
		// A blank entry in the option must not make leavers of all employees.
		expect(readStatus('active', { leaverStatuses: ['', ' ', '-'] })).toBe('present');
		expect(readStatus('', { leaverStatuses: [''] })).toBe('blank');
	});

	it('names the wrong encoding when characters were lost', () => {
		expect(refusal(() => readStatus('besch\uFFFDftigt')).explanation).toContain('encoding');
	});

	it('answers or refuses whatever it is given', () => {
		fc.assert(fc.property(fc.anything(), (value) => void orRefusal(() => readStatus(value))));
	});
});

describe('readEmployment', () => {
	const at = { now: Date.parse('2026-11-24T09:00:00Z'), site: { zone: 'Europe/Amsterdam' } };
	const PAST = { day: '2026-11-23' };
	const TODAY = { day: '2026-11-24' };
	const FUTURE = { day: '2026-12-31' };
	const NEVER = { never: true } as const;
	const BLANK = { blank: true } as const;

	test.each([
		['present', PAST, true, 'endDate', PAST],
		['blank', PAST, true, 'endDate', PAST],
		['left', PAST, true, 'endDate', PAST],
		['present', TODAY, false, undefined, TODAY],
		['present', FUTURE, false, undefined, FUTURE],
		['present', BLANK, false, undefined, BLANK],
		['blank', BLANK, false, undefined, BLANK],
		['present', NEVER, false, undefined, NEVER],
		['left', BLANK, true, 'status', BLANK],
		['left', NEVER, true, 'status', BLANK],
		['left', FUTURE, false, undefined, FUTURE],
		['left', TODAY, false, undefined, TODAY],
		['present', { instant: at.now - 1 }, true, 'endDate', { instant: at.now - 1 }],
	] as const)(
		'%s with the end %j: left %j, because of %j',
		(status, end, hasLeft, because, kept) => {
			const employment = readEmployment({ status, end }, at);
			expect(employment).toMatchObject({ hasLeft, end: kept });
			expect(employment.because).toBe(because);
			const contradicts = status === 'left' && !hasLeft;
			expect(employment.warning !== undefined).toBe(contradicts);
		},
	);
});
