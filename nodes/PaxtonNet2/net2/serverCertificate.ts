import type { LookupFunction } from 'node:net';
import { connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import { normaliseBaseUrl } from './baseUrl';
import { serverNameOf } from './connector';
import type { ServerCertificate } from './model';
import type { MaxTlsVersion } from './tlsFailure';
import { defaultStore, trustedWith } from './trust';

export interface CertificateParams {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	caCertificate?: string | undefined;
	maxTlsVersion?: MaxTlsVersion | undefined;
	timeoutMs: number;
	/** The host's DNS lookup, if it filters what may be reached. */
	lookup?: LookupFunction | undefined;
	/** Rejects if the host does not allow the address. */
	validateUrl?: ((url: string) => Promise<void>) | undefined;
}

/**
 * Reads the server's certificate without sending a request. Null if there is none to see: plain http, a server behind a
 * proxy, or a handshake that fails. A real request then finds out why.
 *
 * @throws Net2Error `badInput` for an invalid address, `certificate` for an invalid PEM text
 */
export async function readServerCertificate(
	params: CertificateParams,
): Promise<ServerCertificate | null> {
	const url = new URL(normaliseBaseUrl(params.baseUrl));
	const pasted = trustedWith(params.caCertificate);
	if (url.protocol !== 'https:') return null;
	const allowed = await (params.validateUrl?.(url.href) ?? Promise.resolve()).then(
		() => true,
		() => false,
	);
	if (!allowed) return null;
	const bySystem = await shakeHands(url, params, [...defaultStore()]);
	if (bySystem === null) return null;
	if (bySystem.trusted) return described(bySystem, 'system');
	const byBoth = pasted === undefined ? null : await shakeHands(url, params, pasted);
	return described(bySystem, byBoth?.trusted === true ? 'credential' : 'no');
}

interface Handshake {
	certificate: PeerCertificate;
	trusted: boolean;
	tlsVersion: string | null;
}

async function shakeHands(
	url: URL,
	{ timeoutMs, lookup, maxTlsVersion }: CertificateParams,
	ca: string[],
): Promise<Handshake | null> {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const options: ConnectionOptions = {
		host,
		port: Number(url.port === '' ? 443 : url.port),
		servername: serverNameOf(host),
		ca,
		allowPartialTrustChain: true,
		// The certificate is wanted even if it is not trusted. Nothing is sent over this connection.
		rejectUnauthorized: false,
		lookup,
		timeout: timeoutMs,
		...(maxTlsVersion === '1.2' && { maxVersion: 'TLSv1.2' as const }),
	};
	return await new Promise((resolve) => {
		const socket: TLSSocket = connect(options);
		// A timer of its own, because the time-out of a socket starts again with each byte.
		const timer = setTimeout(() => end(null), timeoutMs);
		const end = (seen: Handshake | null) => {
			clearTimeout(timer);
			socket.destroy();
			resolve(seen);
		};
		socket.once('secureConnect', () =>
			end({
				certificate: socket.getPeerCertificate(),
				trusted: socket.authorized,
				tlsVersion: socket.getProtocol(),
			}),
		);
		socket.on('error', () => end(null));
	});
}

function described(
	{ certificate, tlsVersion }: Handshake,
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
		// Only RSA keys have a modulus.
		rsaBits: certificate.modulus === undefined ? null : (certificate.bits ?? null),
		tlsVersion,
	};
}

/** A member of a name can occur several times, which the types do not say. */
function nameOf(name: unknown): string {
	if (typeof name !== 'object' || name === null) return '';
	const members = new Map(
		Object.entries(name).map(([key, value]) => [key, [value].flat().join(', ')]),
	);
	return members.get('CN') ?? members.get('O') ?? [...members.values()].join(', ');
}
