import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ICredentialType, INodeType } from 'n8n-workflow';

export interface LoadedPackage {
	name: string;
	nodes: INodeType[];
	credentials: ICredentialType[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function strings(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function isNodeType(value: unknown): value is INodeType {
	return isRecord(value) && isRecord(value['description']) && 'properties' in value['description'];
}

function isCredentialType(value: unknown): value is ICredentialType {
	return isRecord(value) && typeof value['name'] === 'string' && Array.isArray(value['properties']);
}

/** Makes the one class of a node or credential file, found by the file's name as n8n does. */
async function instantiate(file: string): Promise<unknown> {
	const loaded: unknown = await import(pathToFileURL(file).href);
	const className = basename(file).split('.')[0] ?? '';
	const outer = isRecord(loaded) ? loaded : {};
	const inner = isRecord(outer['default']) ? outer['default'] : {};
	const found = outer[className] ?? inner[className];
	if (typeof found !== 'function') throw new Error(`${file} exports no class ${className}`);
	const made: unknown = Reflect.construct(found, []);
	return made;
}

/** `dist/nodes/X/X.node.js`, as package.json names it, is `nodes/X/X.node.ts` in the sources. */
function toSource(directory: string, built: string): string {
	return join(directory, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
}

/**
 * Loads a package from its TypeScript sources, so that tests and the demo need no build. It only
 * works where imports of .ts files do: under vitest and tsx.
 */
export async function loadSourcePackage(directory: string): Promise<LoadedPackage> {
	const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
	const root = isRecord(manifest) ? manifest : {};
	const section = isRecord(root['n8n']) ? root['n8n'] : {};
	if (typeof root['name'] !== 'string') throw new Error(`${directory}: package.json has no name`);

	const nodes: INodeType[] = [];
	for (const path of strings(section['nodes'])) {
		const file = toSource(directory, path);
		const node = await instantiate(file);
		if (!isNodeType(node)) throw new Error(`${file} is no n8n node`);
		nodes.push(node);
	}
	const credentials: ICredentialType[] = [];
	for (const path of strings(section['credentials'])) {
		const file = toSource(directory, path);
		const credential = await instantiate(file);
		if (!isCredentialType(credential)) throw new Error(`${file} is no n8n credential`);
		credentials.push(credential);
	}
	return { name: root['name'], nodes, credentials };
}
