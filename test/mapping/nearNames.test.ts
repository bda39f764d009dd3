import { expect, test } from 'vitest';
import { nearNames } from '../../nodes/PaxtonNet2/mapping/nearNames';

test('suggests the nearest name first, whatever case, blanks and signs it has', () => {
	const names = ['Office hours extended', 'Warehouse', 'office-hours', 'Office hour'];
	expect(nearNames('Office Hours', names)).toEqual([
		'office-hours',
		'Office hours extended',
		'Office hour',
	]);
});

test('suggests a name with as many other letters as a third of the word, and at most three', () => {
	expect(nearNames('abc', ['abX', 'aXX'])).toEqual(['abX']);
	expect(nearNames('abcdefghi', ['abcdefXXX', 'abcdeXXXX'])).toEqual(['abcdefXXX']);
	expect(nearNames('abcdefghijklmnopqrst', ['abcdefghijklmnopXXXX'])).toEqual([]);
});

test('suggests at most three names', () => {
	expect(nearNames('sale', ['sales', 'saled', 'salet', 'salek'])).toHaveLength(3);
});

test('suggests a name that contains a word of three letters, but of two only if it is as short', () => {
	expect(nearNames('fin', ['Finance and control'])).toEqual(['Finance and control']);
	expect(nearNames('fi', ['Finance', 'fi1'])).toEqual(['fi1']);
});

test('suggests nothing for a text of signs alone, and nothing for or of more than 200 letters', () => {
	expect(nearNames('– / –', ['Sales'])).toEqual([]);
	const [most, more] = ['a'.repeat(200), 'a'.repeat(201)];
	expect(nearNames(most, [most, more])).toEqual([most]);
	expect(nearNames(more, [most, more])).toEqual([]);
});
