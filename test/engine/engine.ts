import './environment';
import { join } from 'node:path';
import { RunCredentials } from './credentials';
import { NodeRegistry } from './registry';
import { loadSourcePackage } from './source-package';
import type { LoadedPackage } from './source-package';
import type { Credentials } from './types';

export interface EngineOptions {
	/** A built package: a folder with package.json and dist/. */
	packageDir?: string;
	/** A package to load from its TypeScript sources instead. Default: this repository. */
	sourceDir?: string;
	/** Node and credential objects made by the test itself. */
	extra?: LoadedPackage;
}

export interface Engine {
	registry: NodeRegistry;
	credentials: (given: Credentials | undefined) => RunCredentials;
}

const repository = join(__dirname, '..', '..');

/** Loads the nodes once; the engine itself keeps nothing between runs. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
	const registry = await NodeRegistry.open();
	if (options.packageDir) await registry.addBuiltPackage(options.packageDir);
	else if (options.sourceDir) registry.addLoadedPackage(await loadSourcePackage(options.sourceDir));
	else if (!options.extra) registry.addLoadedPackage(await loadSourcePackage(repository));
	if (options.extra) registry.addLoadedPackage(options.extra);
	return { registry, credentials: (given) => new RunCredentials(registry, given ?? {}) };
}

const engines = new Map<string, Promise<Engine>>();

export interface UsesEngine extends EngineOptions {
	/** An engine opened before; otherwise one is opened per package folder and kept. */
	engine?: Engine | undefined;
}

export async function engineFor(options: UsesEngine): Promise<Engine> {
	if (options.engine) return options.engine;
	if (options.extra) return await openEngine(options);
	const key = JSON.stringify([options.packageDir, options.sourceDir]);
	const opened = engines.get(key) ?? openEngine(options);
	engines.set(key, opened);
	return await opened;
}
