import { foldKeys, readInteger } from '../caseInsensitive';
import { jsonOf } from '../reply';

/** The result of a sign-in. Times are milliseconds since the epoch by this process's clock. */
export interface SignInTokens {
	access: string;
	refresh: string | null;
	/** When Net2 stops accepting the access token, as far as is known. */
	expiresAt: number;
	/** Until when to use it: some way before `expiresAt`. */
	usableUntil: number;
}

/** The documented life (docs/net2-api.md), for a reply without one. */
const DEFAULT_LIFE_MS = 30 * 60_000;
const MAX_MARGIN_MS = 60_000;

/** When the reply came, by both clocks. */
export interface ReplyTime {
	/** When the request was sent: the life of a token begins no earlier. */
	sentAt: number;
	/** The server's clock minus ours; 0 if the server does not report it. */
	skewMs: number;
}

/**
 * Works out how long a token can be used. `expires_in`, the `exp` of the JWT and `expiry_datetime` say it
 * (docs/net2-api.md), and the earliest counts. The latter two are on the server's clock and are moved to ours. One
 * that already lies in the past shows a wrong clock and is not believed. The margin is a tenth of the life, at most a
 * minute.
 */
export function withLife(
	reply: { access: string; refresh: string | null; expiresIn: unknown; expiryDateTime: unknown },
	time: ReplyTime,
): SignInTokens {
	const seconds = readInteger(reply.expiresIn);
	const byDuration =
		seconds !== undefined && seconds > 0 ? time.sentAt + seconds * 1_000 : undefined;
	const onServerClock = [jwtExpiry(reply.access), dateOf(reply.expiryDateTime)].map((at) =>
		at === undefined ? undefined : at - time.skewMs,
	);
	const believable = [byDuration, ...onServerClock].filter(
		(at): at is number => at !== undefined && at > time.sentAt,
	);
	const expiresAt =
		believable.length === 0 ? time.sentAt + DEFAULT_LIFE_MS : Math.min(...believable);
	const margin = Math.min(MAX_MARGIN_MS, (expiresAt - time.sentAt) / 10);
	return {
		access: reply.access,
		refresh: reply.refresh,
		expiresAt,
		usableUntil: Math.floor(expiresAt - margin),
	};
}

/** The `exp` of a JWT in milliseconds. Its signature is the server's business: we only read when to renew. */
function jwtExpiry(token: string): number | undefined {
	const payload = token.split('.')[1];
	if (payload === undefined) return undefined;
	const claims = foldKeys(jsonOf(Buffer.from(payload, 'base64url').toString('utf8')));
	const seconds = claims?.['exp'];
	return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function dateOf(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const at = Date.parse(value);
	return Number.isNaN(at) ? undefined : at;
}
