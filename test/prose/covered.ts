import { globSync } from 'tinyglobby';
import { repository } from '../docs/markdown';

/**
 * What the prose check covers: all that a person reads. The pages of docs/reference are generated from texts of the
 * node, which are checked where they are written.
 */
export const COVERED: readonly string[] = [
	'*.md',
	'.github/**/*.md',
	'docs/*.md',
	'docs/{decisions,hr-sources}/*.md',
	'emulator/README.md',
	'examples/**/*.md',
	'examples/workflows/*.json',
	'nodes/**/*.ts',
	'credentials/*.ts',
	'emulator/*.ts',
	'examples/**/*.ts',
	'test/**/*.ts',
];

/** The covered files, as paths from the root of the repository. A pattern without a file is an error. */
export function coveredFiles(patterns: readonly string[] = COVERED): string[] {
	const files = patterns.flatMap((pattern) => {
		const found = globSync(pattern, { cwd: repository, ignore: ['**/node_modules/**', 'dist/**'] });
		if (found.length === 0)
			throw new Error(`The prose check covers '${pattern}', and no file matches.`);
		return found;
	});
	return [...new Set(files)].sort();
}
