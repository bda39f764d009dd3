import ts from 'typescript';

/** One small change of the product that a test should notice. */
export interface Mutant {
	start: number;
	end: number;
	/** The text in the file, and what it becomes. */
	from: string;
	to: string;
	line: number;
}

const SWAPS = new Map<ts.SyntaxKind, string>([
	[ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
	[ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
	[ts.SyntaxKind.LessThanToken, '<='],
	[ts.SyntaxKind.LessThanEqualsToken, '<'],
	[ts.SyntaxKind.GreaterThanToken, '>='],
	[ts.SyntaxKind.GreaterThanEqualsToken, '>'],
	[ts.SyntaxKind.AmpersandAmpersandToken, '||'],
	[ts.SyntaxKind.BarBarToken, '&&'],
	[ts.SyntaxKind.PlusToken, '-'],
	[ts.SyntaxKind.MinusToken, '+'],
	[ts.SyntaxKind.AsteriskToken, '/'],
]);

/** Every mutant of a source text: swapped operators, conditions that are always so, and dropped calls and returns. */
export function mutantsOf(name: string, text: string): Mutant[] {
	const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
	const found: Mutant[] = [];
	const add = (node: ts.Node, to: string) => {
		const [start, end] = [node.getStart(source), node.getEnd()];
		const line = source.getLineAndCharacterOfPosition(start).line + 1;
		found.push({ start, end, from: text.slice(start, end), to, line });
	};
	const visit = (node: ts.Node): void => {
		// Types have no effect when the program runs.
		if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node))
			return;
		if (ts.isBinaryExpression(node)) {
			const to = SWAPS.get(node.operatorToken.kind);
			const joinsText = [node.left, node.right].some(isText);
			if (to !== undefined && !joinsText) add(node.operatorToken, to);
		}
		if (ts.isIfStatement(node)) {
			add(node.expression, 'true');
			add(node.expression, 'false');
		}
		if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText()})`);
		if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
		if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
		if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
			add(node, node.operand.getText(source));
		if (ts.isNumericLiteral(node)) add(node, String(Number(node.text) + 1));
		const isStatement = ts.isExpressionStatement(node) || ts.isThrowStatement(node);
		if (isStatement) add(node, ';');
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

function isText(node: ts.Expression): boolean {
	return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}
