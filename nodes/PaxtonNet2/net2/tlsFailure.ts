import type { Reason } from '../messages/reason';

/** What to report about a connection that could not be made. */
export interface Explanation {
	reason: Reason;
	message: string;
	remedy: string;
	/** True if waiting does not help, so that a retry only costs time. */
	lasting?: true | undefined;
}

export type MaxTlsVersion = 'default' | '1.2';

/** Where Net2 keeps the certificate that it makes for itself (docs/net2-api.md). */
export const PASTE_CERTIFICATE =
	"Paste the certificate of the server into 'CA Certificate' of the credential. It is the file Net2LocalAPI.crt in " +
	'the folder nginx\\certificate of the Net2 installation.';
const NEW_CERTIFICATE =
	"Create a new certificate in the Net2 configuration utility, and paste it into 'CA Certificate' of the credential.";

const certificate = (message: string, remedy: string): Explanation => ({
	reason: 'certificate',
	message,
	remedy,
	lasting: true,
});
const tls = (message: string, remedy: string): Explanation => ({ reason: 'tls', message, remedy });

const NOT_TRUSTED = certificate(
	'The issuer of the certificate of the Net2 server is not trusted here.',
	PASTE_CERTIFICATE,
);

/** By the code that Node gives to a certificate it does not accept. */
const BY_CERTIFICATE_CODE: Record<string, Explanation> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: certificate(
		'The certificate of the Net2 server is self-signed and is not trusted here.',
		PASTE_CERTIFICATE,
	),
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
	SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
	UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
	CERT_SIGNATURE_FAILURE: NOT_TRUSTED,
	CERT_UNTRUSTED: NOT_TRUSTED,
	INVALID_CA: NOT_TRUSTED,
	CERT_HAS_EXPIRED: certificate('The certificate of the Net2 server has expired.', NEW_CERTIFICATE),
	CERT_NOT_YET_VALID: certificate(
		'The certificate of the Net2 server is not valid yet.',
		'Check the clocks of this machine and of the Net2 server.',
	),
	ERR_TLS_CERT_ALTNAME_INVALID: certificate(
		'The certificate of the Net2 server does not list the host name in the address.',
		"Use a host name that the certificate lists in 'Base URL' of the credential. Or create a certificate that lists " +
			"this name in the Net2 configuration utility, and paste it into 'CA Certificate'.",
	),
};

/** RFC 8446, section 6, and RFC 6066; the ones that a server sends during a handshake. */
const ALERTS: Record<number, string> = {
	10: 'unexpected message',
	20: 'bad record',
	40: 'handshake failure',
	42: 'bad certificate',
	47: 'illegal parameter',
	48: 'unknown certificate authority',
	50: 'decode error',
	51: 'decrypt error',
	70: 'protocol version',
	71: 'insufficient security',
	80: 'internal error',
	86: 'inappropriate fallback',
	109: 'missing extension',
	112: 'unrecognized name',
	116: 'certificate required',
	120: 'no application protocol',
};

/**
 * Explains a TLS handshake that did not succeed.
 *
 * @param error what Node reported; undefined if the server never answered the handshake
 */
export function tlsFailure(error: unknown, maxTlsVersion: MaxTlsVersion): Explanation {
	if (error === undefined) {
		return tls(
			'The Net2 server accepted the connection but did not answer the TLS handshake.',
			limitVersion(maxTlsVersion),
		);
	}
	const { code, text } = detailsOf(error);
	const byCode = BY_CERTIFICATE_CODE[code];
	if (byCode !== undefined) return byCode;
	if (/too[ _](small|weak)/i.test(`${code} ${text}`)) return tooWeak(`${code} ${text}`);
	const alert = /SSL alert number (\d{1,3})/.exec(text)?.[1];
	if (alert !== undefined) return alerted(Number(alert), maxTlsVersion);
	if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL') return noCommonVersion(maxTlsVersion);
	if (PLAIN_TEXT.test(`${code} ${text}`)) return plainTextServer();
	if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') {
		return tls(
			'The Net2 server, or a device on the way to it, closed the connection during the TLS handshake.',
			limitVersion(maxTlsVersion),
		);
	}
	return tls(
		`The TLS handshake with the Net2 server failed${code === '' ? '' : ` (${code})`}.`,
		limitVersion(maxTlsVersion),
	);
}

/** Net2's nginx answers plain http on its https port with status 400 and a page of its own. */
export function tlsServer(): Explanation {
	return {
		...tls(
			"The Net2 server expects https:// on this port, but 'Base URL' starts with http://.",
			"Write https:// in 'Base URL' of the credential. Net2 uses port 8443 for https and 8080 for http.",
		),
		lasting: true,
	};
}

function plainTextServer(): Explanation {
	return {
		...tls(
			"The server did not answer in TLS on this port, but 'Base URL' starts with https://.",
			"Check the port in 'Base URL' of the credential. Net2 uses port 8443 for https and 8080 for http.",
		),
		lasting: true,
	};
}

/** What OpenSSL reports about an answer that is not TLS at all. Nothing else shows a wrong scheme or port for certain. */
const PLAIN_TEXT = /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request/i;

function alerted(alert: number, maxTlsVersion: MaxTlsVersion): Explanation {
	if (alert === 70) return noCommonVersion(maxTlsVersion);
	const name = ALERTS[alert] === undefined ? '' : ` (${ALERTS[alert]})`;
	const message = `The Net2 server ended the TLS handshake with alert ${alert}${name}.`;
	if (alert === 112) {
		return tls(message, "Use a host name that the certificate lists in 'Base URL'.");
	}
	if (alert === 116) {
		return tls(
			message,
			'The server requires a client certificate, which this node cannot send. Use an address that does not require one.',
		);
	}
	return tls(message, limitVersion(maxTlsVersion));
}

function noCommonVersion(maxTlsVersion: MaxTlsVersion): Explanation {
	return tls(
		'The Net2 server and n8n have no TLS version in common.',
		maxTlsVersion === '1.2'
			? "Set 'Max TLS Version' to 'Default' in the credential, so that n8n may use TLS 1.3."
			: 'The server seems to offer only TLS 1.0 or 1.1. Update Net2 and Windows on the server, so that it offers TLS 1.2.',
	);
}

/** Node.js 24.5 and later reject RSA keys below 2,048 bits (docs/net2-api.md). */
function tooWeak(said: string): Explanation {
	const version = `Node.js ${process.versions.node}`;
	if (/dh/i.test(said.replace(/handshake/gi, ''))) {
		return tls(
			`The key exchange that the Net2 server offers is too weak for ${version}.`,
			'Update Net2 and Windows on the server, so that it offers current cipher suites.',
		);
	}
	return certificate(
		`The key or signature of the Net2 server's certificate is too weak for ${version}.`,
		'Create a certificate with an RSA key of at least 2,048 bits in the Net2 configuration utility. You can also import one. ' +
			"Then paste it into 'CA Certificate' of the credential.",
	);
}

/** Some peers and firewalls drop the TLS 1.3 hello of Node.js 22.20 and later, which fills more than one packet. */
function limitVersion(maxTlsVersion: MaxTlsVersion): string {
	return maxTlsVersion === '1.2'
		? 'TLS 1.2 is set already. Check that the Net2 Nginx Service runs and that no firewall or antivirus program ' +
				'inspects the connection.'
		: "Set 'Max TLS Version' to 'TLS 1.2' in the credential. Some servers and firewalls reject the larger handshake " +
				'of TLS 1.3. If that does not help, check that the Net2 Nginx Service runs.';
}

/** The code and text of an error, for classification only: the text may name hosts and files. */
export function detailsOf(error: unknown): { code: string; text: string } {
	const code =
		typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
			? error.code
			: '';
	return { code, text: error instanceof Error ? error.message : '' };
}
