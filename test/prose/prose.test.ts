import { expect, test } from 'vitest';
import { allPhrases } from './bannedWords';
import { problemsOfPage, problemsOfText } from './check';
import { coveredFiles } from './covered';
import { sentencesOf } from './markdown';
import { readability } from './readability';
import { textsOf } from './sourceTexts';
import { textsOfWorkflow } from './workflowTexts';

const messages = (markdown: string): string[] =>
	problemsOfPage(markdown).map(({ line, message }) => `${line}: ${message}`);

test.each(allPhrases())('reports "%s" planted on a page', (phrase) => {
	const planted = phrase.replace('…', 'the user');
	const found = problemsOfPage(`# Title\n\nThe node removes it.\nThe word is ${planted} here.`);
	expect(found).toHaveLength(1);
	expect(found[0]?.line).toBe(4);
	expect(found[0]?.message).toMatch(/^".+": write .+/);
});

test('reports nothing for a page in plain words', () => {
	expect(
		messages('# Disable a user\n\nThe node sets the End Date. It then reads the user back.'),
	).toEqual([]);
});

test('reports a banned word in a heading, a list, a table, bold text and a link', () => {
	const page =
		'# What nobody sees\n\n- for whom\n\n| a | b |\n| --- | --- |\n| a loan | **barred** |\n\n[anew](x.md)';
	expect(messages(page).map((each) => each.split(':')[0])).toEqual(['1', '3', '7', '7', '9']);
});

test('leaves out code, code blocks, front matter of HTML and switched-off parts', () => {
	const page = [
		'The parameter `whoever` is text.',
		'```\nnobody\n```',
		'<!-- prose: off -->\n\nnobody\n\n<!-- prose: on -->',
		'<img alt="nobody" src="x.png">',
	];
	expect(messages(page.join('\n\n'))).toEqual([]);
});

test('accepts a banned word inside a longer phrase that is right', () => {
	expect(messages('Net2 carries out the command. The door is held open.')).toEqual([]);
	expect(messages('We understand standard words.')).toEqual([]);
});

test('reports a sentence of more than 20 words, except in a heading', () => {
	const long = Array.from({ length: 21 }, () => 'word').join(' ');
	expect(messages(`# ${long}`)).toEqual([]);
	expect(messages(`It is short.\n\nIt is short.\n\n${long}.`)).toEqual([
		expect.stringMatching(/^5: 21 words in a sentence/),
	]);
	expect(messages(`| ${long} |\n| --- |`)).toHaveLength(1);
});

test('reports a page with a mean of more than 15 words', () => {
	const sentence = `The ${Array.from({ length: 15 }, () => 'word').join(' ')}.`;
	expect(messages(`${sentence} ${sentence}`)).toEqual([
		expect.stringMatching(/^0: The mean sentence has 16.0 words/),
	]);
});

test('counts code as one word, and ends a sentence before code', () => {
	const [first, second] = sentencesOf('Set the field. `key` is `a b c`.');
	expect(first?.words).toHaveLength(3);
	expect(second?.words).toHaveLength(3);
	expect(sentencesOf('Use a number, e.g. `42`.')).toHaveLength(1);
});

const SOURCE = `
// A comment about nobody
// that goes on.
/**
 * Reads the user.
 *
 * @param whom the target of {@link whoever}
 */
export const field = {
	displayName: 'Limit',
	name: 'nobody',
	description: 'Whether to ' + (on ? 'stop; or not' : \`add \${n} door(s)\`),
	placeholder: 'e.g. 5.',
	message: failed ? 'One.' : 'Two.',
};
test.each([1])('returns %s', () => {});
`;

test('finds labels, descriptions, messages, comments and test names in a TypeScript file', () => {
	expect(textsOf('x.ts', SOURCE)).toEqual([
		{ kind: 'comment', line: 2, text: 'A comment about nobody\nthat goes on.' },
		{ kind: 'comment', line: 4, text: expect.stringContaining('Reads the user.') },
		{ kind: 'comment', line: 7, text: 'the target of `whoever`' },
		{ kind: 'label', line: 10, text: 'Limit' },
		{ kind: 'description', line: 12, text: 'Whether to …' },
		{ kind: 'label', line: 13, text: 'e.g. 5.' },
		{ kind: 'message', line: 14, text: 'One.' },
		{ kind: 'message', line: 14, text: 'Two.' },
		{ kind: 'testName', line: 16, text: 'returns %s' },
	]);
});

const problemsWith = (kind: 'label' | 'description' | 'comment', text: string): string[] =>
	problemsOfText({ kind, text, line: 1 }).map(({ message }) => message);

test('rejects semicolons and bracketed plurals in the interface, and accepts them in a comment', () => {
	expect(problemsWith('label', 'Doors; cards')).toEqual([expect.stringContaining('semicolon')]);
	expect(problemsWith('label', 'Removed … door(s)')).toEqual([expect.stringContaining('plural')]);
	expect(problemsWith('comment', 'Doors; cards')).toEqual([]);
	expect(problemsWith('label', 'Use `a;b`')).toEqual([]);
});

test('limits the first sentence of a description to 12 words', () => {
	const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
	expect(problemsWith('description', words(12))).toEqual([]);
	expect(problemsWith('description', words(13))).toHaveLength(1);
	expect(problemsWith('description', `${words(3)}. The ${words(13)}.`)).toEqual([]);
});

test('rejects a full stop after a description of one sentence', () => {
	expect(problemsWith('description', 'Name of the user.')).toHaveLength(1);
	expect(problemsWith('description', 'Name of the user')).toEqual([]);
});

test('reads the names, notes and forms of a workflow, without expressions', () => {
	const nodes = [
		{ name: 'Ask', type: 'n8n-nodes-base.form', parameters: { formTitle: 'Hello {{ $json.x }}' } },
		{ name: 'Note', type: 'n8n-nodes-base.stickyNote', parameters: { content: '## Title' } },
	];
	expect(
		textsOfWorkflow(JSON.stringify({ name: 'Joiner', nodes })).map(({ text }) => text),
	).toEqual(['Joiner', 'Ask', 'Hello …', 'Note', '## Title']);
});

test('fails for a pattern that covers no file', () => {
	expect(() => coveredFiles(['docs/renamed.md'])).toThrow("covers 'docs/renamed.md'");
});

test('measures sentences, words and reading ease of running text', () => {
	const { sentences, mean, longest, ease } = readability('# Not this\n\nThe user came. It ran.');
	expect({ sentences, mean, longest }).toEqual({ sentences: 2, mean: 2.5, longest: 3 });
	expect(ease).toBeGreaterThan(80);
});

test.each([
	['a comment', 'nodes/x.ts', '// It tells nobody.'],
	['a docstring', 'test/x.ts', '/** It tells nobody. */\nconst x = 1;'],
	['a test name', 'test/x.test.ts', "test('tells nobody', () => {});"],
	['a message', 'nodes/x.ts', "throw new Net2Error('badInput', 'This tells nobody at all.', '');"],
])('reports banned words planted in %s', (_kind, path, planted) => {
	expect(textsOf(path, planted).flatMap(problemsOfText)).toHaveLength(2);
});
