/**
 * Runs checks one after the other and ends with one line, `N passed, N failed`. A check that is a test suite counts
 * its tests; any other counts as one. What is named on the command line is run, in that order.
 *
 *     tsx test/checks/run.ts types lint unit
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

interface Check {
	command: string[];
	/** Vitest tells its count in a file of its own. */
	suite?: true;
}

const CHECKS: Record<string, Check> = {
	build: { command: ['npm', 'run', '--silent', 'build'] },
	types: { command: ['npx', 'tsc', '--noEmit', '-p', 'tsconfig.json'] },
	lint: { command: ['npx', 'n8n-node', 'lint'] },
	format: { command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
	boundaries: {
		command: ['npx', 'depcruise', 'nodes', 'credentials', 'emulator', 'test', 'examples'],
	},
	'dead code': { command: ['npx', 'knip'] },
	unit: { command: ['npx', 'vitest', 'run'], suite: true },
	demo: { command: ['npm', 'run', '--silent', 'demo'] },
	e2e: { command: ['npx', 'vitest', 'run', '--config', 'test/e2e/vitest.config.ts'], suite: true },
};

const Counts = v.object({
	numPassedTests: v.number(),
	numFailedTests: v.number(),
	success: v.boolean(),
});

interface Tally {
	passed: number;
	failed: number;
}

async function carryOut(name: string, check: Check): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), 'checks-'));
	const counted = join(folder, 'counts.json');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counted}`];
	console.log(`\n── ${name}`);
	try {
		const code = await exitCode(check.suite ? [...check.command, ...reporters] : check.command);
		if (!check.suite) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
		const counts = v.parse(Counts, JSON.parse(readFileSync(counted, 'utf8')));
		// A suite that fails outside a test (a file that does not load) must not look green.
		const unseen = code !== 0 && counts.numFailedTests === 0 ? 1 : 0;
		return { passed: counts.numPassedTests, failed: counts.numFailedTests + unseen };
	} catch (error) {
		console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
		return { passed: 0, failed: 1 };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function exitCode([program = '', ...args]: string[]): Promise<number> {
	return await new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: 'inherit' });
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

async function main(names: string[]): Promise<number> {
	const all: Tally = { passed: 0, failed: 0 };
	const broken: string[] = [];
	for (const name of names) {
		const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
		if (check === undefined)
			throw new Error(`No check is called ${name}: ${Object.keys(CHECKS).join(', ')}`);
		const { passed, failed } = await carryOut(name, check);
		all.passed += passed;
		all.failed += failed;
		if (failed > 0) broken.push(name);
	}
	if (broken.length > 0) console.log(`\nNot well: ${broken.join(', ')}`);
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
