import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { read, repository } from './markdown';

const manifest: unknown = JSON.parse(read('package.json'));
const WORKFLOWS = '.github/workflows';
const workflows = readdirSync(join(repository, WORKFLOWS));

test.each(workflows)('%s names every action by a commit, and its version', (file) => {
	const uses = [...read(`${WORKFLOWS}/${file}`).matchAll(/uses: (.+)$/gm)].map(([, used]) => used);
	const foreign = uses.filter((used) => used?.startsWith('./') === false);
	expect(uses.length).toBeGreaterThan(0);
	for (const used of foreign)
		expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('runs no script of a package in the job that may request a token', () => {
	const [, publish = ''] = read(`${WORKFLOWS}/release.yml`).split(/^ {2}publish:$/m);
	expect(publish).toContain('id-token: write');
	const installs = publish.match(/npm (?:ci|install|i)\b.*/g) ?? [];
	expect(installs.length).toBeGreaterThan(0);
	for (const install of installs) expect(install).toContain('--ignore-scripts');
});

test('says where to report a bug, and publishes the address of the repository that is built', () => {
	const { bugs } = v.parse(v.object({ bugs: v.object({ url: v.string() }) }), manifest);
	expect(bugs.url).toMatch(/^https:\/\//);
	expect(read(`${WORKFLOWS}/release.yml`)).toContain(
		'"bugs.url=https://github.com/$GITHUB_REPOSITORY/issues"',
	);
});

test('packs the security policy', () => {
	const { files } = v.parse(v.object({ files: v.array(v.string()) }), manifest);
	expect(files).toContain('SECURITY.md');
});

test('has no registry in the lock file', () => {
	expect(read('package-lock.json')).not.toMatch(/"resolved": |https?:\/\/registry\./);
});
