import { expect, test } from 'vitest';
import { html } from '../../nodes/PaxtonNet2/planReport/html';

const shown = (value: string) => html`<b>${value}</b>`.text.slice(3, -4);

test.each([
	['a soft hyphen', '\u00ad'],
	['a combining joiner', '\u034f'],
	['the Arabic letter mark', '\u061c'],
	['a Hangul filler', '\u3164'],
	['a zero-width space', '\u200b'],
	['a zero-width joiner', '\u200d'],
	['a right-to-left mark', '\u200f'],
	['an override of the direction', '\u202e'],
	['an isolate', '\u2066'],
	['a word joiner', '\u2060'],
	['a byte-order mark', '\ufeff'],
	['an annotation mark', '\ufff9'],
	['a blank of Braille', '\u2800'],
	['a tag', '\u{e0041}'],
	['a control character', '\u0007'],
	['half a surrogate pair', '\ud800'],
])('shows a sign in place of %s', (_name, invisible) => {
	expect(shown(`An${invisible}na`)).toBe('An\ufffdna');
});

test.each(['\n', '\t', '\r', '\u2028', '\u0085'])('shows a blank in place of %j', (character) => {
	expect(shown(`An${character}na`)).toBe('An na');
});

test.each(['Zoë Łukasz', 'محمد', 'Nguyễn', '王小明', '🙂', 'Anne\u00a0Marie', '👍🏽'])(
	'shows %s as it is',
	(name) => {
		expect(shown(name)).toBe(name);
	},
);

test('leaves out the choice of a form, as in an emoji', () => {
	expect(shown('❤\ufe0f')).toBe('❤');
});

test('escapes markup in text and in attributes', () => {
	expect(html`<b title="${'"<'}">${"<i>&'"}</b>`.text).toBe(
		'<b title="&quot;&lt;">&lt;i&gt;&amp;&#39;</b>',
	);
});
