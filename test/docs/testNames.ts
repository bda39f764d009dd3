import { join } from 'node:path';
import ts from 'typescript';
import { repository } from './markdown';
import { parse } from './members';

const MAKES_TEST = new Set(['test', 'it', 'describe']);

/**
 * The names of all tests and groups in a test file, as written: `test('name', …)`, `test.each(table)('name', …)` and so on.
 * A name that is put together at run time has an ellipsis for each part that is not known.
 *
 * @param file path from the root of the repository
 */
export function testNamesIn(file: string): string[] {
	const names: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && makesTest(node.expression)) {
			const name = textOf(node.arguments[0]);
			if (name !== undefined) names.push(name);
		}
		ts.forEachChild(node, visit);
	};
	visit(parse(join(repository, file)));
	return names;
}

/** Follows `test.each(table)` and `test.skipIf(condition)` to the function at the start. */
function makesTest(callee: ts.Expression): boolean {
	if (ts.isIdentifier(callee)) return MAKES_TEST.has(callee.text);
	if (ts.isPropertyAccessExpression(callee)) return makesTest(callee.expression);
	return ts.isCallExpression(callee) && makesTest(callee.expression);
}

function textOf(name: ts.Expression | undefined): string | undefined {
	if (name === undefined) return undefined;
	if (ts.isStringLiteralLike(name)) return name.text;
	if (!ts.isTemplateExpression(name)) return undefined;
	return name.head.text + name.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
