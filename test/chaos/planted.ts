/**
 * `npm run chaos:planted -- --runs 300 --seed 1 --rule 8`: plants a mistake for each safety rule
 * (docs/safety-rules.md) in a copy of the product. It says in which run chaos finds it. It ends with an error code if
 * chaos misses one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfTheRepository } from '../support/copyOfTheRepository';

interface Planted {
	/** The number in docs/safety-rules.md. */
	rule: number;
	what: string;
	/** File below nodes/PaxtonNet2, its text, and the text with the mistake. */
	changes: Array<[file: string, text: string, mistake: string]>;
}

const PLANTED: Planted[] = [
	{
		rule: 1,
		what: 'what is read back is not compared',
		changes: [
			[
				'lifecycle/apply/recordHandler.ts',
				'refuseOtherDifference(payload, after, site);\n\t\treturn problems;',
				'refuseOtherDifference(payload, after, site);\n\t\treturn [];',
			],
		],
	},
	{
		rule: 2,
		what: 'a PUT leaves out the end date that it does not change',
		changes: [
			[
				'net2/userUpdate.ts',
				'\tbody.expiryDate = user.expiryDate;\n',
				'\tif (changes.expiryDate !== undefined) body.expiryDate = user.expiryDate;\n',
			],
		],
	},
	{
		rule: 3,
		what: 'another name under the same number is no mismatch',
		changes: [
			[
				'lifecycle/plan/planIdentity.ts',
				"if (verdict.action === 'mismatch')",
				"if (verdict.action === 'mismatch' && verifyName === true)",
			],
		],
	},
	{
		rule: 7,
		what: "a leaver's end date comes last",
		changes: [
			['lifecycle/plan/planLeaver.ts', 'if (ending !== null) operations.push(ending);', ''],
			[
				'lifecycle/plan/planLeaver.ts',
				"\treturn {\n\t\toutcome: 'disabled',",
				"\tif (ending !== null) operations.push(ending);\n\treturn {\n\t\toutcome: 'disabled',",
			],
		],
	},
	{
		rule: 8,
		what: 'a list enables users that have no entry of a leave',
		changes: [
			[
				'lifecycle/marker/leftEntry.ts',
				"if (left === null) return 'noLeftEntry';",
				"if (left === null) return 'allowed';",
			],
		],
	},
	{
		rule: 10,
		what: 'an entry that was typed in counts',
		changes: [
			[
				'lifecycle/marker/userMarker.ts',
				'return given.length === expected.length && timingSafeEqual(given, expected);',
				'return given.length === expected.length || timingSafeEqual(given, expected);',
			],
		],
	},
	{
		rule: 11,
		what: 'the node does not look for a leave that another process stored meanwhile',
		changes: [
			[
				'lifecycle/apply/settleOthers.ts',
				'return !sameEndFor(record, policy)(record.expiryDate, left.endDate);',
				'return false;',
			],
		],
	},
];

/** In which run chaos failed; undefined: in none. Throws if chaos did not come to a result. */
function foundInRun({ changes }: Planted, runs: string, seed: string): number | undefined {
	const { directory, remove } = copyOfTheRepository();
	try {
		for (const [name, text, mistake] of changes) {
			const file = join(directory, 'nodes/PaxtonNet2', name);
			const before = readFileSync(file, 'utf8');
			if (!before.includes(text)) throw new Error(`${name} has no ${JSON.stringify(text)}`);
			writeFileSync(
				file,
				before.replace(text, () => mistake),
			);
		}
		const command = ['tsx', 'test/chaos/cli.ts', '--runs', runs, '--seed', seed, '--quick'];
		const { stdout, status } = spawnSync('npx', command, { cwd: directory, encoding: 'utf8' });
		const run = /^Failed in run (\d+)$/m.exec(stdout)?.[1];
		if (run !== undefined) return Number(run);
		if (status === 0) return undefined;
		throw new Error(`Chaos ended with ${String(status)}:\n${stdout}`);
	} finally {
		remove();
	}
}

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '300' },
		seed: { type: 'string', default: '1' },
		rule: { type: 'string' },
	},
});
let missed = 0;
for (const planted of PLANTED) {
	if (values.rule !== undefined && values.rule !== String(planted.rule)) continue;
	const run = foundInRun(planted, values.runs, values.seed);
	if (run === undefined) missed += 1;
	const found = run === undefined ? `not found in ${values.runs} runs` : `found in run ${run}`;
	console.log(`Rule ${planted.rule}, ${planted.what}: ${found}`);
}
process.exitCode = missed === 0 ? 0 : 1;
