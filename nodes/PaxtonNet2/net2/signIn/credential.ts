import { createHash, createHmac } from 'node:crypto';
import { normaliseBaseUrl } from '../baseUrl';

/** What is needed to sign in, and to seal what outlives a run. */
export interface Net2Credential {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	/** The operator, exactly as Net2 shows it. */
	username: string;
	password: string;
	clientId: string;
	mfaType: 'none' | 'email' | 'otp';
	/** A one-time code. */
	mfaCode?: string | undefined;
	/** The authenticator's secret: base32, or an otpauth:// URI. */
	mfaSecret?: string | undefined;
	/** Replaces the client id as the source of the key for marker entries. */
	markerSecret?: string | undefined;
}

/** Names of a credential, one for each purpose. */
export interface Identity {
	/** Names server and operator in a token store. It contains no secret. */
	fingerprint: string;
	/** Key of the cache in this process. It changes with any edit of a secret. */
	processKey: string;
	/** As `processKey`, with the one-time code, because a new code deserves a new attempt. */
	refusalKey: string;
	/** Key for used codes. A code belongs to the operator, whichever credential contains it. */
	operatorKey: string;
	/** Key of the rate limit on sign-ins. */
	server: string;
}

/**
 * @param processSecret random bytes of this process, so that no key can be compared with guesses elsewhere
 * @throws Net2Error `badInput` for an invalid address
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
