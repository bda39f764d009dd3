import * as ts from 'typescript';

/** A name that a file declares. */
export interface Declaration {
	name: string;
	kind: 'function' | 'type' | 'other';
	/** Counted from 1. */
	line: number;
}

/** Every name that a TypeScript file declares itself. Names that it only uses are another file's matter. */
export function declarationsOf(source: ts.SourceFile): Declaration[] {
	const found: Declaration[] = [];
	const visit = (node: ts.Node): void => {
		const name = ts.isPropertyAssignment(node) ? undefined : nameOf(node);
		if (name !== undefined)
			found.push({
				name: name.text,
				kind: kindOf(node),
				line: source.getLineAndCharacterOfPosition(name.getStart(source)).line + 1,
			});
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

function nameOf(node: ts.Node): ts.Identifier | ts.PrivateIdentifier | undefined {
	const named =
		ts.isVariableDeclaration(node) ||
		ts.isParameter(node) ||
		ts.isBindingElement(node) ||
		ts.isFunctionDeclaration(node) ||
		ts.isMethodDeclaration(node) ||
		ts.isMethodSignature(node) ||
		ts.isPropertySignature(node) ||
		ts.isPropertyDeclaration(node) ||
		ts.isGetAccessorDeclaration(node) ||
		isType(node);
	if (!named || node.name === undefined) return undefined;
	return ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name) ? node.name : undefined;
}

function isType(
	node: ts.Node,
): node is ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
	return (
		ts.isClassDeclaration(node) ||
		ts.isInterfaceDeclaration(node) ||
		ts.isTypeAliasDeclaration(node)
	);
}

function kindOf(node: ts.Node): Declaration['kind'] {
	if (isType(node)) return 'type';
	if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isMethodSignature(node))
		return 'function';
	const value =
		ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) ? node.initializer : undefined;
	const arrow =
		value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
	const signature = ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.FunctionType;
	return arrow || signature ? 'function' : 'other';
}
