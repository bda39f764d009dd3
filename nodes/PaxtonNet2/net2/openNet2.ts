import { createAccessLevels } from './accessLevels';
import { createCaller } from './calls';
import { createConcurrencyLimiter } from './concurrencyLimiter';
import type { Net2Client } from './client';
import { createDepartments } from './departments';
import { createDoors } from './doors';
import { createEvents } from './events';
import { createImages } from './images';
import { createMissingUserCheck } from './missingUser';
import { createQuery } from './query';
import { createServer } from './server';
import { createSession } from './signIn/session';
import { createSignInContext, type Net2Options } from './signIn/context';
import { createTokens } from './tokens';
import { createUsers } from './users';
import { createWriteStatuses } from './writeStatuses';

export type { Net2Credential } from './signIn/credential';
export type { Net2Options, TokenStore } from './signIn/context';
export { SessionPool } from './signIn/sessionPool';
export { beginEmailChallenge, signOut, submitCode, testSignIn } from './signIn/flows';
export { findRefreshRotation } from './signIn/refreshRotation';
export { countRequests } from './countRequests';

/** Users in flight, unless the host sets another number. The number of simultaneous requests follows from it. */
const DEFAULT_CONCURRENCY = 4;

/** What can be reported about a sign-in without showing any of it. */
export interface SessionState {
	/** When Net2 stops accepting the token, in ms since the epoch. */
	expiresAt: number;
	/** Whether it can be renewed without the password and the second factor. */
	renewable: boolean;
	/** Whether Net2 required a second factor. Null if this process has not sent the password yet. */
	secondFactor: boolean | null;
}

/** The sign-in behind a client. */
export interface Net2Session {
	/** Signs in now, if need be, rather than at the first call. @throws Net2Error as the sign-in does */
	ensure(): Promise<void>;
	/** What is known of the sign-in in hand; undefined before the first. */
	state(): SessionState | undefined;
	/** The sign-in as sealed text, for the `session` option of another client; undefined before the first. */
	sealed(): Promise<string | undefined>;
	/** Names server and operator, without any secret. */
	fingerprint: string;
}

/**
 * A client for one credential. It makes no request before its first call.
 *
 * @throws Net2Error `badInput` for an address, or an authenticator's secret, that is none
 */
export function openNet2(options: Net2Options): Net2Client & { session: Net2Session } {
	const context = createSignInContext(options);
	const session = createSession(context);
	const { onSuccess, writeStatus, writesOf } = createWriteStatuses();
	const limiter = createConcurrencyLimiter(
		context.sending.clock,
		options.initialRequests ?? DEFAULT_CONCURRENCY,
	);
	const send = createCaller(context.sending, session, {
		limiter,
		onSuccess,
		policy: options.callPolicy,
		secrets: context.secrets,
	});
	const isMissingUser = createMissingUserCheck(send);
	const users = createUsers(send, isMissingUser);
	return {
		users,
		tokens: createTokens(send, isMissingUser, users.get),
		images: createImages(send),
		departments: createDepartments(send),
		doors: createDoors(send),
		events: createEvents(send, options.eventDialect),
		accessLevels: createAccessLevels(send),
		query: createQuery(send, options.maxQueryLength),
		server: createServer(send),
		writeStatus,
		writesOf,
		lull: limiter.lull,
		operator: options.credential.username,
		origin: context.identity.server,
		sealer: context.entry.sealer,
		serverNow: () => context.serverClock.now(),
		close: async () => await options.transport.close(),
		session: {
			async ensure() {
				await session.token();
			},
			state() {
				const { tokens, secondFactor } = context.entry;
				if (tokens === undefined) return undefined;
				return {
					expiresAt: tokens.expiresAt,
					renewable: tokens.refresh !== null && !context.entry.revoked.has(tokens.refresh),
					secondFactor: secondFactor ?? null,
				};
			},
			sealed: async () => await session.sealed(),
			fingerprint: context.identity.fingerprint,
		},
	};
}
