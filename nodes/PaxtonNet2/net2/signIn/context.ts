import { createAuthenticator, type Authenticator } from './authenticator';
import type { Clock } from '../clock';
import type { Identity, Net2Credential } from './credential';
import { CALL_RETRY_POLICY, type RetryPolicy } from '../retry';
import type { Sending } from '../sending';
import { type ServerClock, watchServerClock } from '../serverClock';
import type { PoolEntry, SessionPool } from './sessionPool';
import { createSignInCalls, type SignInCalls } from './routes';
import type { Transport } from '../transport';

/**
 * Where sealed sign-ins outlive the process; n8n's static data, in the end. A hint and no more: whatever it
 * gives may be stale, foreign or altered. `fingerprint` and `sealed` hold nothing in clear.
 */
export interface TokenStore {
	load(fingerprint: string): string | undefined;
	save(fingerprint: string, sealed: string): void;
	forget(fingerprint: string): void;
}

/** What it takes to talk to Net2 as one operator. */
export interface Net2Options {
	transport: Transport;
	clock: Clock;
	credential: Net2Credential;
	/** The sign-ins of this process, made once by the host. */
	sessions: SessionPool;
	store?: TokenStore;
	/** A sealed session, as `submitCode` gives it. */
	session?: string;
	/** Ends every wait and request, and with them the run. */
	signal?: AbortSignal;
	/** Calls under way at one time; 4 by default. */
	maxConcurrency?: number;
	/** For each request; the transport's own by default. */
	timeoutMs?: number;
}

/** The parts that the rungs of the sign-in ladder work with. */
export interface SignInContext {
	options: Net2Options;
	sending: Sending;
	serverClock: ServerClock;
	identity: Identity;
	entry: PoolEntry;
	calls: SignInCalls;
	/** Undefined where the credential has no authenticator's secret. */
	authenticator?: Authenticator;
}

/** @throws Net2Error `badInput` for an address or an authenticator's secret that is none */
export function createSignInContext(
	options: Net2Options,
	policy: RetryPolicy = CALL_RETRY_POLICY,
): SignInContext {
	const { credential, sessions, clock, signal, timeoutMs } = options;
	const { identity, entry } = sessions.open(credential);
	const { transport, serverClock } = watchServerClock(options.transport, clock);
	const sending: Sending = { transport, clock, signal, timeoutMs };
	const { password, mfaCode = '', mfaSecret = '' } = credential;
	return {
		options,
		sending,
		serverClock,
		identity,
		entry,
		calls: createSignInCalls(
			sending,
			sessions.rateLimiter(identity.server),
			credential.clientId.trim(),
			policy,
			[password, mfaCode, mfaSecret],
		),
		authenticator:
			credential.mfaType === 'otp' && mfaSecret.trim() !== ''
				? createAuthenticator(mfaSecret, clock, sessions, identity.operatorKey)
				: undefined,
	};
}
