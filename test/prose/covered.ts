import { globSync } from 'tinyglobby';
import { repository } from '../docs/markdown';

/**
 * What the prose check covers. Files are rewritten one by one, and each rewritten file is added here. At the end the list
 * has `**` for every kind of file.
 */
export const COVERED: readonly string[] = [
	'docs/decisions/*.md',
	'docs/faq.md',
	'docs/glossary.md',
	'docs/doors-and-cards.md',
	'docs/check-your-own-server.md',
	'docs/rehearse.md',
	'docs/rehire.md',
	'docs/undo.md',
	'docs/queue-mode.md',
	'docs/mfa.md',
	'docs/hr-data.md',
	'docs/net2-api.md',
	'docs/safety-rules.md',
	'docs/vocabulary.md',
	'examples/**/*.ts',
	'test/checks/*.ts',
	'test/docs/*.ts',
	'test/engine/**/*.ts',
	'test/prose/*.ts',
	'test/vocabulary/*.ts',
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
