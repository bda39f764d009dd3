import { createAuthenticator, type Authenticator } from './authenticator';
import type { Clock } from '../clock';
import type { Identity, Net2Credential } from './credential';
import { CALL_RETRY_POLICY, type RetryPolicy } from '../retry';
import type { Sending } from '../sending';
import { createServerClock, type ServerClock } from '../serverClock';
import type { PoolEntry, SessionPool } from './sessionPool';
import { createSignInCalls, type SignInCalls } from './routes';
import type { EventDialect } from '../model';
import type { Transport } from '../transport';

/**
 * Keeps sealed sign-ins beyond the process, in n8n's static data. It is only a hint: what it returns may be outdated,
 * foreign or altered. `fingerprint` and `sealed` contain nothing in clear.
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
	/** The sign-ins of this process, created once by the host. */
	sessions: SessionPool;
	store?: TokenStore | undefined;
	/** A saved sign-in, as `submitCode` returns it. */
	session?: string | undefined;
	/** How this server behaves: JSON from `connection: rehearse`, as typed. */
	siteProfile?: string | undefined;
	/** How long to repeat a sign-in that found no server. The default outlives a restart of the Net2 service. */
	signInPolicy?: RetryPolicy | undefined;
	/** How long to repeat other requests. Absent: as each of them needs in a run. */
	callPolicy?: RetryPolicy | undefined;
	/** Ends every wait and request, and with them the run. */
	signal?: AbortSignal | undefined;
	/** Requests under way at one time at first; 4 by default. A fast server gets more (concurrencyLimiter.ts). */
	initialRequests?: number | undefined;
	/** For each request; the transport's own by default. */
	timeoutMs?: number | undefined;
	/** From the site profile, or from an earlier client of this server. By default the client finds it out. */
	eventDialect?: EventDialect | undefined;
	/** From the site profile: the longest query that this server accepts, encoded. Default: 1,900 characters. */
	maxQueryLength?: number | undefined;
}

/** What the strategies of the sign-in work with. */
export interface SignInContext {
	options: Net2Options;
	sending: Sending;
	serverClock: ServerClock;
	identity: Identity;
	entry: PoolEntry;
	calls: SignInCalls;
	/** Texts of the credential that no message may show. */
	secrets: readonly string[];
	/** Undefined if the credential has no authenticator secret. */
	authenticator?: Authenticator | undefined;
}

/** @throws Net2Error `badInput` for an invalid address or authenticator secret */
export function createSignInContext(
	options: Net2Options,
	policy: RetryPolicy = options.signInPolicy ?? CALL_RETRY_POLICY,
): SignInContext {
	const { credential, sessions, clock, signal, timeoutMs } = options;
	const { identity, entry } = sessions.open(credential);
	const serverClock = createServerClock(clock);
	const { transport } = options;
	const sending: Sending = { transport, clock, signal, timeoutMs, onReply: serverClock.onReply };
	const { password, mfaCode = '', mfaSecret = '', markerSecret = '' } = credential;
	const clientId = credential.clientId.trim();
	const secrets = [password, clientId, mfaCode, mfaSecret, markerSecret];
	return {
		options,
		sending,
		serverClock,
		identity,
		entry,
		secrets,
		calls: createSignInCalls(
			sending,
			sessions.rateLimiter(identity.server),
			clientId,
			policy,
			secrets,
		),
		authenticator:
			credential.mfaType === 'otp' && mfaSecret.trim() !== ''
				? createAuthenticator(mfaSecret, clock, sessions, identity.operatorKey)
				: undefined,
	};
}
