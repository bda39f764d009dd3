import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needDebianPackages } from './debian';
import { freePort, until } from './ports';
import { runCommand, startGroup, succeeds } from './run';

export interface Service {
	port: number;
	stop: () => Promise<void>;
}

/** Debian keeps Postgres' server programs off PATH, one folder per version. */
async function postgresPrograms(): Promise<string | undefined> {
	const root = '/usr/lib/postgresql';
	const versions = await readdir(root).catch(() => []);
	const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
	return newest === undefined ? undefined : join(root, newest, 'bin');
}

async function numberOf(option: '-u' | '-g', user: string): Promise<number> {
	return Number(await runCommand('id', [option, user]));
}

/** A throw-away Postgres. It refuses root, so there it runs as the user Debian made for it. */
export async function startPostgres(log: (line: string) => void): Promise<Service> {
	const present = async (): Promise<boolean> => (await postgresPrograms()) !== undefined;
	await needDebianPackages(['postgresql'], present, log);
	const programs = (await postgresPrograms()) ?? '';
	const folder = await mkdtemp(join(tmpdir(), 'net2-postgres-'));
	const root = process.getuid?.() === 0;
	if (root) {
		await chown(folder, await numberOf('-u', 'postgres'), await numberOf('-g', 'postgres'));
	}
	const command = (program: string, args: string[]): [string, string[]] => {
		const path = join(programs, program);
		return root ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
	};

	await runCommand(...command('initdb', ['-D', folder, '-U', 'n8n', '--auth=trust', '--no-sync']), {
		cwd: tmpdir(),
	});
	const port = await freePort();
	const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
	const server = startGroup(
		...command('postgres', [
			'-D',
			folder,
			'-p',
			String(port),
			...settings.flatMap((setting) => ['-c', setting]),
		]),
		{ cwd: tmpdir() },
	);
	const ping = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n', '-d', 'postgres'];
	await until('Postgres ready', 30_000, async () =>
		(await succeeds(join(programs, 'pg_isready'), ping)) ? true : undefined,
	);
	return {
		port,
		stop: async () => {
			server.signal('SIGINT');
			await server.ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** A Redis that keeps nothing on disk. */
export async function startRedis(log: (line: string) => void): Promise<Service> {
	const present = async (): Promise<boolean> => await succeeds('redis-server', ['--version']);
	await needDebianPackages(['redis-server'], present, log);
	const port = await freePort();
	const server = startGroup(
		'redis-server',
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ cwd: tmpdir() },
	);
	await until('Redis ready', 30_000, async () =>
		(await succeeds('redis-cli', ['-p', String(port), 'ping'])) ? true : undefined,
	);
	return {
		port,
		stop: async () => {
			server.signal('SIGTERM');
			await server.ended;
		},
	};
}
