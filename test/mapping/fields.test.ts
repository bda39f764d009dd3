import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { correlationFieldId, readFields } from '../../nodes/PaxtonNet2/mapping/fields';
import { orRefusal, refusal } from './refusal';

const SITE = [
	{ id: 9, name: 'Email', maxLength: 50 },
	{ id: 10, name: 'Position', maxLength: 50 },
	{ id: 13, name: 'Notes', maxLength: 0 },
	{ id: 14, name: 'Personnel number', maxLength: 50 },
];
const read = (values: Parameters<typeof readFields>[0], empty: 'keep' | 'clear' = 'keep') =>
	readFields(values, SITE, empty);

describe('readFields', () => {
	it('reads every kind of field', () => {
		const desired = read({
			firstName: ' Łukasz ',
			lastName: "O'Brien",
			telephone: 31201234567,
			pin: '0042',
			isAlarmUser: true,
			isAntiPassbackUser: 'False',
			'customField:9': 'a@example.com',
			'customField:14': '00123',
			'customField:10': 123,
			'customField:13': 'two\r\nlines',
		});
		expect(desired).toEqual({
			text: { firstName: 'Łukasz', lastName: "O'Brien", telephone: '31201234567' },
			pin: '0042',
			flags: { isAlarmUser: true, isAntiPassbackUser: false },
			custom: new Map([
				[9, 'a@example.com'],
				[14, '00123'],
				[10, '123'],
				[13, 'two\r\nlines'],
			]),
		});
	});

	const blank = { middleName: '', fax: null, pin: ' ', isAlarmUser: null, 'customField:9': '' };

	it('keeps what is empty, or clears it by sending ""', () => {
		expect(read(blank)).toEqual({ text: {}, flags: {}, custom: new Map() });
		expect(read(blank, 'clear')).toEqual({
			text: { middleName: '', fax: '' },
			pin: '',
			flags: {},
			custom: new Map([[9, '']]),
		});
		expect(read({}, 'clear')).toEqual({ text: {}, flags: {}, custom: new Map() });
	});

	it('refuses to clear both names', () => {
		expect(refusal(() => read({ firstName: '', lastName: ' ' }, 'clear')).reason).toBe('badInput');
		expect(read({ firstName: '', lastName: 'Prince' }, 'clear').text.firstName).toBe('');
	});

	test.each(['email', 'customField:1', 'customField:x', 'customField:0', 'FirstName', 'toString'])(
		'refuses the unknown field %s and names the labels there are',
		(id) => {
			for (const value of ['x', '']) {
				const error = refusal(() => read({ [id]: value }));
				expect(error.reason).toBe('unknownField');
				expect(error.message).toContain(id);
				expect(error.remedy).toContain('Email (customField:9)');
			}
		},
	);

	it('takes __proto__ for an unknown field', () => {
		const values = JSON.parse('{"__proto__":"x"}');
		expect(refusal(() => read(values)).reason).toBe('unknownField');
	});

	it('never cuts: label and both lengths are named', () => {
		expect(read({ 'customField:9': 'x'.repeat(50) }).custom.get(9)).toHaveLength(50);
		const error = refusal(() => read({ 'customField:9': 'x'.repeat(51) }));
		expect(error.reason).toBe('badInput');
		expect(error.message).toMatch(/"Email" can store 50 characters.* has 51/);
		expect(read({ 'customField:13': 'x'.repeat(4000) }).custom.get(13)).toHaveLength(4000);
		expect(refusal(() => read({ lastName: 'x'.repeat(4000) })).message).toContain('255');
	});

	test.each([
		['a fraction', { lastName: 1.5 }],
		['NaN', { lastName: Number.NaN }],
		['a number too large to be exact', { 'customField:14': 2 ** 60 }],
		['true for text', { lastName: true }],
		['NUL', { lastName: 'a\u0000b' }],
		['a line break in a name', { lastName: 'a\nb' }],
		['NUL in the notes', { 'customField:13': 'a\u0000b' }],
		['half a surrogate pair', { lastName: '\udc00' }],
		['a word for a flag', { isAlarmUser: 'yes' }],
		['a number for a flag', { isAlarmUser: 1 }],
	])('refuses %s', (_, values) => {
		expect(refusal(() => read(values)).reason).toBe('badInput');
	});

	test.each([['12a4'], ['-1234'], ['12 34'], ['١٢٣٤'], [42], [1234.5], [true]])(
		'refuses the PIN %j without showing it',
		(pin) => {
			const error = refusal(() => read({ pin }));
			expect(error.reason).toBe('badInput');
			expect(error.explanation).not.toContain(String(pin));
		},
	);

	it('answers or refuses whatever it is given', () => {
		const id = fc.oneof(
			fc.string(),
			fc.constantFrom('__proto__', 'pin', 'lastName', 'isAlarmUser', 'customField:14'),
		);
		const values = fc.dictionary(id, fc.anything());
		fc.assert(
			fc.property(values, fc.constantFrom('keep', 'clear'), (given, empty) => {
				// An expression can return what the types forbid.
				orRefusal(() => Reflect.apply(readFields, undefined, [given, SITE, empty]));
				expect(Object.keys(Object.prototype)).toEqual([]);
			}),
		);
	});
});

describe('correlationFieldId', () => {
	const moved = [
		{ id: 12, name: 'PERSONNEL NUMBER', maxLength: 50 },
		{ id: 14, name: 'Title', maxLength: 50 },
	];

	test.each([
		[undefined, SITE, 14],
		['', SITE, 14],
		[undefined, moved, 12],
		[undefined, [{ id: 14, name: 'Key', maxLength: 50 }], 14],
		['customField:9', SITE, 9],
		[' customField:14 ', SITE, 14],
		[' email ', SITE, 9],
	])('%j is field %#', (given, site, id) => {
		expect(correlationFieldId(given, site)).toBe(id);
	});

	const twice = [
		{ id: 3, name: 'Badge', maxLength: 50 },
		{ id: 4, name: 'badge ', maxLength: 50 },
	];

	test.each([
		['a field that is not there', 'customField:3', SITE],
		['an unknown label', 'Staff number', SITE],
		['a label two fields have', 'Badge', twice],
		['no default', undefined, twice],
		['a site without fields', undefined, []],
		['two fields with the default label', undefined, [...moved, ...SITE]],
		['a bare id', '14', SITE],
	])('refuses %s', (_, given, site) => {
		const error = refusal(() => correlationFieldId(given, site));
		expect(error.reason).toBe('unknownField');
		for (const { name } of site) expect(error.remedy).toContain(name);
	});
});
