import { globSync } from 'tinyglobby';
import { repository } from '../docs/markdown';

/**
 * What the prose check covers. Files are rewritten one by one, and each rewritten file is added here. At the end the list
 * has `**` for every kind of file.
 */
export const COVERED: readonly string[] = [
	'README.md',
	'.github/**/*.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'docs/architecture.md',
	'docs/bench.md',
	'docs/proof.md',
	'docs/for-the-approver.md',
	'emulator/README.md',
	'examples/**/*.md',
	'examples/workflows/*.json',
	'docs/decisions/*.md',
	'docs/hr-sources/*.md',
	'docs/joiner.md',
	'docs/mover.md',
	'docs/leaver.md',
	'docs/nightly-sync.md',
	'docs/temporary-access.md',
	'docs/access-by-rules.md',
	'docs/name-conventions.md',
	'docs/evidence.md',
	'docs/migration-from-helloid.md',
	'docs/plan-report.md',
	'docs/troubleshooting.md',
	'docs/compatibility.md',
	'docs/install.md',
	'docs/prepare-net2.md',
	'docs/connect.md',
	'docs/first-workflow.md',
	'docs/personnel-numbers.md',
	'docs/what-verified-means.md',
	'docs/safety-limits.md',
	'docs/marker-field.md',
	'docs/dates-and-time-zones.md',
	'docs/who-is-never-touched.md',
	'docs/rotate-credentials.md',
	'docs/upgrade.md',
	'docs/README.md',
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
