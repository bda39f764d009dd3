import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { repository } from './markdown';

/**
 * Code that only tests call can be right for years while the product does something else. So each name that the product
 * exports must occur in the product a second time.
 */
const CALLED_BY_OTHERS = new Map([
	['PaxtonNet2', 'n8n loads the node'],
	['PaxtonNet2Trigger', 'n8n loads the trigger'],
	['PaxtonNet2Api', 'n8n loads the credential'],
	['getCorrelationFields', 'n8n calls it by its name in a description'],
	['getAccessLevels', 'n8n calls it by its name in a description'],
	['getUserFields', 'n8n calls it by its name in a description'],
	['forgetCursors', 'a test plays a new process'],
]);

interface Source {
	path: string;
	exported: string[];
	/** How often each name occurs, apart from imports and re-exports. */
	names: Map<string, number>;
}

function sourceOf(path: string): Source {
	const text = readFileSync(join(repository, path), 'utf8');
	const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const names = new Map<string, number>();
	const visit = (node: ts.Node): void => {
		if (ts.isExportDeclaration(node) || ts.isImportDeclaration(node)) return;
		if (ts.isIdentifier(node)) names.set(node.text, (names.get(node.text) ?? 0) + 1);
		node.forEachChild(visit);
	};
	visit(tree);
	return { path, exported: tree.statements.flatMap(exportedBy), names };
}

function exportedBy(statement: ts.Statement): string[] {
	const isExported =
		ts.canHaveModifiers(statement) &&
		ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
	if (!isExported) return [];
	if (ts.isVariableStatement(statement))
		return statement.declarationList.declarations.map(({ name }) => name.getText());
	const isNamed =
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement);
	return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

const product = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			join(folder, file),
		),
	)
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
	.map(sourceOf);

function isUsed(name: string, by: Source): boolean {
	const elsewhere = product.some((one) => one !== by && one.names.has(name));
	return elsewhere || (by.names.get(name) ?? 0) > 1;
}

test('the product itself uses everything that it exports', () => {
	const exported = product.flatMap((source) =>
		source.exported.map((name) => ({ name, path: source.path, used: isUsed(name, source) })),
	);
	expect(exported.length).toBeGreaterThan(500);
	const unused = exported.filter(({ name, used }) => !used && !CALLED_BY_OTHERS.has(name));
	expect(unused.map(({ name, path }) => `${path}: ${name}`)).toEqual([]);
});
