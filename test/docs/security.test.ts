import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, repository } from './markdown';
import { testNamesIn } from './testNames';

const page = read('SECURITY.md');
/** Rows of the tables that state what the node does. The last cell names tests: a file, and a test in it. */
const statements = [
	...page.matchAll(/^\| (?!---|Statement )(.+?) +\| (`test\/.+?|not tested) +\|$/gm),
].map(([, statement = '', tests = '']) => ({ statement, tests }));
const references = statements.flatMap(({ statement, tests }) =>
	[...tests.matchAll(/`(test\/[^`]+\.(?:test|e2e)\.ts)`: `([^`]+)`/g)].map(
		([, file = '', name = '']) => ({
			statement,
			file,
			name,
		}),
	),
);

test('names a test for each statement, or says that there is none', () => {
	expect(statements.length).toBeGreaterThan(30);
	const without = statements
		.filter(({ tests }) => tests !== 'not tested')
		.filter(({ statement }) => !references.some((one) => one.statement === statement));
	expect(without).toEqual([]);
});

test('has no row with statements that these tests do not see', () => {
	const rows = page.match(/^\|(?! -|-).*`test\/.*$/gm) ?? [];
	expect(rows).toHaveLength(statements.filter(({ tests }) => tests !== 'not tested').length);
});

test.each([...new Set(references.map(({ file }) => file))])(
	'names tests that exist in %s',
	(file) => {
		expect(existsSync(join(repository, file)), `${file} does not exist`).toBe(true);
		const names = testNamesIn(file);
		const absent = references
			.filter((one) => one.file === file)
			.map(({ name }) => name)
			.filter((name) => !names.includes(name));
		expect(absent, `${file} has the tests:\n${names.join('\n')}\nThese are absent`).toEqual([]);
	},
);

test('finds the names of tests, of groups and of tables of tests', () => {
	const names = testNamesIn('test/docs/security.test.ts');
	expect(names).toContain('names tests that exist in %s');
	expect(names).toContain('finds the names of tests, of groups and of tables of tests');
	expect(names).not.toContain('SECURITY.md');
});
