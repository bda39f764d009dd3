import { execFileSync } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anchorsOf, linksOf, read, repository } from './markdown';

const ADDRESS = 'https://github.com/example/n8n-nodes-paxton-net2';
const PAGES = ['README.md', 'CHANGELOG.md', 'SECURITY.md'];

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'net2-links-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Does what the release does, in a copy. */
function released(...pages: string[]): string[] {
	const program = join(repository, '.github', 'absoluteLinks.mjs');
	execFileSync('node', [program, ADDRESS, 'v1.2.3', ...pages], { cwd: folder, stdio: 'pipe' });
	return pages.map((page) => readFileSync(join(folder, page), 'utf8'));
}

test('each link of a packed page leads to a file of the repository, from npm too', () => {
	for (const page of PAGES) copyFileSync(join(repository, page), join(folder, page));
	const texts = released(...PAGES);
	const targets = texts.flatMap(linksOf).filter((target) => !target.startsWith('#'));
	expect(targets.filter((target) => !target.startsWith('https://'))).toEqual([]);
	const ours = targets.filter((target) => target.startsWith(ADDRESS));
	expect(ours.length).toBeGreaterThan(40);
	for (const target of ours) {
		const [, kind, path = '', anchor] =
			/^https:\/\/github\.com\/example\/n8n-nodes-paxton-net2\/(blob|raw)\/v1\.2\.3\/([^#]+)(?:#(.+))?$/.exec(
				target,
			) ?? [];
		expect(existsSync(join(repository, path)), target).toBe(true);
		expect(kind).toBe(/\.(png|svg)$/.test(path) ? 'raw' : 'blob');
		if (anchor !== undefined) expect(anchorsOf(read(path))).toContain(anchor);
	}
	// Nothing but the targets has changed.
	const plain = (text: string) => text.replace(/\]\([^)]*\)/g, ']()');
	expect(texts.map(plain)).toEqual(PAGES.map((page) => plain(read(page))));
});

test('code, places on the same page and full addresses stay as they are', () => {
	const text = [
		'`[a](b.md)` [c](#d) [e](https://example.com/f) [g](mailto:h@example.com)',
		'```md',
		'[i](j.md)',
		'```',
		'[![k](l.png)](m.md#n) [o [p]](./q.md)',
	].join('\n');
	writeFileSync(join(folder, 'page.md'), text);
	const [result = ''] = released('page.md');
	expect(result.split('\n').slice(0, 4)).toEqual(text.split('\n').slice(0, 4));
	expect(result.split('\n')[4]).toBe(
		`[![k](${ADDRESS}/raw/v1.2.3/l.png)](${ADDRESS}/blob/v1.2.3/m.md#n) [o [p]](${ADDRESS}/blob/v1.2.3/q.md)`,
	);
});

test('the release makes the links absolute before it publishes, and names the repository', () => {
	const workflow = read('.github/workflows/release.yml');
	const order = ['node .github/absoluteLinks.mjs', 'npm publish'].map((one) =>
		workflow.indexOf(one),
	);
	expect(order[0]).toBeGreaterThan(0);
	expect(order[1]).toBeGreaterThan(order[0] ?? 0);
	for (const field of ['repository.url', 'bugs.url', 'homepage']) expect(workflow).toContain(field);
	for (const page of PAGES) expect(workflow).toContain(page);
});
