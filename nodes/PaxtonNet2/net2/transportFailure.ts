import { type CallDetails, Net2Error } from './errors';
import type { HttpRequest } from './transport';

/** Why we broke a request off ourselves. */
export type Interruption = 'cancelled' | 'timeout';

interface Explanation {
	message: string;
	cure: string;
}

/** Where Net2 keeps the certificate it makes for itself (API sheet 1). */
const PASTE =
	'Paste the certificate of the server into the credential: Net2LocalAPI.crt, in the folder ' +
	'nginx\\certificate below the Access Control folder of the Net2 installation.';

const NOT_REACHED: Record<string, Explanation> = {
	ENOTFOUND: {
		message: 'The host name of the Net2 server is unknown.',
		cure: 'Check the address in the credential, and that this machine can resolve the name.',
	},
	EAI_AGAIN: {
		message: 'The host name of the Net2 server could not be resolved just now.',
		cure: 'Check the DNS settings of this machine, and try again.',
	},
	ECONNREFUSED: {
		message: 'The Net2 server refuses connections on this port.',
		cure:
			'Check the port (8443 for https, 8080 for http), that the Local API is enabled in the Net2 ' +
			'configuration utility, and that the Net2 Nginx Service runs.',
	},
	UND_ERR_CONNECT_TIMEOUT: {
		message: 'The Net2 server did not answer the attempt to connect in time.',
		cure: 'Check the address and port, and the firewall between this machine and the server.',
	},
	EPROTO: {
		message: 'The Net2 server did not answer in TLS on this port.',
		cure: 'Check the address: http:// goes with port 8080, https:// with port 8443.',
	},
};

const SAME_AS: Record<string, string> = {
	ETIMEDOUT: 'UND_ERR_CONNECT_TIMEOUT',
	EHOSTUNREACH: 'UND_ERR_CONNECT_TIMEOUT',
	ENETUNREACH: 'UND_ERR_CONNECT_TIMEOUT',
	EHOSTDOWN: 'UND_ERR_CONNECT_TIMEOUT',
	ERR_SSL_WRONG_VERSION_NUMBER: 'EPROTO',
	ERR_SSL_PACKET_LENGTH_TOO_LONG: 'EPROTO',
	ERR_SSL_UNSUPPORTED_PROTOCOL: 'EPROTO',
};

const CERTIFICATE: Record<string, Explanation> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: {
		message: 'The certificate of the Net2 server is self-signed, and not trusted here.',
		cure: PASTE,
	},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		message: 'The certificate of the Net2 server was issued by somebody who is not trusted here.',
		cure: PASTE,
	},
	CERT_HAS_EXPIRED: {
		message: 'The certificate of the Net2 server has expired.',
		cure: 'Make a new one in the Net2 configuration utility, and paste it into the credential.',
	},
	CERT_NOT_YET_VALID: {
		message: 'The certificate of the Net2 server is not valid yet.',
		cure: 'Check the clocks of this machine and of the server.',
	},
	ERR_TLS_CERT_ALTNAME_INVALID: {
		message:
			'The certificate of the Net2 server is for another host name than that in the address.',
		cure:
			'Use a host name that the certificate lists, or make a new certificate in the Net2 ' +
			'configuration utility that lists this one, and paste it into the credential.',
	},
};

const SAME_CERTIFICATE_AS: Record<string, string> = {
	SELF_SIGNED_CERT_IN_CHAIN: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	UNABLE_TO_GET_ISSUER_CERT: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	CERT_SIGNATURE_FAILURE: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	CERT_UNTRUSTED: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	INVALID_CA: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
};

/**
 * The error for a request that brought no whole reply. The wire's own error is not kept: it can hold the
 * request and its headers. A write that was cancelled counts as cancelled, whatever became of it.
 */
export function transportFailure(
	error: unknown,
	request: HttpRequest,
	interruption: Interruption | undefined,
): Net2Error {
	const call: CallDetails = { method: request.method };
	const write = request.method !== 'GET' && request.changesNothing !== true;
	if (interruption === 'cancelled') {
		return new Net2Error('cancelled', 'The run was cancelled.', '', call);
	}
	if (interruption === 'timeout') {
		return write
			? lostReply('Net2 did not answer in time', { ...call, noReply: 'timedOut' })
			: new Net2Error(
					'timeout',
					'Net2 did not answer in time.',
					'Try again later, or raise the time-out.',
					{ ...call, noReply: 'timedOut' },
				);
	}
	const code = codeOf(error);
	const neverSent: CallDetails = { ...call, noReply: 'neverSent' };
	const bad = CERTIFICATE[SAME_CERTIFICATE_AS[code] ?? code];
	if (bad !== undefined) return new Net2Error('certificate', bad.message, bad.cure, neverSent);
	const away = brokeOff(error) ? undefined : NOT_REACHED[SAME_AS[code] ?? code];
	if (away !== undefined) return new Net2Error('unreachable', away.message, away.cure, neverSent);
	if (code === 'UND_ERR_ABORTED') {
		return new Net2Error(
			'unreachable',
			'The proxy in between did not connect to the Net2 server.',
			'Check HTTPS_PROXY and HTTP_PROXY, or list the Net2 server in NO_PROXY.',
			neverSent,
		);
	}
	const broken: CallDetails = { ...call, noReply: 'broken' };
	return write
		? lostReply('The connection to Net2 broke before its whole reply came', broken)
		: new Net2Error(
				'unreachable',
				'The connection to Net2 broke before its whole reply came.',
				'Check that the address goes with its port (https:// with 8443, http:// with 8080) and that the Net2 ' +
					'services run, and try again.',
				broken,
			);
}

function lostReply(what: string, call: CallDetails): Net2Error {
	return new Net2Error(
		'unknownOutcome',
		`${what}, so it may or may not have done what was asked.`,
		'Look at the person in Net2, or run this again: it looks before it acts.',
		call,
	);
}

/** The codes of a host that cannot be reached also come from a connection that was up, while it is used. */
function brokeOff(error: unknown): boolean {
	if (typeof error !== 'object' || error === null || !('syscall' in error)) return false;
	return (error.syscall === 'read' || error.syscall === 'write') && codeOf(error) !== 'EPROTO';
}

/** Node gathers the failures of several addresses of one host in an AggregateError, which has a code too. */
function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null || !('code' in error)) return '';
	return typeof error.code === 'string' ? error.code : '';
}
