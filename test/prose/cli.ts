/**
 * Checks what people read against the style guide. Without arguments it checks the covered files; with arguments, those.
 *
 *     npm run prose
 *     npm run prose -- README.md 'nodes/PaxtonNet2/actions/user/*.ts'
 *     npm run prose -- --report 'docs/*.md'
 */
import { join } from 'node:path';
import { repository } from '../docs/markdown';
import { problemsOf } from './check';
import { COVERED, coveredFiles } from './covered';
import { readabilityTable } from './readability';

function main(args: string[]): number {
	const patterns = args.filter((each) => each !== '--report');
	const files = coveredFiles(patterns.length > 0 ? patterns : COVERED);
	if (args.includes('--report')) {
		console.log(readabilityTable(files.filter((file) => file.endsWith('.md'))));
		return 0;
	}
	const lines = files.flatMap((file) =>
		problemsOf(join(repository, file)).map(({ line, message }) => `${file}:${line}: ${message}`),
	);
	for (const line of lines) console.error(line);
	console.log(`${files.length} files, ${lines.length} problems`);
	return lines.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
