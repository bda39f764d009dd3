import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One member of an interface, as its source declares it. */
export interface Member {
	name: string;
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

function memberOf(member: ts.TypeElement, source: ts.SourceFile): Member[] {
	if (!ts.isPropertySignature(member) || member.type === undefined) return [];
	const comment = ts
		.getJSDocCommentsAndTags(member)
		.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
		.join(' ');
	return [
		{
			name: member.name.getText(source),
			// JSON, and so an output, leaves undefined members out: `?` says all there is to say.
			type: member.type.getText(source).replace(/\s+/g, ' ').replaceAll(' | undefined', ''),
			comment: comment.replace(/\s+/g, ' ').trim(),
		},
	];
}
