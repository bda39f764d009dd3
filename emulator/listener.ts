import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from './clock';
import { strikesAt, type ConnectionFault, type ConnectionFaultRule } from './connectionFaults';
import type { Switches } from './switches';
import { HANDSHAKE_ALERT, offersTls13, readHello } from './tlsHello';

interface Where {
	host: string;
	port: number;
}

/**
 * The port of the emulator. It can be closed and opened again while the server behind it keeps running. It decides
 * for each connection whether that server gets it.
 */
export class Listener {
	private front: Server | undefined;
	private target: Server | undefined;
	private where: Where = { host: '127.0.0.1', port: 0 };
	private readonly sockets = new Set<Socket>();
	private rules: ConnectionFaultRule[] = [];
	private seen = 0;
	private ended = false;

	constructor(
		private readonly secure: boolean,
		private readonly switches: () => Switches,
		private readonly clock: Clock,
	) {}

	get port(): number {
		return this.where.port;
	}

	/** Connections that are open now. */
	get connections(): number {
		return this.sockets.size;
	}

	/** Opens the port; 0 is any free one. The target is an HTTP or HTTPS server that does not listen itself. */
	async open(target: Server, where: Where): Promise<void> {
		this.target = target;
		this.where = where;
		await this.accept();
	}

	/** Closes the port and ends every connection, so that the system refuses each new one. */
	refuse(): void {
		this.front?.close();
		this.front = undefined;
		this.dropAll();
	}

	/** Closes the port for good. */
	close(): void {
		this.ended = true;
		this.refuse();
	}

	/** Opens the same port again, if it is closed. */
	async accept(): Promise<void> {
		if (this.front || this.ended) return;
		const front = createServer((socket) => this.connected(socket));
		this.front = front;
		await new Promise<void>((resolve, reject) => {
			front.once('error', reject);
			front.listen(this.where, resolve);
		});
		const address = front.address();
		if (typeof address === 'object' && address) this.where = { ...this.where, port: address.port };
	}

	/** Replaces all rules, and starts to count connections from 1. */
	setFaults(rules: ConnectionFaultRule[]): void {
		this.rules = rules;
		this.seen = 0;
	}

	/** Ends every connection but one. */
	dropAll(except?: Socket): void {
		for (const socket of this.sockets) if (!isSame(socket, except)) socket.destroy();
	}

	private connected(socket: Socket): void {
		this.seen += 1;
		this.sockets.add(socket);
		socket.once('close', () => this.sockets.delete(socket));
		// A client that resets its connection is no concern of the server.
		socket.on('error', () => undefined);
		const fault = this.rules.find((rule) => strikesAt(this.seen, rule))?.fault;
		const limit = this.switches().maxConnections;
		if (fault === 'reset' || (limit > 0 && this.sockets.size > limit)) socket.resetAndDestroy();
		else if (this.secure) this.greet(socket, fault);
		else this.target?.emit('connection', socket);
	}

	/** Reads the TLS hello, which decides whether the handshake fails, and gives it back for the server to read. */
	private greet(socket: Socket, fault: ConnectionFault | undefined): void {
		readHello(socket, (hello) => {
			const { tls } = this.switches();
			const failing = tls === 'reset' || tls === 'drop' || tls === 'alert';
			if (fault !== undefined) this.fail(socket, fault);
			else if (failing && offersTls13(hello)) this.fail(socket, `tls-${tls}`);
			else {
				socket.unshift(hello);
				this.target?.emit('connection', socket);
			}
		});
	}

	private fail(socket: Socket, fault: ConnectionFault): void {
		if (fault === 'tls-alert') socket.end(HANDSHAKE_ALERT);
		else if (fault === 'tls-drop') {
			// No reply: the client waits until it gives up, or until a clock of a test ends the wait.
			const end = () => socket.destroy();
			this.clock.sleep(Infinity).then(end, end);
		} else socket.resetAndDestroy();
	}
}

/** A TLS socket has the addresses of the socket beneath it. */
function isSame(socket: Socket, other: Socket | undefined): boolean {
	return (
		other !== undefined &&
		socket.remotePort === other.remotePort &&
		socket.remoteAddress === other.remoteAddress
	);
}
