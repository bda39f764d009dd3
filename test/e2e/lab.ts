/**
 * The lab: a pinned real n8n with the Node it needs, in `.lab/n8n`, apart from our own dependencies. n8n wants Node
 * 24 and 2 GB, and the package is developed on Node 20 too. `npm run e2e` and `npm run demo:editor` run it. It does
 * nothing if it is there already.
 *
 * lab/package.json overrides msgpackr-extract. The version that n8n would get names builds for other systems that
 * were never published everywhere. `npm ci` refuses a lock file without them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
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

/** Which n8n: the one that everything is run in, or the oldest that the packed node is run in. */
const EDITIONS = {
	pinned: { folder: 'n8n', source: 'lab', node: 24, native: ['sqlite3', 'isolated-vm'] },
	// There xlsx comes from outside of npm. It is replaced by the last one on npm, and our node does not use it.
	oldest: { folder: 'n8n-oldest', source: 'lab-oldest', node: 20, native: ['sqlite3'] },
};

type Edition = (typeof EDITIONS)[keyof typeof EDITIONS];

/**
 * The environment without what a test runner or npm put there for themselves. n8n behaves otherwise if NODE_ENV is
 * `test`. npm in the lab must not take the repository's settings.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const ours = /^(NODE_ENV|VITEST.*|TEST|NODE_OPTIONS|npm_(?!config_registry).*|N8N_.*)$/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

/** Where npm has Node for this system. */
function bringsNode(): boolean {
	return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
}

function describeLab(folder: string): Lab {
	const modules = join(folder, 'node_modules');
	const node = bringsNode()
		? join(modules, `node-linux-${process.arch}`, 'bin', 'node')
		: process.execPath;
	const nodeFolder = dirname(node);
	return {
		folder,
		node,
		n8n: join(modules, 'n8n', 'bin', 'n8n'),
		env: { ...cleanEnvironment(), PATH: [nodeFolder, process.env['PATH'] ?? ''].join(delimiter) },
	};
}

/** Says every ten seconds that a long step is still going, so that it does not look stuck. */
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
async function buildNative(lab: Lab, native: string[], log: (line: string) => void): Promise<void> {
	const env = {
		...lab.env,
		npm_config_build_from_source: 'sqlite3',
		...(bringsNode() ? { npm_config_nodedir: join(lab.node, '..', '..') } : {}),
	};
	await needDebianPackages(['python3', 'make', 'g++'], haveCompiler, log);
	await withHeartbeat(
		'Building sqlite3',
		log,
		async () =>
			await runCommand('npm', ['rebuild', ...native, '--ignore-scripts=false'], {
				cwd: lab.folder,
				env,
			}),
	);
	const load = native.map((name) => `require("${name}")`).join('; ');
	await runCommand(lab.node, ['-e', load], { cwd: lab.folder });
}

async function install(lab: Lab, source: string, log: (line: string) => void): Promise<void> {
	log(`Setting up a real n8n in ${lab.folder}, once; it takes about 2 GB and a few minutes`);
	await mkdir(lab.folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(__dirname, source, file), join(lab.folder, file));
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

export async function openLab(
	log: (line: string) => void = console.log,
	which: keyof typeof EDITIONS = 'pinned',
): Promise<Lab> {
	const { folder, source, node, native }: Edition = EDITIONS[which];
	if (!bringsNode() && Number(process.versions.node.split('.')[0]) < node) {
		throw new Error(
			`This n8n needs Node.js ${node}, which comes along on Linux x64 and arm64 only. This is ${process.version}: install Node.js ${node} and run the command with it`,
		);
	}
	const lab = describeLab(join(repository, '.lab', folder));
	const lock = await readFile(join(__dirname, source, 'package-lock.json'));
	const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.arch}\n`;
	const modules = join(lab.folder, 'node_modules');
	await once(join(modules, '.lab-installed'), stamp, async () => await install(lab, source, log));
	await once(join(modules, '.lab-built'), stamp, async () => await buildNative(lab, native, log));
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
