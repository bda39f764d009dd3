import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse, product, wordsOf } from './members';
import { cell } from './parameters';

/** An error that a user can meet. What is only known when it happens is an ellipsis. */
export interface Message {
	reason: string;
	message: string;
	remedy: string;
}

/** What an expression can be, as text; more than one where the source chooses. */
type Texts = string[];

/** All calls, by the name of what is called. */
type Calls = ReadonlyMap<string, ts.CallExpression[]>;

/** What the parameters of a function are called with, by name. */
type Given = ReadonlyMap<string, Texts>;

/** Tables of messages whose reason is elsewhere. */
const TABLES = new Map([
	['NOT_REACHED', 'unreachable'],
	['CERTIFICATE', 'certificate'],
]);

const UNKNOWN = '…';

/**
 * Every error that the product can make, as its source has it. These are the tables of messages and each
 * `new Net2Error(…)`, in as many forms as its function is called.
 *
 * @throws Error where one is made in a way that this cannot read, so that none is left out unseen
 */
export function allMessages(): Message[] {
	const sources = sourcesOf(product);
	const calls = callsIn(sources);
	const found: Message[] = [];
	for (const source of sources) {
		visit(source, (node) => {
			if (ts.isNewExpression(node) && node.expression.getText() === 'Net2Error')
				found.push(...madeBy(node, calls));
			if (ts.isVariableDeclaration(node) && TABLES.has(node.name.getText()))
				found.push(...inTable(node));
		});
	}
	return unique(withoutLabels(unique(found.map(tidy)))).sort(
		(a, b) =>
			byCodePoint(a.reason, b.reason) ||
			byCodePoint(a.message, b.message) ||
			byCodePoint(a.remedy, b.remedy),
	);
}

function unique(messages: Message[]): Message[] {
	return [...new Map(messages.map((message) => [JSON.stringify(message), message])).values()];
}

/** Many messages end with Net2's own words, which are left out. */
function tidy({ reason, message, remedy }: Message): Message {
	const text = (raw: string) => raw.replace(/…+/g, UNKNOWN).trim();
	return { reason, message: text(message.replace(/ Net2 says: …$/, '')), remedy: text(remedy) };
}

/** A message about any parameter is listed once, and not for each of them. */
function withoutLabels(messages: Message[]): Message[] {
	const any = (message: string) => message.replace(/^(The (?:parameter|column)) "[^"]*"/, '$1 "…"');
	const times = (message: Message) =>
		messages.filter(
			(one) => any(one.message) === any(message.message) && one.remedy === message.remedy,
		).length;
	return messages.map((message) =>
		times(message) > 1 ? { ...message, message: any(message.message) } : message,
	);
}

/** All reasons, in the order of the source. */
export function allReasons(): string[] {
	return wordsOf('net2/errors.ts', 'Reason');
}

export function messagesPage(): string[] {
	const messages = allMessages();
	return [
		'# Every error message',
		'',
		'This page lists each error message by its `reason`. An ellipsis replaces a value. For more advice, see',
		'[troubleshooting](../troubleshooting.md).',
		'',
		'If a run ends early, the messages of the remaining items begin with _Not attempted_. The reason follows.',
		'',
		...allReasons().flatMap((reason) => [
			`## ${reason}`,
			'',
			'| Message | Advice in it |',
			'| --- | --- |',
			...messages
				.filter((one) => one.reason === reason)
				.map(({ message, remedy }) => `| ${cell(escaped(message))} | ${cell(escaped(remedy))} |`),
			'',
		]),
	];
}

function escaped(text: string): string {
	return text.replace(/[\\<>*_`[\]]/g, (sign) => `\\${sign}`);
}

function byCodePoint(a: string, b: string): number {
	return a.localeCompare(b, 'en');
}

function sourcesOf(folder: string): ts.SourceFile[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.sort()
		.map((file) => parse(join(folder, file)));
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
	see(node);
	ts.forEachChild(node, (child) => visit(child, see));
}

function callsIn(sources: ts.SourceFile[]): Calls {
	const calls = new Map<string, ts.CallExpression[]>();
	for (const source of sources)
		visit(source, (node) => {
			if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
			const { text } = node.expression;
			calls.set(text, [...(calls.get(text) ?? []), node]);
		});
	return calls;
}

function madeBy(made: ts.NewExpression, calls: Calls): Message[] {
	const [reason, message, remedy] = made.arguments ?? [];
	if (reason === undefined || message === undefined || remedy === undefined)
		throw new Error(`An error without reason, message or remedy: ${made.getText()}`);
	const messages: Message[] = [];
	for (const given of waysInto(made, [reason, message, remedy], calls)) {
		for (const aReason of textsOf(reason, given))
			for (const [n, aMessage] of textsOf(message, given).entries()) {
				// An error that is passed on was made, and is listed, elsewhere.
				if (isPassedOn(aReason) || isPassedOn(aMessage)) continue;
				const remedies = textsOf(remedy, given);
				messages.push({
					reason: aReason,
					message: aMessage,
					remedy: remedies[n] ?? remedies[0] ?? '',
				});
			}
	}
	return messages;
}

function isPassedOn(text: string): boolean {
	return (
		text
			.replace(/^Not attempted: /, '')
			.replace(/…/g, '')
			.trim() === ''
	);
}

/**
 * What the parameters around some expressions can be: an entry for each call of the function around them. The function
 * needs a name, and its parameters must become text.
 */
function waysInto(node: ts.Node, texts: readonly ts.Expression[], calls: Calls): Given[] {
	const around = ts.findAncestor(node.parent, ts.isFunctionLike);
	if (around === undefined) return [new Map()];
	const names = around.parameters.map(({ name }) => name.getText());
	const used = new Set(texts.flatMap(namesIn));
	if (!names.some((name) => used.has(name))) return [new Map()];
	const callers = callersOf(around, calls);
	if (callers.length === 0) return [new Map()];
	return callers.flatMap((call) =>
		waysInto(call, call.arguments, calls).map(
			(given) =>
				new Map(
					names.flatMap((name, n): Array<[string, Texts]> => {
						const argument = call.arguments[n];
						return argument === undefined ? [] : [[name, textsOf(argument, given)]];
					}),
				),
		),
	);
}

/** One that is not exported is only called in its own file. */
function callersOf(fn: ts.SignatureDeclaration, calls: Calls): ts.CallExpression[] {
	const isExported = ts.isFunctionDeclaration(fn) && /^export\b/.test(fn.getText());
	const name =
		fn.name?.getText() ?? (ts.isVariableDeclaration(fn.parent) ? fn.parent.name.getText() : '');
	return (calls.get(name) ?? []).filter(
		(call) => !isInside(call, fn) && (isExported || call.getSourceFile() === fn.getSourceFile()),
	);
}

function isInside(node: ts.Node, around: ts.Node): boolean {
	return ts.findAncestor(node, (one) => one === around) !== undefined;
}

/** The names whose values become part of the text. */
function namesIn(expression: ts.Expression): string[] {
	if (ts.isParenthesizedExpression(expression)) return namesIn(expression.expression);
	if (ts.isConditionalExpression(expression))
		return [...namesIn(expression.whenTrue), ...namesIn(expression.whenFalse)];
	if (ts.isTemplateExpression(expression))
		return expression.templateSpans.flatMap((span) => namesIn(span.expression));
	if (ts.isBinaryExpression(expression))
		return [...namesIn(expression.left), ...namesIn(expression.right)];
	if (!ts.isIdentifier(expression)) return [];
	const value = valueOf(expression);
	return value === undefined || isInside(expression, value)
		? [expression.text]
		: [expression.text, ...namesIn(value)];
}

/** What a constant in sight is set to. */
function valueOf(name: ts.Identifier): ts.Expression | undefined {
	let block: ts.Node | undefined = name.parent;
	while (block !== undefined) {
		const statements = ts.isBlock(block) || ts.isSourceFile(block) ? block.statements : [];
		for (const statement of statements)
			if (ts.isVariableStatement(statement))
				for (const declaration of statement.declarationList.declarations)
					if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text)
						return declaration.initializer;
		block = block.parent;
	}
	return undefined;
}

function textsOf(expression: ts.Expression, given: Given): Texts {
	if (ts.isStringLiteralLike(expression)) return [expression.text];
	if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression, given);
	if (ts.isConditionalExpression(expression))
		return [...textsOf(expression.whenTrue, given), ...textsOf(expression.whenFalse, given)];
	if (ts.isTemplateExpression(expression))
		return expression.templateSpans.reduce<Texts>(
			(texts, { expression: inner, literal }) =>
				texts.flatMap((text) =>
					textsOf(inner, given).map((piece) => `${text}${piece}${literal.text}`),
				),
			[expression.head.text],
		);
	if (
		ts.isBinaryExpression(expression) &&
		expression.operatorToken.kind === ts.SyntaxKind.PlusToken
	)
		return textsOf(expression.left, given).flatMap((left) =>
			textsOf(expression.right, given).map((right) => left + right),
		);
	if (ts.isIdentifier(expression)) {
		const known = given.get(expression.text);
		if (known !== undefined) return known;
		const value = valueOf(expression);
		// A number, a list or a call says no text.
		if (value !== undefined && !isInside(expression, value)) return textsOf(value, given);
	}
	return [UNKNOWN];
}

function inTable(table: ts.VariableDeclaration): Message[] {
	const reason = TABLES.get(table.name.getText()) ?? '';
	const messages: Message[] = [];
	visit(table, (node) => {
		if (!ts.isObjectLiteralExpression(node)) return;
		const [message, remedy] = ['message', 'remedy'].map((name) => {
			const member = node.properties.find((one) => one.name?.getText() === name);
			return member !== undefined && ts.isPropertyAssignment(member)
				? textsOf(member.initializer, new Map())[0]
				: undefined;
		});
		if (message !== undefined && remedy !== undefined) messages.push({ reason, message, remedy });
	});
	if (messages.length === 0) throw new Error(`The table ${table.name.getText()} holds no message`);
	return messages;
}
