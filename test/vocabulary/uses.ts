import { globSync } from 'tinyglobby';
import { repository } from '../docs/markdown';
import { badReferencesOf } from './references';
import { retiredInSource, retiredOnPages } from './retired';

/** All TypeScript and JavaScript of the repository, as paths from its root. */
function sourceFiles(): string[] {
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
