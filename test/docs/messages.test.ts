import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { filled } from '../../nodes/PaxtonNet2/messages/message';
import { parse, product } from './members';
import { allReasons, catalogueEntries } from './messages';

const sources = readdirSync(product, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => ({ file, source: parse(join(product, file)) }));

/** Messages of the node itself, and of a run that the user has ended. There is nothing to do about them. */
const WITHOUT_REMEDY = new Set(['cancelled', 'internal']);

test('the catalogue has a message for each reason', async () => {
	const reasons = new Set((await catalogueEntries()).map(({ reason }) => reason));
	expect(allReasons().filter((reason) => !reasons.has(reason))).toEqual([]);
});

test('each message of the catalogue is used', async () => {
	const text = sources.map(({ source }) => source.text).join('\n');
	const entries = await catalogueEntries();
	expect(entries.length).toBeGreaterThan(200);
	expect(entries.map(({ name }) => name).filter((name) => !isUsed(name, text))).toEqual([]);
});

/** By its full name, or taken out of its part: `const { noAddress } = serverMessages`. */
function isUsed(name: string, text: string): boolean {
	const [part = '', key = ''] = name.split('.');
	return new RegExp(`\\b${part}\\.${key}\\b|\\{[^{}=]*\\b${key}\\b[^{}=]*\\} = ${part};`).test(
		text,
	);
}

test('each message says what to do, except of an ended run and a fault of the node', async () => {
	const silent = (await catalogueEntries()).filter(
		({ reason, remedy }) => remedy === '' && !WITHOUT_REMEDY.has(reason),
	);
	expect(silent).toEqual([]);
});

/** They put a few words around the messages of other errors, whose reason they keep. */
const AROUND_OTHERS = new Set([
	'lifecycle/result/failure.ts',
	'lifecycle/synchronize/makePlan.ts',
	'lifecycle/synchronize/synchronize.ts',
]);

test('an error has its text from the catalogue, or passes on the text of another error', () => {
	const found = sources.flatMap(({ file, source }) =>
		newErrorsIn(source).map((one) => [file, one]),
	);
	expect(found.length).toBeGreaterThan(0);
	const ownText = found.filter(([, text]) => /['"`]\S+\s\S/.test(text ?? ''));
	expect(new Set(ownText.map(([file]) => file))).toEqual(AROUND_OTHERS);
});

/** The second and third argument of each `new Net2Error(…)`: message and remedy. */
function newErrorsIn(node: ts.Node): string[] {
	const inner: string[] = [];
	ts.forEachChild(node, (child) => void inner.push(...newErrorsIn(child)));
	if (!ts.isNewExpression(node) || node.expression.getText() !== 'Net2Error') return inner;
	return [...inner, ...(node.arguments ?? []).slice(1, 3).map((one) => one.getText())];
}

test('a value that contains braces is shown as it is', () => {
	const message = { reason: 'badInput', message: '{a} and {b}, {c}', remedy: '{b}' } as const;
	expect(filled(message, { a: '{b}', b: '$&' })).toEqual({
		message: '{b} and $&, {c}',
		remedy: '$&',
	});
});

test('the reference reads the files of the catalogue, and the page has each message', async () => {
	const page = readFileSync(join(__dirname, '../../docs/reference/messages.md'), 'utf8');
	const selfSigned = (await catalogueEntries()).find(
		({ name }) => name === 'tlsMessages.selfSigned',
	);
	expect(page).toContain(selfSigned?.message ?? 'no such message');
});
