import * as ts from 'typescript';

/** A comment, or one tag of a docstring. */
export interface Comment {
	/** Markdown, without the signs that make it a comment. */
	text: string;
	/** Counted from 1. */
	line: number;
}

/** Signs to a tool, which no person reads as prose. */
const TO_A_TOOL = /^\s*(?:@ts-|eslint-|prettier-|istanbul |v8 |#!|\/ <reference)/;

/** All comments of a file. Neighbouring `//` lines are one, and each tag of a docstring is one of its own. */
export function commentsOf(source: ts.SourceFile): Comment[] {
	return wholeComments(source)
		.flatMap(byTag)
		.filter(({ text }) => !TO_A_TOOL.test(text));
}

/** As {@link commentsOf}, with each docstring in one. */
export function wholeComments(source: ts.SourceFile): Comment[] {
	const text = source.text;
	const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line + 1;
	return joined(rangesOf(source), text, lineOf).map(({ from, to }) => ({
		line: lineOf(from),
		text: text
			.slice(from, to)
			.replace(/^\/\*\*?/, '')
			.replace(/\*\/$/, '')
			.replace(/^[^\S\n]*(?:\/\/+|\*(?!\/))[^\S\n]?/gm, ''),
	}));
}

/** Ranges of comments, once each: the same comment leads one token and trails another. */
function rangesOf(source: ts.SourceFile): ts.CommentRange[] {
	const found = new Map<number, ts.CommentRange>();
	const text = source.text;
	const visit = (node: ts.Node): void => {
		const children = node.getChildren(source);
		if (children.length > 0) return children.forEach(visit);
		const ranges = [
			...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
			...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
		];
		for (const range of ranges) found.set(range.pos, range);
	};
	visit(source);
	return [...found.values()].sort((a, b) => a.pos - b.pos);
}

interface Span {
	from: number;
	to: number;
}

function joined(ranges: ts.CommentRange[], text: string, lineOf: (at: number) => number): Span[] {
	const spans: (Span & { single: boolean })[] = [];
	for (const { pos, end, kind } of ranges) {
		const single = kind === ts.SyntaxKind.SingleLineCommentTrivia;
		const last = spans.at(-1);
		const next = last?.single === true && single && lineOf(pos) === lineOf(last.to) + 1;
		if (last !== undefined && next && text.slice(last.to, pos).trim() === '') last.to = end;
		else spans.push({ from: pos, to: end, single });
	}
	return spans;
}

function byTag(comment: Comment): Comment[] {
	const parts: Comment[] = [];
	comment.text.split('\n').forEach((text, index) => {
		const last = parts.at(-1);
		if (last === undefined || /^\s*@\w/.test(text))
			parts.push({ text, line: comment.line + index });
		else last.text += `\n${text}`;
	});
	return parts
		.filter(({ text }) => !/^\s*@example\b/.test(text))
		.map(({ text, line }) => ({ text: withoutTags(text).trimEnd(), line }))
		.filter(({ text }) => text !== '');
}

/** Names of parameters and types are code, not prose. */
function withoutTags(text: string): string {
	return text
		.replace(/^\s*@param\s+(?:\{[^}]*\}\s*)?\[?[\w.]+\]?\s*(?:-\s+)?/, '')
		.replace(/^\s*@\w+\s*(?:\{[^}]*\}\s*)?/, '')
		.replace(/\{@link\s+([^}]*)\}/g, '`$1`');
}
