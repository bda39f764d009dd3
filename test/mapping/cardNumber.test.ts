import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	cardValue,
	hexOf,
	lastTwo,
	sameCard,
	type NumberFormat,
} from '../../nodes/PaxtonNet2/mapping/cardNumber';
import { refusal } from './refusal';

test.each<[string, NumberFormat, string]>([
	['12345678', 'decimal', '12345678'],
	[' 00012345 ', 'decimal', '12345'],
	['BC614E', 'hex', '12345678'],
	['0xbc614e', 'hex', '12345678'],
	['5F5E0FF', 'hex', '99999999'],
	// First four bytes, big-endian, modulo 10^8: 0x04A22B1C = 77736732; 0xFFFFFFFF = 4294967295.
	['04A22B1C', 'csn', '77736732'],
	['04:A2:2B:1C:99:88:77', 'csn', '77736732'],
	['ff ff ff ff', 'csn', '94967295'],
	['04-a2-2b-1c', 'csn', '77736732'],
])('%j as %s is %s', (text, format, value) => {
	expect(cardValue(text, format)).toBe(value);
});

test.each<[string, NumberFormat]>([
	['', 'decimal'],
	['0', 'decimal'],
	['123456789', 'decimal'],
	['4294967295', 'decimal'],
	['12a', 'decimal'],
	['-5', 'decimal'],
	['1e3', 'decimal'],
	['undefined', 'decimal'],
	['5F5E100', 'hex'],
	['XYZ', 'hex'],
	['04A22B', 'csn'],
	['04A22B1C9', 'csn'],
	['00000000', 'csn'],
	// 0x05F5E100 is 10^8 itself.
	['05F5E100', 'csn'],
	["1' OR '1'='1", 'decimal'],
])('%j as %s is refused without being repeated', (text, format) => {
	const error = refusal(() => cardValue(text, format));
	expect(error.reason).toBe('badInput');
	if (text.length > 4) expect(error.explanation).not.toContain(text);
});

test('what is no card is text, as it is read', () => {
	expect(cardValue(' AB-123-C ', 'decimal', 'VehicleNumberPlate')).toBe('AB-123-C');
	expect(cardValue('+31 20', 'hex', 'TelephoneCallerId')).toBe('+31 20');
	expect(refusal(() => cardValue('A\nB', 'decimal', 'VehicleNumberPlate')).reason).toBe('badInput');
	expect(hexOf('AB-123-C')).toBeNull();
});

test('decimal and hex are two forms of one number', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
			const value = cardValue(String(number), 'decimal');
			expect(cardValue(hexOf(value) ?? '', 'hex')).toBe(value);
			expect(sameCard(`00${value}`, value)).toBe(true);
			expect(lastTwo(value)).toBe(`…${value.slice(-2)}`);
		}),
	);
});

test('any serial number comes to the first four bytes', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 4, maxLength: 10 }), (bytes) => {
			const first = Buffer.from(bytes).readUInt32BE(0) % 100_000_000;
			fc.pre(first > 0);
			expect(cardValue(Buffer.from(bytes).toString('hex'), 'csn')).toBe(String(first));
		}),
	);
});
