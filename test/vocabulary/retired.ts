import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as ts from 'typescript';
import { read, repository } from '../docs/markdown';
import { declarationsOf } from './declarations';
import { RETIRED, type RetiredName } from './retiredNames';

/** A retired name that is still in use. */
export interface Use {
	/** The retired name or pattern, `file:` before it where it names files. */
	retired: string;
	use: string;
	/** File and line. */
	where: string;
}

/** Uses of retired names in TypeScript files: what they declare, and what they are called. */
export function retiredInSource(files: readonly string[]): Use[] {
	return files.flatMap((file) => [
		...usesOf(
			basename(file).replace(/(\.(test|operation|e2e|node|credentials))?\.ts$/, ''),
			'file',
			file,
		),
		...retiredInText(file, readFileSync(join(repository, file), 'utf8')),
	]);
}

/** Uses of retired names in the text of one TypeScript file. */
export function retiredInText(file: string, text: string): Use[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
	return declarationsOf(source).flatMap(({ name, kind, line }) =>
		usesOf(name, kind, `${file}:${line}`),
	);
}

/** Uses of retired names between backticks on pages. Only names of code count, since most others are English words. */
export function retiredOnPages(pages: readonly string[]): Use[] {
	return pages.flatMap((page) =>
		[...read(page).matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) =>
			code
				.split(/[^\w$]+/)
				.filter((name) => /[a-z][A-Z]/.test(name))
				.flatMap((name) => usesOf(name, 'other', page)),
		),
	);
}

interface Matcher {
	pattern: RegExp;
	of: RetiredName['of'];
	in: string;
	label: string;
	use: string;
}

const MATCHERS: readonly Matcher[] = RETIRED.flatMap((retired) =>
	retired.names.map((name) => ({
		pattern: new RegExp(`^${name.replace(/\*/g, '\\w+')}$`),
		of: retired.of,
		in: retired.in ?? '',
		label: retired.of === undefined ? name : `${retired.of}:${name}`,
		use: retired.use,
	})),
);

function usesOf(name: string, kind: 'function' | 'type' | 'other' | 'file', where: string): Use[] {
	return MATCHERS.filter(({ of }) => of === kind || (of === undefined && kind !== 'file'))
		.filter((matcher) => where.startsWith(matcher.in) && matcher.pattern.test(name))
		.map(({ label, use }) => ({ retired: label, use, where }));
}
