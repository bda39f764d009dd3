import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, textAt } from './json';
import { cleanEnvironment } from './lab';
import { runCommand } from './run';

/** Packs a built package as `npm publish` would, and says where the tarball is. */
export async function packPackage(directory: string): Promise<string> {
	if (!existsSync(join(directory, 'dist'))) {
		throw new Error(`Nothing is built in ${directory}: npm run build`);
	}
	const target = await mkdtemp(join(tmpdir(), 'net2-pack-'));
	await runCommand('npm', ['pack', '--ignore-scripts', '--quiet', '--pack-destination', target], {
		cwd: directory,
		env: cleanEnvironment(),
	});
	const [tarball] = await readdir(target);
	if (!tarball) throw new Error(`npm pack in ${directory} made no tarball`);
	return join(target, tarball);
}

/**
 * Installs a packed package into an n8n user folder, step by step as n8n's community package service does it
 * (2.41.1). It unpacks, leaves out dev, peer and optional dependencies, and installs the rest without scripts. A
 * dependency in the wrong place is missing afterwards, as it would be for a user.
 */
export async function installCommunityPackage(
	userFolder: string,
	tarball: string,
): Promise<string> {
	const unpacked = await mkdtemp(join(tmpdir(), 'net2-unpack-'));
	await runCommand('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	const full: unknown = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8'));
	await rm(unpacked, { recursive: true });
	if (!isObject(full)) throw new Error(`${tarball}: package.json is no object`);
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = full;
	void [devDependencies, peerDependencies, optionalDependencies];
	const name = textAt(manifest, 'name');

	const nodes = join(userFolder, '.n8n', 'nodes');
	const directory = join(nodes, 'node_modules', name);
	await mkdir(directory, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', directory, '--strip-components=1']);
	await writeFile(join(directory, 'package.json'), JSON.stringify(manifest, null, 2));
	await runCommand(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{ cwd: directory, env: cleanEnvironment() },
	);
	const dependencies = { [name]: textAt(manifest, 'version') };
	await writeFile(
		join(nodes, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies }, null, 2),
	);
	return directory;
}
