import { catalogue } from './message';

/** Where Net2 keeps the certificate that it makes for itself (docs/net2-api.md). */
const PASTE_CERTIFICATE =
	"Paste the certificate of the server into 'CA Certificate' of the credential. It is the file Net2LocalAPI.crt in " +
	'the folder nginx\\certificate of the Net2 installation.';

/** Some peers and firewalls drop the TLS 1.3 hello of Node.js 22.20 and later, which fills more than one packet. */
const LIMIT_VERSION =
	"Set 'Max TLS Version' to 'TLS 1.2' in the credential. Some servers and firewalls reject the larger handshake " +
	'of TLS 1.3. If that does not help, check that the Net2 Nginx Service runs.';

/** For a credential that has the limit already. */
const VERSION_IS_LIMITED =
	'TLS 1.2 is set already. Check that the Net2 Nginx Service runs and that no firewall or antivirus program ' +
	'inspects the connection.';

/** The certificate of the Net2 server, and the TLS handshake with it. */
export const tlsMessages = catalogue({
	selfSigned: {
		reason: 'certificate',
		message: 'The certificate of the Net2 server is self-signed and is not trusted here.',
		remedy: PASTE_CERTIFICATE,
	},
	issuerNotTrusted: {
		reason: 'certificate',
		message: 'The issuer of the certificate of the Net2 server is not trusted here.',
		remedy: PASTE_CERTIFICATE,
	},
	certificateExpired: {
		reason: 'certificate',
		message: 'The certificate of the Net2 server has expired.',
		remedy:
			"Create a new certificate in the Net2 configuration utility, and paste it into 'CA Certificate' of the credential.",
	},
	certificateNotYetValid: {
		reason: 'certificate',
		message: 'The certificate of the Net2 server is not valid yet.',
		remedy: 'Check the clocks of this machine and of the Net2 server.',
	},
	certificateForOtherHost: {
		reason: 'certificate',
		message: 'The certificate of the Net2 server does not list the host name in the address.',
		remedy:
			"Use a host name that the certificate lists in 'Base URL' of the credential. Or create a certificate that lists " +
			"this name in the Net2 configuration utility, and paste it into 'CA Certificate'.",
	},
	weakCertificate: {
		reason: 'certificate',
		message:
			"The key or signature of the Net2 server's certificate is too weak for Node.js {version}.",
		remedy:
			'Create a certificate with an RSA key of at least 2,048 bits in the Net2 configuration utility. You can also import one. ' +
			"Then paste it into 'CA Certificate' of the credential.",
	},
	weakKeyExchange: {
		reason: 'tls',
		message: 'The key exchange that the Net2 server offers is too weak for Node.js {version}.',
		remedy: 'Update Net2 and Windows on the server, so that it offers current cipher suites.',
	},
	noHandshake: {
		reason: 'tls',
		message: 'The Net2 server accepted the connection but did not answer the TLS handshake.',
		remedy: LIMIT_VERSION,
	},
	noHandshakeAt12: {
		reason: 'tls',
		message: 'The Net2 server accepted the connection but did not answer the TLS handshake.',
		remedy: VERSION_IS_LIMITED,
	},
	handshakeClosed: {
		reason: 'tls',
		message:
			'The Net2 server, or a device on the way to it, closed the connection during the TLS handshake.',
		remedy: LIMIT_VERSION,
	},
	handshakeClosedAt12: {
		reason: 'tls',
		message:
			'The Net2 server, or a device on the way to it, closed the connection during the TLS handshake.',
		remedy: VERSION_IS_LIMITED,
	},
	handshakeFailed: {
		reason: 'tls',
		message: 'The TLS handshake with the Net2 server failed{code}.',
		remedy: LIMIT_VERSION,
	},
	handshakeFailedAt12: {
		reason: 'tls',
		message: 'The TLS handshake with the Net2 server failed{code}.',
		remedy: VERSION_IS_LIMITED,
	},
	alert: {
		reason: 'tls',
		message: 'The Net2 server ended the TLS handshake with alert {alert}.',
		remedy: LIMIT_VERSION,
	},
	alertAt12: {
		reason: 'tls',
		message: 'The Net2 server ended the TLS handshake with alert {alert}.',
		remedy: VERSION_IS_LIMITED,
	},
	alertUnrecognizedName: {
		reason: 'tls',
		message: 'The Net2 server ended the TLS handshake with alert 112 (unrecognized name).',
		remedy: "Use a host name that the certificate lists in 'Base URL'.",
	},
	alertCertificateRequired: {
		reason: 'tls',
		message: 'The Net2 server ended the TLS handshake with alert 116 (certificate required).',
		remedy:
			'The server requires a client certificate, which this node cannot send. Use an address that does not require one.',
	},
	noCommonVersion: {
		reason: 'tls',
		message: 'The Net2 server and n8n have no TLS version in common.',
		remedy:
			'The server seems to offer only TLS 1.0 or 1.1. Update Net2 and Windows on the server, so that it offers TLS 1.2.',
	},
	noCommonVersionAt12: {
		reason: 'tls',
		message: 'The Net2 server and n8n have no TLS version in common.',
		remedy: "Set 'Max TLS Version' to 'Default' in the credential, so that n8n may use TLS 1.3.",
	},
	tlsServer: {
		reason: 'tls',
		message: "The Net2 server expects https:// on this port, but 'Base URL' starts with http://.",
		remedy:
			"Write https:// in 'Base URL' of the credential. Net2 uses port 8443 for https and 8080 for http.",
	},
	plainTextServer: {
		reason: 'tls',
		message: "The server did not answer in TLS on this port, but 'Base URL' starts with https://.",
		remedy:
			"Check the port in 'Base URL' of the credential. Net2 uses port 8443 for https and 8080 for http.",
	},
});
