import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { read } from './markdown';
import { parse, product } from './members';
import { allMessages, allReasons } from './messages';

const page = read('docs/troubleshooting.md');
const [bySymptom = '', byMessage = ''] = page.split(/^# By message$/m);
const headingsOf = (part: string): string[] =>
	[...part.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);

test('has a section for each reason, and no other section by message', () => {
	const reasons = allReasons().map((reason) => `\`${reason}\``);
	expect(headingsOf(byMessage).sort()).toEqual(reasons.sort());
});

test('starts with symptoms, the most urgent one first', () => {
	expect(headingsOf(bySymptom)[0]).toBe('A leaver still opens a door');
	expect(headingsOf(bySymptom)).toContain('The nightly run was blocked');
});

test('quotes only messages that the source contains', async () => {
	const messages = [...textsOfSource(), ...(await allMessages()).map(({ message }) => message)];
	const quoted = [...page.matchAll(/^\| _(.+?)_ +\|/gm)].map(([, message = '']) => message);
	expect(quoted.length).toBeGreaterThan(30);
	expect(quoted.filter((quote) => !messages.some((one) => one.startsWith(quote)))).toEqual([]);
});

/** Each text of the source as written; `allMessages` joins those that are put together from parts. What is known only at run time is an ellipsis, and neighbouring ones are one. */
function textsOfSource(): string[] {
	return readdirSync(product, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) => textsIn(parse(join(product, file))));
}

function textsIn(node: ts.Node): string[] {
	const own = textOf(node);
	const inner: string[] = [];
	ts.forEachChild(node, (child) => void inner.push(...textsIn(child)));
	return own === undefined ? inner : [own, ...inner];
}

function textOf(node: ts.Node): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	const parts = node.templateSpans.map(({ literal }) => `…${literal.text}`);
	return [node.head.text, ...parts].join('').replace(/…+/g, '…');
}
