/**
 * The lab: a pinned real n8n with the Node it needs, in `.lab/n8n`, apart from our own dependencies
 * (n8n wants Node 24 and 2 GB; the package is developed on Node 20 too). Run by `npm run e2e` and
 * `npm run demo:editor`; does nothing when it is there already.
 *
 * lab/package.json overrides msgpackr-extract: the version n8n would get names builds for other
 * systems that were never published everywhere, and `npm ci` refuses a lock file without them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { needDebianPackages } from './debian';
import { runCommand, succeeds } from './run';

export interface Lab {
	folder: string;
	/** The Node 24 binary. */
	node: string;
	/** n8n's command-line entry, to be run with that binary. */
	n8n: string;
	/** The environment to run both in: Node 24 comes first on PATH. */
	env: NodeJS.ProcessEnv;
}

const repository = join(__dirname, '..', '..');
const source = join(__dirname, 'lab');

/**
 * The environment without what a test runner or npm put there for themselves: n8n behaves otherwise
 * where NODE_ENV is `test`, and npm in the lab must not take the repository's settings.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const ours = /^(NODE_ENV|VITEST.*|TEST|NODE_OPTIONS|npm_(?!config_registry).*|N8N_.*)$/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function describeLab(folder: string): Lab {
	const modules = join(folder, 'node_modules');
	const nodeFolder = join(modules, `node-linux-${process.arch}`, 'bin');
	return {
		folder,
		node: join(nodeFolder, 'node'),
		n8n: join(modules, 'n8n', 'bin', 'n8n'),
		env: { ...cleanEnvironment(), PATH: [nodeFolder, process.env['PATH'] ?? ''].join(delimiter) },
	};
}

/** Says every ten seconds that a long step is still going, so that nobody takes it for stuck. */
async function withHeartbeat<Result>(
	what: string,
	log: (line: string) => void,
	work: () => Promise<Result>,
): Promise<Result> {
	const started = Date.now();
	const seconds = (): number => Math.round((Date.now() - started) / 1000);
	log(`${what} ...`);
	const timer = setInterval(() => log(`${what}: ${seconds()} s`), 10_000);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		log(`${what}: done in ${seconds()} s`);
	}
}

async function haveCompiler(): Promise<boolean> {
	const tools = ['python3', 'make', 'g++'];
	const found = await Promise.all(tools.map(async (tool) => await succeeds(tool, ['--version'])));
	return found.every(Boolean);
}

/** n8n's two native parts. sqlite3 is built here rather than fetched from outside the registry. */
async function buildNative(lab: Lab, log: (line: string) => void): Promise<void> {
	const env = {
		...lab.env,
		npm_config_build_from_source: 'sqlite3',
		npm_config_nodedir: join(lab.node, '..', '..'),
	};
	await needDebianPackages(['python3', 'make', 'g++'], haveCompiler, log);
	await withHeartbeat(
		'Building sqlite3',
		log,
		async () =>
			await runCommand('npm', ['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false'], {
				cwd: lab.folder,
				env,
			}),
	);
	await runCommand(lab.node, ['-e', 'require("sqlite3"); require("isolated-vm")'], {
		cwd: lab.folder,
	});
}

async function install(lab: Lab, log: (line: string) => void): Promise<void> {
	log('Setting up a real n8n in .lab/n8n, once; it takes about 2 GB and a few minutes');
	await mkdir(lab.folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(source, file), join(lab.folder, file));
	}
	const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--loglevel=error'];
	await withHeartbeat(
		'Installing n8n',
		log,
		async () =>
			await runCommand('npm', args, {
				cwd: lab.folder,
				env: cleanEnvironment(),
				timeoutMs: 1_800_000,
			}),
	);
}

/** Does a step unless it was done for this lock file before. */
async function once(file: string, stamp: string, step: () => Promise<void>): Promise<void> {
	if (existsSync(file) && (await readFile(file, 'utf8')) === stamp) return;
	await step();
	await writeFile(file, stamp);
}

export async function openLab(log: (line: string) => void = console.log): Promise<Lab> {
	if (process.platform !== 'linux') {
		throw new Error('The lab brings its own Node 24, which npm has for Linux only');
	}
	const lab = describeLab(join(repository, '.lab', 'n8n'));
	const lock = await readFile(join(source, 'package-lock.json'));
	const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.arch}\n`;
	const modules = join(lab.folder, 'node_modules');
	await once(join(modules, '.lab-installed'), stamp, async () => await install(lab, log));
	await once(join(modules, '.lab-built'), stamp, async () => await buildNative(lab, log));
	return lab;
}

if (require.main === module) {
	void openLab().then(
		({ n8n }) => console.log(`Ready: ${n8n}`),
		(error: unknown) => {
			console.error(error instanceof Error ? error.message : error);
			process.exitCode = 1;
		},
	);
}
