import { createHash, createHmac } from 'node:crypto';
import { normaliseBaseUrl } from '../baseUrl';

/** What is needed to sign in (design 3). */
export interface Net2Credential {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	/** The operator, as Net2 shows it. */
	username: string;
	password: string;
	clientId: string;
	mfaType: 'none' | 'email' | 'otp';
	/** A code for one use. */
	mfaCode?: string | undefined;
	/** The authenticator's secret: base32, or an otpauth:// URI. */
	mfaSecret?: string | undefined;
}

/** Names of a credential, each for its own purpose. */
export interface Identity {
	/** Server and operator, in clear: an entry's key in a token store. No secret has any part in it. */
	fingerprint: string;
	/** Key of the cache in this process; any edit of a secret makes it another. */
	processKey: string;
	/** As `processKey`, with the one-time code: a new code is a new chance. */
	refusalKey: string;
	/** Key for codes that are spent; a code belongs to the operator, whoever uses it. */
	operatorKey: string;
	/** Key of the limit on sign-ins. */
	server: string;
}

/**
 * @param processSecret random bytes of this process, so that no key can be tried against guesses elsewhere
 * @throws Net2Error `badInput` for an address that is none
 */
export function identify(credential: Net2Credential, processSecret: Uint8Array): Identity {
	const server = normaliseBaseUrl(credential.baseUrl);
	const { username, password, clientId, mfaType, mfaCode = '', mfaSecret = '' } = credential;
	const keyed = (...parts: string[]) =>
		createHmac('sha256', processSecret).update(JSON.stringify(parts)).digest('base64url');
	const processKey = keyed('process', server, username, clientId, password, mfaSecret);
	return {
		fingerprint: createHash('sha256')
			.update(JSON.stringify([server, username, clientId]))
			.digest('base64url')
			.slice(0, 22),
		processKey,
		refusalKey: keyed('refusal', processKey, mfaType, mfaCode),
		operatorKey: keyed('operator', server, username),
		server,
	};
}
