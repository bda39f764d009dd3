import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

/** How far a connection attempt got: `tcp` is before the server accepted it, `tls` is during the handshake. */
export type ConnectStage = 'tcp' | 'tls';

/** A connection attempt that failed, so that no byte of the request was sent. */
export class ConnectFailure extends Error {
	override readonly name = 'ConnectFailure';

	constructor(
		readonly stage: ConnectStage,
		/** What Node reported; undefined after a time-out. */
		readonly reported: unknown,
	) {
		super('The connection attempt failed.');
	}
}

/** What undici passes to a connector. */
export interface ConnectTarget {
	hostname: string;
	port: string;
	protocol: string;
}

type Connected = (...result: [null, Socket | TLSSocket] | [Error, null]) => void;

export interface Connector {
	connect(target: ConnectTarget, done: Connected): void;
	/** The stage of an attempt that is still under way; undefined if there is none. */
	pendingStage(): ConnectStage | undefined;
}

/** Keeps idle connections alive through firewalls, as undici's own connector does. */
const KEEP_ALIVE_DELAY_MS = 60_000;

/**
 * Opens connections for undici. If a server does not accept the connection or never answers the handshake, undici's own connector reports the same time-out. Users need to know which of them it is.
 *
 * @param timeoutMs for the connection and the handshake together
 */
export function createConnector(
	security: ConnectionOptions,
	{ timeoutMs, lookup }: { timeoutMs: number; lookup?: LookupFunction | undefined },
): Connector {
	const attempts = new Set<{ stage: ConnectStage }>();
	/** Resuming a TLS session saves a round trip for each further connection. */
	let session: Buffer | undefined;

	const secure = (socket: Socket, hostname: string): TLSSocket => {
		const secured = connectTls({
			...security,
			socket,
			host: hostname,
			servername: serverNameOf(hostname),
			session,
			ALPNProtocols: ['http/1.1'],
		});
		return secured.on('session', (next: Buffer) => {
			session = next;
		});
	};

	return {
		connect({ hostname, port, protocol }, done) {
			const host = hostname.replace(/^\[|\]$/g, '');
			const attempt: { stage: ConnectStage } = { stage: 'tcp' };
			attempts.add(attempt);
			const isTls = protocol === 'https:';
			const socket = connectTcp({
				host,
				port: Number(port === '' ? (isTls ? 443 : 80) : port),
				lookup,
				noDelay: true,
				keepAlive: true,
				keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS,
			});
			let open = true;
			const settle = () => {
				open = false;
				clearTimeout(timer);
				attempts.delete(attempt);
			};
			const fail = (reported: unknown) => {
				if (!open) return;
				settle();
				socket.destroy();
				done(new ConnectFailure(attempt.stage, reported), null);
			};
			const succeed = (connected: Socket | TLSSocket) => {
				if (!open) return;
				settle();
				// From here on undici listens.
				connected.off('error', fail);
				socket.off('error', fail);
				done(null, connected);
			};
			const timer = setTimeout(() => fail(undefined), timeoutMs);
			socket.on('error', fail);
			socket.once('connect', () => {
				if (!isTls) return succeed(socket);
				attempt.stage = 'tls';
				const secured = secure(socket, host).on('error', fail);
				secured.once('secureConnect', () => succeed(secured));
			});
		},
		pendingStage() {
			const stages = [...attempts].map(({ stage }) => stage);
			return stages.includes('tls') ? 'tls' : stages[0];
		},
	};
}

/** An IP address is not a valid server name in TLS (RFC 6066, section 3). */
export function serverNameOf(host: string): string | undefined {
	return isIP(host) === 0 ? host : undefined;
}
