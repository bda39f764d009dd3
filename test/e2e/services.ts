import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { needDebianPackages } from './debian';
import { freePort, until } from './ports';
import { runCommand, startGroup, succeeds } from './run';

export interface Service {
	port: number;
	stop: () => Promise<void>;
}

export interface PostgresServer extends Service {
	/** Runs statements as the owner of the database, and gives what `psql` prints. */
	sql: (statements: string) => Promise<string>;
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
export async function startPostgres(log: (line: string) => void): Promise<PostgresServer> {
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
		sql: async (statements) =>
			await runCommand('psql', [...ping, '-q', '-v', 'ON_ERROR_STOP=1', '-c', statements]),
		stop: async () => {
			server.signal('SIGINT');
			await server.ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

export interface SshServer extends Service {
	/** The one user who may sign in, and the key for it. */
	username: string;
	privateKey: string;
}

/**
 * An OpenSSH server for the user who runs the test, with a key of its own. It needs no root, and reads no settings of
 * this machine.
 */
export async function startSftp(log: (line: string) => void): Promise<SshServer> {
	const program = '/usr/sbin/sshd';
	await needDebianPackages(['openssh-server'], async () => existsSync(program), log);
	const folder = await mkdtemp(join(tmpdir(), 'net2-sftp-'));
	const key = async (name: string): Promise<string> => {
		const path = join(folder, name);
		await runCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
		return path;
	};
	const [host, user] = [await key('host'), await key('user')];
	// As root, the server drops its rights into this empty folder.
	if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
	const port = await freePort();
	const settings = [
		`ListenAddress 127.0.0.1:${port}`,
		`HostKey ${host}`,
		`AuthorizedKeysFile ${user}.pub`,
		'AuthenticationMethods publickey',
		'PermitRootLogin prohibit-password',
		'StrictModes no',
		'UsePAM no',
		'PidFile none',
		'Subsystem sftp internal-sftp',
	];
	const file = join(folder, 'sshd_config');
	await writeFile(file, `${settings.join('\n')}\n`);
	const server = startGroup(program, ['-D', '-e', '-f', file], { cwd: folder });
	await until('sshd ready', 30_000, async () => ((await accepts(port)) ? true : undefined));
	return {
		port,
		username: userInfo().username,
		privateKey: await readFile(user, 'utf8'),
		stop: async () => {
			server.signal('SIGTERM');
			await server.ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function accepts(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('data', () => resolve(true)).once('error', () => resolve(false));
		socket.once('close', () => socket.destroy());
	});
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
