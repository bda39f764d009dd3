/**
 * `npm run mutants -- --mutants 150 --seed 1`: changes the product in one place at a time, in a copy. Then it runs the
 * unit tests that import the changed file. A mutant that no test notices has survived. Each is printed with its place.
 * Areas are lifecycle, net2, mapping and actions. With `--area net2` only that area is sampled. With `--only FILE` a
 * path below nodes/PaxtonNet2 limits the files. With `--near` a mutant meets the tests of its own area only. That is
 * faster, and counts more survivors than there are.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfTheRepository } from '../support/copyOfTheRepository';
import { mutantsOf, type Mutant } from './mutants';

const AREAS = ['lifecycle', 'net2', 'mapping', 'actions'];
/** A mutant that makes the tests hang counts as noticed. */
const MINUTES = 10;

/** Always the same numbers for a seed (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** As many of them by chance, without repetition. */
function sample<T>(all: T[], count: number, random: () => number): T[] {
	const rest = [...all];
	const chosen: T[] = [];
	while (chosen.length < count && rest.length > 0)
		chosen.push(...rest.splice(Math.floor(random() * rest.length), 1));
	return chosen;
}

/** All files below a folder, as paths in the repository. */
function filesBelow(directory: string, folder: string): string[] {
	return readdirSync(join(directory, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
		join(folder, name),
	);
}

/**
 * The tests to run. Those come first that are likely to notice, since they import the file themselves. Then come the
 * tests of the area that import it by way of others. All others that do so are last.
 */
function stages(directory: string, file: string, area: string, isNear: boolean): string[][] {
	const imported = `/${basename(file, '.ts')}'`;
	const near = filesBelow(directory, 'test').filter(
		(name) =>
			name.endsWith('.test.ts') && readFileSync(join(directory, name), 'utf8').includes(imported),
	);
	return [
		...(near.length > 0 ? [['run', ...near]] : []),
		...(isNear
			? [['run', `test/${area}/`]]
			: [
					['related', file, '--run', '--dir', `test/${area}`],
					['related', file, '--run'],
				]),
	];
}

/** Whether a test fails with this mutant. */
function isNoticed(
	directory: string,
	area: string,
	{ file, text, mutant }: Place,
	isNear: boolean,
): boolean {
	const path = join(directory, file);
	writeFileSync(path, text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end));
	try {
		return stages(directory, file, area, isNear).some((tests) => {
			const { status } = spawnSync(
				'npx',
				['vitest', ...tests, '--project', 'unit', '--bail', '1', '--passWithNoTests'],
				{ cwd: directory, timeout: MINUTES * 60_000, stdio: 'ignore' },
			);
			return status !== 0;
		});
	} finally {
		writeFileSync(path, text);
	}
}

interface Place {
	file: string;
	text: string;
	mutant: Mutant;
}

const { values } = parseArgs({
	options: {
		mutants: { type: 'string', default: '150' },
		seed: { type: 'string', default: '1' },
		area: { type: 'string' },
		only: { type: 'string' },
		near: { type: 'boolean', default: false },
	},
});
const areas = values.area === undefined ? AREAS : [values.area];
const random = randomOf(Number(values.seed));
const { directory, remove } = copyOfTheRepository();
try {
	for (const [nth, area] of areas.entries()) {
		const places = filesBelow(directory, `nodes/PaxtonNet2/${area}`)
			.filter((file) => /(?<!\.d)\.ts$/.test(file) && file.includes(values.only ?? ''))
			.sort()
			.flatMap((file) => {
				const text = readFileSync(join(directory, file), 'utf8');
				return mutantsOf(file, text).map((mutant) => ({ file, text, mutant }));
			});
		const all = Number(values.mutants);
		const count =
			Math.floor((all * (nth + 1)) / areas.length) - Math.floor((all * nth) / areas.length);
		let killed = 0;
		const chosen = sample(places, count, random);
		for (const place of chosen) {
			const isKilled = isNoticed(directory, area, place, values.near);
			if (isKilled) killed += 1;
			const { file, mutant } = place;
			const change = `${mutant.from}  ->  ${mutant.to}`;
			console.log(`${isKilled ? 'killed  ' : 'SURVIVED'} ${file}:${mutant.line}  ${change}`);
		}
		const score = chosen.length === 0 ? 100 : Math.round((100 * killed) / chosen.length);
		console.log(`${area}: ${killed} of ${chosen.length} killed (${score}%)`);
	}
} finally {
	remove();
}
