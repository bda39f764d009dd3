import { ESLint } from 'eslint';
import { join } from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { read, repository } from '../docs/markdown';

/** A check that is not run any more looks like a check that passes. So these tests say what must be run. */
const { scripts } = v.parse(
	v.object({ scripts: v.record(v.string(), v.string()) }),
	JSON.parse(read('package.json')),
);

/** The checks that a script runs, by name. A name with a blank is in quotes. */
function checksOf(script: string): string[] {
	const [, names = ''] = /^tsx test\/checks\/run\.ts (.+)$/.exec(scripts[script] ?? '') ?? [];
	return [...names.matchAll(/'([^']+)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const FAST = ['build', 'types', 'lint', 'format', 'boundaries', 'dead code', 'prose', 'unit'];
const SLOW = ['chaos', 'fuzz', 'worlds', 'rehearsals', 'year', 'killed', 'fresh seed'];

test('the whole check runs the fast checks, the slow ones, the demo and a real n8n', () => {
	const lines = read('.ci/run').split('\n');
	expect(lines).toEqual(
		expect.arrayContaining([
			'npm ci --no-audit --no-fund',
			'npm test || ok=false',
			'npm run test:slow || ok=false',
			'npx tsx test/checks/run.ts demo e2e || ok=false',
		]),
	);
	// Without this line a failed check would be forgotten.
	expect(lines.filter((line) => line !== '').at(-1)).toBe('$ok');
});

test('each push runs the fast checks, the slow ones, the promises at each site, the demo and a real n8n', () => {
	const workflow = read('.github/workflows/ci.yml');
	const commands = [...workflow.matchAll(/^ +- run: npm (?:run )?(.+)$/gm)].map(([, one]) => one);
	expect(commands).toEqual(
		expect.arrayContaining(['test', 'test:slow', 'test:profiles', 'demo', '${{ matrix.command }}']),
	);
	expect(workflow).toContain("command: [e2e, 'e2e:oldest']");
});

test('npm run test:profiles runs the promises at each site, and nothing else', () => {
	expect(checksOf('test:profiles')).toEqual(['profiles']);
});

test('npm test runs every fast check and no slow one', () => {
	expect(checksOf('test')).toEqual(expect.arrayContaining(FAST));
	const slow = [...SLOW, 'profiles', 'demo', 'e2e'];
	expect(checksOf('test').filter((name) => slow.includes(name))).toEqual([]);
});

test('npm run test:slow runs every slow check', () => {
	expect(checksOf('test:slow')).toEqual(expect.arrayContaining(SLOW));
});

test('each check that a script runs is a check', () => {
	const [, table = ''] =
		/^const CHECKS[^\n]*\n([\s\S]*?)^};/m.exec(read('test/checks/run.ts')) ?? [];
	const known = [...table.matchAll(/^\t'?([\w ]+)'?: \{/gm)].map(([, name = '']) => name);
	expect(known.length).toBeGreaterThan(10);
	const run = ['test', 'test:slow', 'test:profiles'].flatMap(checksOf);
	expect(run.filter((name) => !known.includes(name))).toEqual([]);
});

test('the compiler checks as strictly as the code relies on', () => {
	const { config } = ts.readConfigFile(join(repository, 'tsconfig.json'), ts.sys.readFile);
	const { options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
	expect(errors).toEqual([]);
	expect(options).toMatchObject({
		strict: true,
		exactOptionalPropertyTypes: true,
		noUncheckedIndexedAccess: true,
		useUnknownInCatchVariables: true,
	});
});

test.each([
	'nodes/PaxtonNet2/lifecycle/apply/applyPlan.ts',
	'nodes/PaxtonNet2/net2/calls.ts',
	'nodes/PaxtonNet2/host/openRun.ts',
	'emulator/index.ts',
	'test/checks/run.ts',
])('the linter rejects a promise that nothing awaits, and any: %s', async (file) => {
	const config: unknown = await new ESLint({ cwd: repository }).calculateConfigForFile(file);
	const error = expect.arrayContaining([2]);
	expect(config).toMatchObject({
		rules: {
			'@typescript-eslint/no-floating-promises': [2, { ignoreVoid: false }],
			'@typescript-eslint/no-misused-promises': error,
			'@typescript-eslint/no-explicit-any': error,
			'@typescript-eslint/no-non-null-assertion': error,
		},
	});
});
