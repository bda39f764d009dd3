import ts from 'typescript';

/** Types that have a part of their own on a page, and the link to it. */
const LINKS: Record<string, string> = {
	LabelledChange: '[change](result.md#change)',
	AuditEntry: '[audit entry](result.md#audit-entry)',
	Undo: '[undo](result.md#undo)',
	UserView: '[user](result.md#user)',
	Word: 'one of the [outcomes](result.md#outcomes)',
	Outcome: 'one of the [outcomes](result.md#outcomes)',
	Mode: '`plan`, `apply` or `applyApproved`',
	Kind: 'one of the [kinds](result.md#kinds)',
};

/**
 * A type in plain words, for readers who don't know TypeScript: `string | null` is "text, or empty".
 *
 * @param source the file in which the type is written
 */
export function inWords(type: ts.TypeNode, source: ts.SourceFile): string {
	if (ts.isUnionTypeNode(type)) return unionInWords(type.types, source);
	if (ts.isParenthesizedTypeNode(type)) return inWords(type.type, source);
	if (ts.isArrayTypeNode(type)) return `list of ${plural(inWords(type.elementType, source))}`;
	if (ts.isLiteralTypeNode(type)) return `\`${type.getText(source).replaceAll("'", '')}\``;
	if (ts.isTypeLiteralNode(type)) return `object with ${memberNames(type, source)}`;
	if (ts.isIntersectionTypeNode(type))
		return type.types.map((part) => inWords(part, source)).join('; ');
	if (ts.isTypeReferenceNode(type)) return referenceInWords(type, source);
	switch (type.kind) {
		case ts.SyntaxKind.StringKeyword:
			return 'text';
		case ts.SyntaxKind.NumberKeyword:
			return 'number';
		case ts.SyntaxKind.BooleanKeyword:
			return 'true or false';
		case ts.SyntaxKind.UnknownKeyword:
			return 'any value';
		default:
			return 'text';
	}
}

function unionInWords(types: readonly ts.TypeNode[], source: ts.SourceFile): string {
	const words = types
		.filter((type) => !isKeyword(type, ts.SyntaxKind.UndefinedKeyword))
		.filter((type) => !isNull(type))
		.map((type) => inWords(type, source));
	const either = listed(words, 'or');
	return types.some(isNull) ? `${either}, or empty` : either;
}

function isKeyword(type: ts.TypeNode, kind: ts.SyntaxKind): boolean {
	return type.kind === kind;
}

function isNull(type: ts.TypeNode): boolean {
	return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

function referenceInWords(type: ts.TypeReferenceNode, source: ts.SourceFile): string {
	const name = type.typeName.getText(source);
	const [first, second] = type.typeArguments ?? [];
	switch (name) {
		case 'Array':
		case 'ReadonlyArray':
			return first === undefined ? 'list' : `list of ${plural(inWords(first, source))}`;
		case 'Partial':
			return first === undefined ? 'object' : inWords(first, source);
		case 'Record':
			return second === undefined ? 'object' : `for each name: ${inWords(second, source)}`;
		case 'Pick':
			return second === undefined
				? 'object'
				: `object with ${inWords(second, source).replace(' or ', ' and ')}`;
		default:
			return LINKS[name] ?? name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
	}
}

function memberNames(type: ts.TypeLiteralNode, source: ts.SourceFile): string {
	const names = type.members.map((member) => `\`${member.name?.getText(source) ?? ''}\``);
	return listed(names, 'and');
}

function plural(word: string): string {
	if (word.includes(', or empty')) return word.replace(/^(\w+)/, '$1s');
	if (word.startsWith('object with')) return word.replace('object', 'objects');
	return word.replace(
		/^(\[?)([^\]]*?)(y?)(\].*)?$/,
		(_all, open: string, start: string, y: string, rest = '') =>
			`${open}${start}${y === 'y' ? 'ies' : 's'}${String(rest)}`,
	);
}

function listed(words: string[], last: 'and' | 'or'): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
