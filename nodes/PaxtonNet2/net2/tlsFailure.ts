import type { Message } from '../messages/message';
import { tlsMessages } from '../messages/tls';
import { type CallDetails, failure, type Net2Error } from './errors';

export type MaxTlsVersion = 'default' | '1.2';

/** By the code that Node gives to a certificate it does not accept. */
const BY_CERTIFICATE_CODE: Record<string, Message> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: tlsMessages.selfSigned,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: tlsMessages.issuerNotTrusted,
	SELF_SIGNED_CERT_IN_CHAIN: tlsMessages.issuerNotTrusted,
	UNABLE_TO_GET_ISSUER_CERT: tlsMessages.issuerNotTrusted,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tlsMessages.issuerNotTrusted,
	CERT_SIGNATURE_FAILURE: tlsMessages.issuerNotTrusted,
	CERT_UNTRUSTED: tlsMessages.issuerNotTrusted,
	INVALID_CA: tlsMessages.issuerNotTrusted,
	CERT_HAS_EXPIRED: tlsMessages.certificateExpired,
	CERT_NOT_YET_VALID: tlsMessages.certificateNotYetValid,
	ERR_TLS_CERT_ALTNAME_INVALID: tlsMessages.certificateForOtherHost,
};

/** RFC 8446, section 6, and RFC 6066; the ones that a server sends during a handshake. Those with a message of their own are left out. */
const ALERTS: Record<number, string> = {
	10: 'unexpected message',
	20: 'bad record',
	40: 'handshake failure',
	42: 'bad certificate',
	47: 'illegal parameter',
	48: 'unknown certificate authority',
	50: 'decode error',
	51: 'decrypt error',
	71: 'insufficient security',
	80: 'internal error',
	86: 'inappropriate fallback',
	109: 'missing extension',
	120: 'no application protocol',
};

/**
 * The error for a TLS handshake that did not succeed. A certificate that is not accepted, or a wrong scheme or port, is
 * `lasting`.
 *
 * @param error what Node reported; undefined if the server never answered the handshake
 */
export function tlsFailure(
	error: unknown,
	maxTlsVersion: MaxTlsVersion,
	call: CallDetails,
): Net2Error {
	const isLimited = maxTlsVersion === '1.2';
	if (error === undefined)
		return failure(isLimited ? tlsMessages.noHandshakeAt12 : tlsMessages.noHandshake, {}, call);
	const { code, text } = detailsOf(error);
	const byCode = BY_CERTIFICATE_CODE[code];
	if (byCode !== undefined) return failure(byCode, {}, { ...call, lasting: true });
	if (/too[ _](small|weak)/i.test(`${code} ${text}`)) return tooWeak(`${code} ${text}`, call);
	const alert = /SSL alert number (\d{1,3})/.exec(text)?.[1];
	if (alert !== undefined) return alerted(Number(alert), isLimited, call);
	if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL') return noCommonVersion(isLimited, call);
	if (PLAIN_TEXT.test(`${code} ${text}`))
		return failure(tlsMessages.plainTextServer, {}, { ...call, lasting: true });
	if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') {
		return failure(
			isLimited ? tlsMessages.handshakeClosedAt12 : tlsMessages.handshakeClosed,
			{},
			call,
		);
	}
	return failure(
		isLimited ? tlsMessages.handshakeFailedAt12 : tlsMessages.handshakeFailed,
		{ code: code === '' ? '' : ` (${code})` },
		call,
	);
}

/** What OpenSSL reports about an answer that is not TLS at all. Nothing else shows a wrong scheme or port for certain. */
const PLAIN_TEXT = /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request/i;

function alerted(alert: number, isLimited: boolean, call: CallDetails): Net2Error {
	if (alert === 70) return noCommonVersion(isLimited, call);
	if (alert === 112) return failure(tlsMessages.alertUnrecognizedName, {}, call);
	if (alert === 116) return failure(tlsMessages.alertCertificateRequired, {}, call);
	const name = ALERTS[alert] === undefined ? '' : ` (${ALERTS[alert]})`;
	return failure(
		isLimited ? tlsMessages.alertAt12 : tlsMessages.alert,
		{ alert: `${alert}${name}` },
		call,
	);
}

function noCommonVersion(isLimited: boolean, call: CallDetails): Net2Error {
	return failure(
		isLimited ? tlsMessages.noCommonVersionAt12 : tlsMessages.noCommonVersion,
		{},
		call,
	);
}

/** Node.js 24.5 and later reject RSA keys below 2,048 bits (docs/net2-api.md). */
function tooWeak(said: string, call: CallDetails): Net2Error {
	const { node: version } = process.versions;
	return /dh/i.test(said.replace(/handshake/gi, ''))
		? failure(tlsMessages.weakKeyExchange, { version }, call)
		: failure(tlsMessages.weakCertificate, { version }, { ...call, lasting: true });
}

/** The code and text of an error, for classification only: the text may name hosts and files. */
export function detailsOf(error: unknown): { code: string; text: string } {
	const code =
		typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
			? error.code
			: '';
	return { code, text: error instanceof Error ? error.message : '' };
}
