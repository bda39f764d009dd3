import { readFile, readdir, readlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A request to the token route, and which process sent it. */
export interface SignIn {
	pid: number | undefined;
	/** `password`, `refresh_token` … */
	grant: string;
	/** Of the reply. */
	status: number;
	/** Ms since the epoch. */
	at: number;
}

export interface Front {
	url: string;
	signIns: SignIn[];
	stop: () => Promise<void>;
}

/**
 * A door before the emulator that sees which process comes. All workers of one machine have one address, so neither
 * Net2 nor the emulator can distinguish them. The kernel can, by the port of a socket (Linux).
 */
export async function startFront(target: number, pids: () => number[]): Promise<Front> {
	const signIns: SignIn[] = [];
	const open = new Set<Socket>();
	const server = createServer((client) => {
		const onward = connect(target, '127.0.0.1');
		for (const socket of [client, onward]) {
			open.add(socket);
			socket.on('error', () => [client, onward].forEach((end) => end.destroy()));
			socket.on('close', () => open.delete(socket));
		}
		// Nothing is passed on before its sender is known: afterwards the socket may be gone.
		const passOn = (pid: number | undefined) => {
			const waiting: SignIn[] = [];
			client.on('data', (data) => {
				const grant = grantIn(data.toString('latin1'));
				if (grant !== undefined) waiting.push({ pid, grant, status: 0, at: Date.now() });
			});
			onward.on('data', (data) => {
				const status = /^HTTP\/1\.1 (\d{3}) /.exec(data.toString('latin1'))?.[1];
				const answered = status === undefined ? undefined : waiting.shift();
				if (answered !== undefined) signIns.push({ ...answered, status: Number(status) });
			});
			client.pipe(onward).pipe(client);
		};
		ownerOf(client.remotePort ?? 0, client.localPort ?? 0, pids()).then(passOn, () =>
			client.destroy(),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${portOf(server.address())}`,
		signIns,
		stop: async () => {
			for (const socket of open) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function grantIn(text: string): string | undefined {
	if (!/^POST \S*\/authorization\/tokens /.test(text)) return undefined;
	return /grant_type=([^&]+)/.exec(text)?.[1];
}

function portOf(address: AddressInfo | string | null): number {
	if (typeof address !== 'object' || address === null) throw new Error('The front has no port');
	return address.port;
}

/**
 * The process, of those given, that has the socket from one port to another. Both count. A port may be one end of
 * several connections, of other processes too.
 */
async function ownerOf(from: number, to: number, pids: number[]): Promise<number | undefined> {
	const end = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	const tables = await Promise.all(
		['/proc/net/tcp', '/proc/net/tcp6'].map(async (file) => await readFile(file, 'utf8')),
	);
	const row = tables
		.flatMap((table) => table.split('\n'))
		.map((line) => line.trim().split(/\s+/))
		.find(([, local, remote]) => local?.endsWith(end(from)) && remote?.endsWith(end(to)));
	const inode = row?.[9];
	if (inode === undefined) return undefined;
	for (const pid of pids) {
		const folder = `/proc/${pid}/fd`;
		const descriptors = await readdir(folder).catch(() => []);
		for (const descriptor of descriptors) {
			const link = await readlink(`${folder}/${descriptor}`).catch(() => '');
			if (link === `socket:[${inode}]`) return pid;
		}
	}
	return undefined;
}
