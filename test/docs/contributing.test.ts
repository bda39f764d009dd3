import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { read, repository } from './markdown';

const page = read('CONTRIBUTING.md');
const [, steps = ''] = /^## The first new operation\n([\s\S]*?)^## /m.exec(page) ?? [];
const marked = [...new Set([...steps.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))].map(
	(code) => code.replace(/\s+/g, ' '),
);

/** What a reader of the steps writes. It need not exist. */
const TO_WRITE = new Set([
	'user: block',
	'BlockParams',
	'test/lifecycle/block.test.ts',
	'nodes/PaxtonNet2/lifecycle/operations/block.ts',
	'nodes/PaxtonNet2/actions/user/block.operation.ts',
	'npx vitest run test/lifecycle/block.test.ts',
]);

const { scripts } = v.parse(
	v.object({ scripts: v.record(v.string(), v.string()) }),
	JSON.parse(read('package.json')),
);
const files = ['nodes', 'test'].flatMap((folder) =>
	readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
		join(folder, file),
	),
);
const source = files
	.filter((file) => /^(nodes|test\/lifecycle)\/.*\.ts$/.test(file))
	.map((file) => readFileSync(join(repository, file), 'utf8'))
	.join('\n')
	.replace(/\s+/g, ' ');

/** A path from the root or from the folder of the node, or the name of a file. */
function isThere(path: string): boolean {
	const roots = [repository, join(repository, 'nodes/PaxtonNet2')];
	if (roots.some((root) => existsSync(join(root, path)))) return true;
	return !path.includes('/') && files.some((file) => basename(file) === path);
}

/** Why the code between two backticks leads nowhere; undefined: it is there. */
function problemOf(named: string): string | undefined {
	if (TO_WRITE.has(named)) return undefined;
	const [, path] = /^npx vitest run (\S+)$/.exec(named) ?? [];
	if (/^npm (run )?/.test(named)) return undefined;
	if (path !== undefined || /\/|\.(ts|md)$/.test(named))
		return isThere(path ?? named) ? undefined : `${named}: no such file or folder`;
	const isName = /^\w+$/.test(named);
	const used = isName ? new RegExp(`\\b${named}\\b`).test(source) : source.includes(named);
	return used ? undefined : `${named}: there is no such code`;
}

describe('CONTRIBUTING.md', () => {
	test('names seven files to write for the first new operation', () => {
		expect(steps.match(/^\d+\. `/gm)).toHaveLength(7);
		expect(marked.length).toBeGreaterThan(25);
	});

	test('names only files and code that exist, apart from what the reader writes', () => {
		expect(marked.flatMap((code) => problemOf(code) ?? [])).toEqual([]);
		expect([...TO_WRITE].filter((code) => !marked.includes(code))).toEqual([]);
	});

	test('the check sees a file, a folder and a name that are not there', () => {
		for (const code of [
			'disabled.operation.ts',
			'lifecycle/plans/',
			'changeEveryUser',
			'{ no: 1 }',
		])
			expect(problemOf(code), code).toContain(code);
		for (const code of ['disable.operation.ts', 'lifecycle/plan/', 'changeEachUser'])
			expect(problemOf(code), code).toBeUndefined();
	});
});

describe.each(['CONTRIBUTING.md', 'README.md'])('%s', (file) => {
	test('names only commands that package.json has', () => {
		const commands = read(file).matchAll(/\bnpm (?:run ([a-z][\w:]*)|(test)\b)/g);
		const names = [...commands].map(([, script, test]) => script ?? test ?? '');
		expect(names).toContain('test');
		expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
	});
});

test.each(['npm ci && npm run demo:editor', 'npm ci && npm test'])(
	'README.md shows the one command to begin with: %s',
	(command) => {
		const blocks = [...read('README.md').matchAll(/^```sh\n([\s\S]*?)^```/gm)];
		expect(blocks.map(([, text = '']) => text.trim())).toContain(command);
	},
);
