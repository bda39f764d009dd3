import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isNearMiss, normalKey, sameName } from '../../nodes/PaxtonNet2/mapping/text';
import { orRefusal, refusal } from './refusal';

describe('normalKey', () => {
	test.each([
		['00123', '00123'],
		[' 00123\u00a0', '00123'],
		[123, '123'],
		[0, '0'],
		['A-17', 'A-17'],
		["x'; DROP TABLE users --", "x'; DROP TABLE users --"],
	])('takes %j as %j', (value, key) => {
		expect(normalKey(value)).toBe(key);
	});

	test.each([
		[''],
		['   '],
		[null],
		[undefined],
		[1.5],
		[-1],
		[Number.NaN],
		[Number.MAX_SAFE_INTEGER + 1],
		[true],
		[{ key: '1' }],
		[['1']],
		['1\u00002'],
		['1\n2'],
		['\ud800'],
		['00\ufffd1'],
	])('refuses %j', (value) => {
		expect(refusal(() => normalKey(value)).reason).toBe('badInput');
	});

	it('answers or refuses whatever it is given', () => {
		fc.assert(fc.property(fc.anything(), (value) => void orRefusal(() => normalKey(value))));
	});

	it('keeps a long key whole, and its message short', () => {
		expect(normalKey('9'.repeat(4000))).toHaveLength(4000);
		expect(refusal(() => normalKey(`${'9'.repeat(4000)}\u0000`)).message.length).toBeLessThan(200);
	});
});

describe('isNearMiss', () => {
	test.each([
		['00123', '123'],
		['123', '0123'],
		[' 0123', '00123'],
		['a-17', 'A-17'],
		['123', '123\u200b'],
		['123', '１２３'],
		['0', '000'],
	])('%j is near %j, both ways', (a, b) => {
		expect(isNearMiss(a, b)).toBe(true);
		expect(isNearMiss(b, a)).toBe(true);
	});

	test.each([
		['123', '123'],
		['123', '1230'],
		['', '0'],
		['', ' '],
		['A-017', 'A-17'],
	])('%j is not near %j', (a, b) => {
		expect(isNearMiss(a, b)).toBe(false);
	});

	it('never calls equal keys near, and sees every lost zero', () => {
		const key = fc.stringMatching(/^[1-9A-Z][0-9A-Z]{0,8}$/);
		fc.assert(
			fc.property(key, fc.integer({ min: 1, max: 6 }), (bare, zeros) => {
				expect(isNearMiss(bare, bare)).toBe(false);
				expect(isNearMiss('0'.repeat(zeros) + bare, bare)).toBe(true);
			}),
		);
	});
});

describe('sameName', () => {
	test.each([
		['Żółć', 'żółć', true],
		['Mu\u0308ller', 'M\u00fcller', true],
		[" O'Brien ", "o'brien", true],
		[null, '', true],
		['Müller', 'Muller', false],
		["O'Brien", 'O’Brien', false],
		['Jansen', null, false],
	])('%j and %j: %j', (a, b, same) => {
		expect(sameName(a, b)).toBe(same);
	});
});
