import { Secret, TOTP, URI } from 'otpauth';
import { credentialMessages } from '../../messages/credential';
import type { Clock } from '../clock';
import { failure } from '../errors';
import type { SessionPool } from './sessionPool';

/** Time that a code needs to reach the server and be checked there. */
const MIN_LEFT_MS = 3_000;

/** Makes the codes of an authenticator app. */
export interface Authenticator {
	/**
	 * A code that this process has not used yet. It waits for the next time window if the code of this one was used. It
	 * also waits if the window is nearly over.
	 *
	 * @param skewMs the server's clock minus ours, because the server checks by its own
	 */
	next(skewMs: number, signal?: AbortSignal): Promise<string>;
}

/**
 * @param secret base32, with or without spaces and dashes, or an otpauth:// URI
 * @throws Net2Error `badInput` for any other text, which the message does not repeat
 */
export function createAuthenticator(
	secret: string,
	clock: Clock,
	pool: SessionPool,
	operatorKey: string,
): Authenticator {
	const totp = totpOf(secret);
	const periodMs = totp.period * 1_000;
	return {
		async next(skewMs, signal) {
			for (;;) {
				const time = clock.now() + skewMs;
				const left = periodMs - (time % periodMs);
				if (left >= MIN_LEFT_MS && pool.takeWindow(operatorKey, Math.floor(time / periodMs))) {
					return totp.generate({ timestamp: time });
				}
				await clock.sleep(left, signal);
			}
		},
	};
}

function totpOf(secret: string): TOTP {
	const text = secret.trim();
	const parsed = /^otpauth:/i.test(text) ? uriOf(text) : plainOf(text.replace(/[\s-]/g, ''));
	if (parsed !== undefined) return parsed;
	throw failure(credentialMessages.badAuthenticatorSecret);
}

function uriOf(text: string): TOTP | undefined {
	try {
		const parsed = URI.parse(text);
		return parsed instanceof TOTP ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function plainOf(text: string): TOTP | undefined {
	if (!/^[a-z2-7]+=*$/i.test(text)) return undefined;
	return new TOTP({ secret: Secret.fromBase32(text.replaceAll('=', '').toUpperCase()) });
}
