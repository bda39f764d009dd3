import type { LookupFunction } from 'node:net';
import { connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import { normaliseBaseUrl } from './baseUrl';
import type { ServerCertificate } from './model';
import { defaultStore, trustedWith } from './trust';

export interface CertificateAsk {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	caCertificate?: string | undefined;
	timeoutMs: number;
	/** The host's DNS lookup, where it filters what may be reached. */
	lookup?: LookupFunction;
	/** Rejects where the host does not allow the address. */
	validateUrl?: (url: string) => Promise<void>;
}

/**
 * Looks at the server's certificate without sending it anything. Null where there is none to see: plain http, or a
 * server that only a proxy reaches. Whether the server answers is for a real request to find out.
 *
 * @throws Net2Error `badInput` for an address that is none, `certificate` for a PEM that is none
 */
export async function readServerCertificate(
	ask: CertificateAsk,
): Promise<ServerCertificate | null> {
	const url = new URL(normaliseBaseUrl(ask.baseUrl));
	const pasted = trustedWith(ask.caCertificate);
	if (url.protocol !== 'https:') return null;
	const allowed = await (ask.validateUrl?.(url.href) ?? Promise.resolve()).then(
		() => true,
		() => false,
	);
	if (!allowed) return null;
	const bySystem = await shakeHands(url, ask, [...defaultStore()]);
	if (bySystem === null) return null;
	if (bySystem.trusted) return described(bySystem.certificate, 'system');
	const byBoth = pasted === undefined ? null : await shakeHands(url, ask, pasted);
	return described(bySystem.certificate, byBoth?.trusted === true ? 'credential' : 'no');
}

interface Handshake {
	certificate: PeerCertificate;
	trusted: boolean;
}

async function shakeHands(
	url: URL,
	{ timeoutMs, lookup }: CertificateAsk,
	ca: string[],
): Promise<Handshake | null> {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const options: ConnectionOptions = {
		host,
		port: Number(url.port === '' ? 443 : url.port),
		// An address has no name to ask for (RFC 6066, 3).
		servername: /^[\d.]+$|:/.test(host) ? undefined : host,
		ca,
		allowPartialTrustChain: true,
		// Whatever it is, we want to see it; nothing is sent over this connection.
		rejectUnauthorized: false,
		lookup,
		timeout: timeoutMs,
	};
	return await new Promise((resolve) => {
		const socket: TLSSocket = connect(options);
		const end = (seen: Handshake | null) => {
			socket.destroy();
			resolve(seen);
		};
		socket.once('secureConnect', () =>
			end({ certificate: socket.getPeerCertificate(), trusted: socket.authorized }),
		);
		socket.once('timeout', () => end(null));
		socket.once('error', () => end(null));
	});
}

function described(
	certificate: PeerCertificate,
	trusted: ServerCertificate['trusted'],
): ServerCertificate {
	const subject = nameOf(certificate.subject);
	const issuer = nameOf(certificate.issuer);
	return {
		subject,
		issuer,
		selfSigned: subject === issuer,
		validUntil: Date.parse(certificate.valid_to),
		trusted,
	};
}

/** Members of a name may stand several times, and types do not say so. */
function nameOf(name: unknown): string {
	if (typeof name !== 'object' || name === null) return '';
	const members = new Map(
		Object.entries(name).map(([key, value]) => [key, [value].flat().join(', ')]),
	);
	return members.get('CN') ?? members.get('O') ?? [...members.values()].join(', ');
}
