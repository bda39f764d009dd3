/**
 * Runs checks one after the other and ends with one line, `N passed, N failed`. A check that is a test suite counts
 * its tests; any other counts as one. The checks to run are named on the command line, in their order:
 *
 *     tsx test/checks/run.ts types lint unit
 *
 * With the environment variable `CHECKS_TALLY`, a file, the counts go on from those in the file, and are saved there. So
 * the last line of `.ci/run` counts all checks, also those of `npm test`.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as v from 'valibot';

interface Check {
	command: string[];
	/** Vitest writes its count to a file of its own. */
	suite?: true;
	/** Random tests run with a seed that no run had before, which is printed. Without it their seed is pinned. */
	freshSeed?: true;
}

/** By default vitest leaves one core idle. */
const VITEST = ['npx', 'vitest', 'run', '--maxWorkers=100%'];

const CHECKS: Record<string, Check> = {
	build: { command: ['npm', 'run', '--silent', 'build'] },
	types: { command: ['npx', 'tsc', '--noEmit', '-p', 'tsconfig.json'] },
	lint: { command: ['npx', 'n8n-node', 'lint'] },
	format: { command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
	boundaries: {
		command: ['npx', 'depcruise', 'nodes', 'credentials', 'emulator', 'test', 'examples'],
	},
	'dead code': { command: ['npx', 'knip'] },
	prose: { command: ['npx', 'tsx', 'test/prose/cli.ts'] },
	unit: { command: vitest('unit', 'isolated'), suite: true },
	chaos: { command: vitest('chaos'), suite: true },
	fuzz: { command: vitest('fuzz'), suite: true },
	worlds: { command: vitest('worlds'), suite: true },
	year: { command: vitest('year'), suite: true },
	rehearsals: { command: vitest('rehearsals'), suite: true },
	profiles: { command: [...VITEST, '--config', 'test/promises/vitest.config.ts'], suite: true },
	killed: { command: vitest('killed'), suite: true },
	'fresh seed': {
		command: [...VITEST, ...randomTests()],
		suite: true,
		freshSeed: true,
	},
	demo: { command: ['npm', 'run', '--silent', 'demo'] },
	e2e: { command: ['npx', 'vitest', 'run', '--config', 'test/e2e/vitest.config.ts'], suite: true },
};

function vitest(...projects: string[]): string[] {
	return [...VITEST, ...projects.flatMap((name) => ['--project', name])];
}

/** Every test file that draws random input: from fast-check, or from the seed itself. */
function randomTests(): string[] {
	return readdirSync('test', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.test.ts'))
		.map((file) => join('test', file))
		.filter((file) => /from '(fast-check|.*\/support\/seed)'/.test(readFileSync(file, 'utf8')));
}

const Total = v.object({ passed: v.number(), failed: v.number(), failures: v.array(v.string()) });

function readTally(file: string): Outcome {
	return v.parse(Total, JSON.parse(readFileSync(file, 'utf8')));
}

const Counts = v.object({
	numPassedTests: v.number(),
	numFailedTests: v.number(),
	success: v.boolean(),
	testResults: v.array(
		v.object({
			name: v.string(),
			status: v.string(),
			assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
		}),
	),
});

interface Outcome {
	passed: number;
	failed: number;
	/** What failed, a line each. */
	failures: string[];
}

async function runCheck(name: string, check: Check): Promise<Outcome> {
	const folder = mkdtempSync(join(tmpdir(), 'checks-'));
	const counted = join(folder, 'counts.json');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counted}`];
	console.log(`\n── ${name}`);
	try {
		const command = check.suite ? [...check.command, ...reporters] : check.command;
		const code = await exitCode(command, check.freshSeed ? freshSeed() : {});
		if (!check.suite)
			return code === 0
				? { passed: 1, failed: 0, failures: [] }
				: { passed: 0, failed: 1, failures: [name] };
		const counts = v.parse(Counts, JSON.parse(readFileSync(counted, 'utf8')));
		// A suite that fails outside a test (a file that does not load) must not look green.
		const unseen = code !== 0 && counts.numFailedTests === 0 ? 1 : 0;
		return {
			passed: counts.numPassedTests,
			failed: counts.numFailedTests + unseen,
			failures: failuresIn(counts).map((failure) => `${name}: ${failure}`),
		};
	} catch (error) {
		console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
		return { passed: 0, failed: 1, failures: [name] };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The tests that failed, and the files that failed outside a test. */
function failuresIn({ testResults }: v.InferOutput<typeof Counts>): string[] {
	return testResults.flatMap(({ name, status, assertionResults }) => {
		const failed = assertionResults.filter((result) => result.status === 'failed');
		const file = relative(process.cwd(), name);
		if (failed.length === 0) return status === 'failed' ? [file] : [];
		return failed.map(({ fullName }) => `${file} > ${fullName}`);
	});
}

function freshSeed(): Record<string, string> {
	const seed = String(randomInt(2 ** 31));
	console.log(`Replay: TEST_SEED=${seed} npx vitest run FILE`);
	return { TEST_SEED: seed };
}

async function exitCode(
	[program = '', ...args]: string[],
	env: Record<string, string>,
): Promise<number> {
	return await new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

async function main(names: string[]): Promise<number> {
	const file = process.env['CHECKS_TALLY'];
	const all: Outcome =
		file !== undefined && existsSync(file)
			? readTally(file)
			: { passed: 0, failed: 0, failures: [] };
	for (const name of names) {
		const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
		if (check === undefined)
			throw new Error(`No check is called ${name}: ${Object.keys(CHECKS).join(', ')}`);
		const { passed, failed, failures } = await runCheck(name, check);
		all.passed += passed;
		all.failed += failed;
		all.failures.push(...failures);
	}
	// At the end, where it is seen even if a log keeps only that.
	if (all.failures.length > 0) console.log(['\nFailed:', ...all.failures].join('\n'));
	if (file !== undefined) writeFileSync(file, JSON.stringify(all));
	console.log(`\n${all.passed} passed, ${all.failed} failed`);
	return all.failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
