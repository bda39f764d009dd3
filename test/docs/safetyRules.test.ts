import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, repository } from './markdown';

const page = read('docs/safety-rules.md');
const rules = [...page.matchAll(/^## Rule (\d+): (.+)$/gm)].map(([, number = '']) =>
	Number(number),
);
const rows = [...page.matchAll(/^\| (\d+) .*?\| (.+?) *\|$/gm)].map(
	([, number = '', files = '']) => ({
		rule: Number(number),
		files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
	}),
);

test('numbers the rules from 1 to 11', () => {
	expect(rules).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('names test files for each rule', () => {
	expect(rows.map(({ rule }) => rule)).toEqual(rules);
	expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
});

test('names only test files that exist', () => {
	const absent = rows
		.flatMap(({ files }) => files)
		.filter((file) => !existsSync(join(repository, file)));
	expect(absent).toEqual([]);
});
