import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(__dirname, '../..');
const LEFT_OUT = new Set(['node_modules', '.git', '.lab', 'dist', 'coverage']);

/** A copy of the repository in which a program may change the product, and a function that removes it. */
export function copyOfTheRepository(): { directory: string; remove: () => void } {
	const directory = mkdtempSync(join(tmpdir(), 'net2-copy-'));
	for (const name of readdirSync(REPOSITORY))
		if (!LEFT_OUT.has(name))
			cpSync(join(REPOSITORY, name), join(directory, name), { recursive: true });
	symlinkSync(join(REPOSITORY, 'node_modules'), join(directory, 'node_modules'));
	return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
