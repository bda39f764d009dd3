import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { inWords } from './typeWords';

/** One member of an interface, as its source declares it. */
export interface Member {
	name: string;
	/** What values it has, in words. */
	type: string;
	/** The comment above it, or nothing. */
	comment: string;
}

export const product = join(__dirname, '..', '..', 'nodes', 'PaxtonNet2');

/**
 * The members of an interface of the product, those it extends not among them.
 *
 * @param place file and name, e.g. `lifecycle/result/result.ts#UserView`
 * @throws Error where there is no such interface: the reference must not name what is gone
 */
export function membersOf(place: string): Member[] {
	const [file = '', name = ''] = place.split('#');
	const source = parse(join(product, file));
	for (const statement of source.statements)
		if (ts.isInterfaceDeclaration(statement) && statement.name.text === name)
			return statement.members.flatMap((member) => memberOf(member, source));
	throw new Error(`There is no interface ${name} in ${file}`);
}

export function parse(path: string): ts.SourceFile {
	return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The words of a union type, in the order of the source. */
export function wordsOf(file: string, name: string): string[] {
	const source = parse(join(product, file));
	for (const statement of source.statements) {
		if (!ts.isTypeAliasDeclaration(statement) || statement.name.text !== name) continue;
		return statement.type
			.getText(source)
			.split('|')
			.map((word) => word.trim().replaceAll("'", ''))
			.filter((word) => word !== '');
	}
	throw new Error(`There is no type ${name} in ${file}`);
}

/** The words of a union type or of a constant list, each with the comment above it. */
export function meaningsOf(file: string, name: string): Array<[word: string, meaning: string]> {
	const source = parse(join(product, file));
	const meaning = (node: ts.Node): [string, string] => [
		node.getText(source).replaceAll("'", ''),
		commentAbove(node, source),
	];
	for (const statement of source.statements) {
		if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
			return ts.isUnionTypeNode(statement.type) ? statement.type.types.map(meaning) : [];
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name: variable, initializer } of statement.declarationList.declarations) {
			const list =
				initializer && ts.isAsExpression(initializer) ? initializer.expression : undefined;
			if (
				variable.getText(source) === name &&
				list !== undefined &&
				ts.isArrayLiteralExpression(list)
			)
				return list.elements.map(meaning);
		}
	}
	throw new Error(`There are no words ${name} in ${file}`);
}

/** The last comment between the word before, or the beginning of the list, and this word. */
function commentAbove(node: ts.Node, source: ts.SourceFile): string {
	const siblings = node.parent.getChildren(source).flatMap((child) => child.getChildren(source));
	const before = siblings.filter(
		({ end, kind }) => end < node.getStart(source) && kind === node.kind,
	);
	const from = before.at(-1)?.end ?? node.parent.getFullStart();
	const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/(?:(?!\/\*)[\s\S])*$/.exec(
		source.text.slice(from, node.getStart(source)),
	)?.[1];
	return (comment ?? '').replace(/\s*\n\s*\*?/g, ' ').trim();
}

function memberOf(member: ts.TypeElement, source: ts.SourceFile): Member[] {
	if (!ts.isPropertySignature(member) || member.type === undefined) return [];
	const comment = ts
		.getJSDocCommentsAndTags(member)
		.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
		.join(' ');
	return [
		{
			name: member.name.getText(source),
			type: inWords(member.type, source),
			comment: comment.replace(/\s+/g, ' ').trim(),
		},
	];
}
