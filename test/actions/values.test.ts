import { expect, test } from 'vitest';
import { booleanOf, choiceOf, textOf, wholeNumberOf } from '../../nodes/PaxtonNet2/actions/values';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

function refusal(read: () => unknown): Net2Error {
	try {
		read();
	} catch (error) {
		if (error instanceof Net2Error) return error;
	}
	throw new Error('it was not refused');
}

test.each([
	['00123', '00123'],
	[' 00123 ', ' 00123 '],
	[123, '123'],
	[0, '0'],
	[-7, '-7'],
	[9007199254740991, '9007199254740991'],
	[12345678901234567890n, '12345678901234567890'],
	['', undefined],
	['  ', undefined],
	[null, undefined],
	[undefined, undefined],
])('%s becomes the text %s', (value, text) => {
	expect(textOf(value, 'Key')).toBe(text);
});

test.each([1.5, NaN, Infinity, 1e21, 9007199254740992, {}, [], ['1'], true])(
	'%j is refused as text, and the message does not repeat it',
	(value) => {
		const error = refusal(() => textOf(value, 'Key'));
		expect(error.reason).toBe('badInput');
		expect(error.message).toContain("'Key'");
		expect(error.message).not.toMatch(/1\.5|e\+?21|992/);
	},
);

test.each([
	[true, true],
	['true', true],
	['TRUE ', true],
	[1, true],
	['0', false],
	[false, false],
	[null, true],
	['', true],
])('reads %j as %j if true is the default', (value, expected) => {
	expect(booleanOf(value, 'Flag', true)).toBe(expected);
});

test.each(['yes', 2, {}, []])('refuses %j, which is neither true nor false', (value) => {
	expect(refusal(() => booleanOf(value, 'Flag', false)).reason).toBe('badInput');
});

test('a choice is one of its words, the first if it is absent, and nothing inherited', () => {
	expect(choiceOf('b', 'X', ['a', 'b'])).toBe('b');
	expect(choiceOf(null, 'X', ['a', 'b'])).toBe('a');
	expect(refusal(() => choiceOf('constructor', 'X', ['a', 'b'])).remedy).toContain('a, b');
});

test.each([0, 33, -1, 1.5, '4x', 'NaN'])('refuses %j, which is not between 1 and 32', (value) => {
	const bounds = { absent: 4, least: 1, most: 32 };
	expect(refusal(() => wholeNumberOf(value, 'X', bounds)).reason).toBe('badInput');
});
