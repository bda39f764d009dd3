import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { read, repository } from './markdown';

/** What `npm publish` would send of the build that is there; `npm test` builds first. */
let packed: string[];

const Pack = v.object({ files: v.array(v.object({ path: v.string() })) });
/** A list up to npm 10, an object by package name later. */
const Packs = v.union([v.array(Pack), v.record(v.string(), Pack)]);

const Manifest = v.object({ dependencies: v.record(v.string(), v.string()) });
const Lock = v.object({
	packages: v.record(
		v.string(),
		v.object({ dependencies: v.optional(v.record(v.string(), v.string()), {}) }),
	),
});

beforeAll(() => {
	if (!existsSync(join(repository, 'dist'))) throw new Error('Nothing is built: npm run build');
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const output = execFileSync('npm', args, {
		cwd: repository,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [pack] = Object.values(v.parse(Packs, JSON.parse(output)));
	packed = (pack?.files ?? []).map(({ path }) => path);
});

/** Files below folders of the repository, with `/` between. */
function below(...folders: string[]): string[] {
	return folders.flatMap((folder) =>
		readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => statSync(join(repository, folder, file)).isFile())
			.map((file) => `${folder}/${file}`),
	);
}

test('packs the compiled source, icons, codex files, schemas and five texts, and nothing else', () => {
	const source = below('nodes', 'credentials').flatMap((file) => {
		if (file.endsWith('.d.ts')) return [];
		if (/\.[jt]s$/.test(file)) return [`dist/${file.replace(/\.ts$/, '.js')}`];
		return /\.(svg|node\.json)$|__schema__.*\.json$/.test(file) ? [`dist/${file}`] : [];
	});
	const texts = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json'];
	expect([...packed].sort()).toEqual([...source, ...texts].sort());
});

test('packs no text that names a folder of the machine that built it', () => {
	const telling = packed.filter((file) => {
		const text = readFileSync(join(repository, file), 'utf8');
		return text.includes(repository) || /sourceMappingURL|file:\/\/\/\w/.test(text);
	});
	expect(telling).toEqual([]);
});

const page = read('docs/compatibility.md');

test('lists each dependency in the documents', () => {
	const { dependencies } = v.parse(Manifest, JSON.parse(read('package.json')));
	const listed = [...page.matchAll(/^\| \[`([^`]+)`\]/gm)].map(([, name = '']) => name);
	expect(listed).toEqual(Object.keys(dependencies));
});

test('says in the documents how much is installed', () => {
	const folders = installed();
	const bytes = folders.map(sizeOf).reduce((sum, size) => sum + size, 0) + sizeOf('dist');
	const said = /(\d+) packages, (\d+(?:\.\d+)?) MB/.exec(page);
	expect(Number(said?.[1])).toBe(folders.length + 1);
	expect(Math.abs(Number(said?.[2]) - bytes / 1e6)).toBeLessThan(0.5);
});

/** The folders of all packages that come with it, by the lock file. */
function installed(): string[] {
	const { packages } = v.parse(Lock, JSON.parse(read('package-lock.json')));
	const { dependencies } = v.parse(Manifest, JSON.parse(read('package.json')));
	const found = new Set<string>();
	const follow = (from: string, names: string[]): void => {
		for (const name of names) {
			const folder = folderOf(from, name, packages);
			if (found.has(folder)) continue;
			found.add(folder);
			follow(folder, Object.keys(packages[folder]?.dependencies ?? {}));
		}
	};
	follow('', Object.keys(dependencies));
	return [...found];
}

/** Where Node finds a package from, nearest first. */
function folderOf(from: string, name: string, packages: Record<string, unknown>): string {
	for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
		const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
		if (folder in packages) return folder;
		if (at === '') throw new Error(`${name} is not in the lock file`);
	}
}

function sizeOf(folder: string): number {
	return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => !/(^|\/)node_modules\//.test(file))
		.map((file) => statSync(join(repository, folder, file)))
		.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
