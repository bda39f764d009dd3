import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { read, repository } from '../docs/markdown';
import { RETIRED } from './retiredNames';

/** A name of the code, whole or with an ellipsis for the rest of it. */
const WORD = /…?\b[A-Za-z][\w-]*…?/g;

/**
 * The words that are in use now. The table "Words of the code" on docs/vocabulary.md has some. The others are those that
 * replaced retired names.
 */
export function presentWords() {
	const words = wordsOfCode();
	return {
		onPage: unique(namesOnPage()),
		inList: unique(RETIRED.flatMap(({ use }) => use.replaceAll(' or ', ' ').match(WORD) ?? [])),
		isInCode(word: string): boolean {
			const part = word.replaceAll('…', '');
			if (part === word) return words.has(word);
			return [...words].some((one) =>
				word.endsWith('…') ? one.startsWith(part) : one.endsWith(part),
			);
		},
	};
}

function namesOnPage(): string[] {
	const [, table = ''] =
		/^## Words of the code\n([\s\S]*?)^## /m.exec(read('docs/vocabulary.md')) ?? [];
	const rows = table
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2);
	return rows.flatMap((row) => row.split('|')[2]?.match(WORD) ?? []);
}

/** Every word in the code of the product and the emulator, and the names of their files. */
function wordsOfCode(): Set<string> {
	const files = globSync('{nodes,credentials,emulator}/**/*.ts', { cwd: repository });
	const code = files.map((file) => readFileSync(join(repository, file), 'utf8')).join('\n');
	return new Set([
		...(code.match(/[A-Za-z]\w*/g) ?? []),
		...files.map((file) => basename(file, '.ts')),
	]);
}

function unique(words: string[]): string[] {
	return [...new Set(words)];
}
