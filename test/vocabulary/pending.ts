import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import * as v from 'valibot';
import { repository } from '../docs/markdown';
import { badReferencesOf } from './references';
import { retiredInSource, retiredOnPages } from './retired';

const List = v.array(v.string());

/** Retired names that are still in use. The list only shrinks. */
export const pendingNames = listIn('pendingNames.json');
/** Files with references that lead nowhere. The list only shrinks. */
export const pendingReferences = listIn('pendingReferences.json');

interface PendingList {
	read(): string[];
	/** Keeps the entries that are still needed, and adds none. */
	shrink(needed: readonly string[]): void;
	/** Replaces the list. */
	write(needed: readonly string[]): void;
}

function listIn(name: string): PendingList {
	const path = join(__dirname, name);
	const read = (): string[] => v.parse(List, JSON.parse(readFileSync(path, 'utf8')));
	const write = (needed: readonly string[]): void =>
		writeFileSync(path, `${JSON.stringify([...new Set(needed)].sort(), null, 2)}\n`);
	const shrink = (needed: readonly string[]): void =>
		write(read().filter((each) => needed.includes(each)));
	return { read, shrink, write };
}

/** All TypeScript and JavaScript of the repository, as paths from its root. */
export function sourceFiles(): string[] {
	return globSync(['**/*.ts', '*.{js,cjs,mjs}'], {
		cwd: repository,
		ignore: ['**/node_modules/**', 'dist/**', '.lab/**'],
	}).sort();
}

/** Every use of a retired name, in code, in names of files and in decisions. */
export function retiredUses(): ReturnType<typeof retiredInSource> {
	const code = sourceFiles().filter((file) => file.endsWith('.ts'));
	const decisions = globSync('docs/decisions/*.md', { cwd: repository });
	return [...retiredInSource(code), ...retiredOnPages(decisions)];
}

/** Every reference that leads nowhere, in every comment. */
export function badReferences(): ReturnType<typeof badReferencesOf> {
	return sourceFiles().flatMap((file) => badReferencesOf(file));
}
