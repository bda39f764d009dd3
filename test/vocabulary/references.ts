import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { anchorsOf, read, repository } from '../docs/markdown';
import { wholeComments } from '../prose/comments';

/** A comment that refers to something that a reader of the repository cannot open. */
export interface BadReference {
	file: string;
	/** Counted from 1. */
	line: number;
	message: string;
}

/** Documents that are not in the repository, by the way in which comments used to cite them. */
const ABSENT = [/\bAPI\s+sheet\b/, /\bdesign(?:,|\s)+(?:section\s+)?\d/, /\bdefect\s+\d/];
const RULE = /\brules?\s+\d+\b/i;
/** A page of docs/, with an anchor or without. */
const PAGE = /\bdocs\/[\w/.-]+\.md(?:#[\w-]+)?/g;

/** References in the comments of one file that lead nowhere. */
export function badReferencesOf(
	file: string,
	text = readFileSync(join(repository, file), 'utf8'),
): BadReference[] {
	// Most files refer to nothing, and need not be parsed.
	if (!/API|design|defect|rule|docs\//i.test(text)) return [];
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	return wholeComments(source).flatMap((comment) => {
		// A reference may be broken over two lines.
		const flat = comment.text.replace(/\s+/g, ' ');
		return messagesOf(flat).map((message) => ({ file, line: comment.line, message }));
	});
}

function messagesOf(comment: string): string[] {
	const pages = [...comment.matchAll(PAGE)].map(([page]) => page);
	const absent = ABSENT.flatMap((pattern) => pattern.exec(comment) ?? []);
	const ruleOnly =
		RULE.test(comment) && !pages.some((page) => page.startsWith('docs/safety-rules.md'));
	return [
		...absent.map(
			(found) => `'${found}' is not in the repository: link docs/net2-api.md or another page`,
		),
		...(ruleOnly ? ['A rule without its page: write "safety rule 6 (docs/safety-rules.md)"'] : []),
		...pages.filter((page) => !resolves(page)).map((page) => `${page} leads nowhere`),
	];
}

function resolves(reference: string): boolean {
	const [page = '', anchor] = reference.split('#');
	if (!existsSync(join(repository, page))) return false;
	return anchor === undefined || anchorsOf(read(page)).includes(anchor);
}
