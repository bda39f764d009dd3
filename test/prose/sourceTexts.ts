import { readFileSync } from 'node:fs';
import * as ts from 'typescript';
import { commentsOf } from './comments';

/** What a text of a source file is for. */
export type TextKind = 'label' | 'description' | 'message' | 'comment' | 'testName';

/** A text that a person reads, in a TypeScript file. */
export interface SourceText {
	kind: TextKind;
	/** Markdown; a value that is put in at run time is `…`. */
	text: string;
	/** Line of its first character, counted from 1. */
	line: number;
}

/** Properties whose strings a person reads. */
const PROPERTIES: Readonly<Record<string, TextKind>> = {
	displayName: 'label',
	placeholder: 'label',
	action: 'label',
	description: 'description',
	hint: 'description',
	message: 'message',
	remedy: 'message',
	summary: 'message',
	warning: 'message',
};

const TEST_FUNCTIONS = new Set(['test', 'it', 'describe']);

/**
 * Labels, descriptions, messages, comments and test names of one file, in the order of the file.
 *
 * @param path from the root of the repository
 */
export function textsOf(path: string, text = readFileSync(path, 'utf8')): SourceText[] {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
	const found: SourceText[] = commentsOf(source).map((comment) => ({
		kind: 'comment',
		...comment,
	}));
	const isTest = TEST.test(path);
	const isProduct = PRODUCT.test(path) && !isTest;
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAssignment(node) && !isTest) found.push(...propertyTexts(node, source));
		else if (ts.isCallExpression(node)) found.push(...testNames(node, source));
		else if (isProduct && isShown(node)) found.push({ kind: 'message', ...place(node, source) });
		ts.forEachChild(node, visit);
	};
	visit(source);
	return unique(found).sort((a, b) => a.line - b.line);
}

/** In a test, a label or a message is data. */
const TEST = /^test\//;

/** Files whose strings a user may see. Strings of a test or of the emulator are data. */
const PRODUCT = /^(?:nodes|credentials|examples)\//;

/** The product builds warnings, summaries and errors in functions, so each string of several words counts as a message. */
const SENTENCE = /^(?!SELECT )(?=[\s\S]*\p{L}\s+\p{L})(?:\S+\s+){3}\S+/u;

function isShown(node: ts.Node): node is ts.Expression {
	if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return false;
	const text = textOf(node) ?? '';
	// The synonyms of a column are a list of words over several lines.
	return SENTENCE.test(text) && (!text.includes('\n') || /[.:]/.test(text));
}

/** A text with a kind of its own, such as a description, is not a message as well. */
function unique(found: readonly SourceText[]): SourceText[] {
	const specific = found.filter(({ kind }) => kind !== 'message');
	const taken = new Set(specific.map(({ line, text }) => `${line} ${text}`));
	const messages = found.filter(({ kind, line, text }) => {
		const key = `${line} ${text}`;
		if (kind !== 'message' || taken.has(key)) return false;
		taken.add(key);
		return true;
	});
	return [...specific, ...messages];
}

function propertyTexts(node: ts.PropertyAssignment, source: ts.SourceFile): SourceText[] {
	const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : '';
	const kind = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
	if (kind === undefined) return [];
	return strings(node.initializer).map((one) => ({ kind, ...place(one, source) }));
}

/** The string, or those between which an expression chooses. */
function strings(node: ts.Expression): ts.Expression[] {
	if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [node];
	if (ts.isConditionalExpression(node))
		return [...strings(node.whenTrue), ...strings(node.whenFalse)];
	if (ts.isParenthesizedExpression(node)) return strings(node.expression);
	if (ts.isBinaryExpression(node)) {
		if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return strings(node.right);
		return textOf(node) === undefined ? [] : [node];
	}
	return [];
}

function place(node: ts.Expression, source: ts.SourceFile): { text: string; line: number } {
	return {
		text: textOf(node) ?? '',
		line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
	};
}

/** The text of a string, with `…` for each value; undefined if it contains no text of its own. */
function textOf(node: ts.Expression): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node))
		return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
	if (ts.isBinaryExpression(node)) {
		const left = textOf(node.left);
		const right = textOf(node.right);
		return left === undefined && right === undefined ? undefined : `${left ?? '…'}${right ?? '…'}`;
	}
	return undefined;
}

function testNames(node: ts.CallExpression, source: ts.SourceFile): SourceText[] {
	const [name] = node.arguments;
	if (name === undefined || !TEST_FUNCTIONS.has(calledName(node.expression))) return [];
	return textOf(name) === undefined ? [] : [{ kind: 'testName', ...place(name, source) }];
}

/** `test` of `test(…)`, `test.skip(…)` and `test.each(…)(…)`. */
function calledName(node: ts.Expression): string {
	if (ts.isIdentifier(node)) return node.text;
	if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node))
		return calledName(node.expression);
	return '';
}
