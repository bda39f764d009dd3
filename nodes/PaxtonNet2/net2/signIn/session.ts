import * as v from 'valibot';
import type { Reason } from '../../messages/reason';
import { Net2Error } from '../errors';
import { signInWithPassword } from './passwordSignIn';
import { jsonOf } from '../reply';
import type { SignInContext } from './context';
import { signInLimited } from './refusals';
import type { SignInTokens } from './tokenLife';

/** One execution's view of a sign-in that the whole process shares. */
export interface Session {
	/** A token that should be valid. Signs in if necessary. @throws Net2Error as the sign-in does */
	token(): Promise<string>;
	/** Net2 rejected exactly this token, so it is not used again. Returns false if that was known. */
	drop(token: string): boolean;
	/** The saved sign-in for `options.session`, sealed; undefined before the first sign-in. */
	sealed(): Promise<string | undefined>;
}

const PURPOSE = 'session';
/** After such a failure this execution does not sign in again, so that a thousand items cost one attempt. */
const FINAL: ReadonlySet<Reason> = new Set<Reason>(['signInRefused', 'mfaRequired', 'badReply']);

const sealedTokens = v.object({
	access: v.string(),
	refresh: v.nullable(v.string()),
	expiresAt: v.number(),
	usableUntil: v.number(),
});

/**
 * Acquires tokens by strategies. Their order is: the token of this process, a saved sign-in, the refresh token, the
 * password. The saved sign-in in the options comes before the one in the store. Callers share a sign-in that is under
 * way.
 */
export function createSession(context: SignInContext): Session {
	const { entry, options, identity } = context;
	const { clock, store, signal } = options;
	let kept: string | undefined;
	let refusedOnce: { error: Net2Error; refusalGeneration: number } | undefined;

	const usable = (tokens: SignInTokens | undefined) =>
		tokens !== undefined && tokens.usableUntil > clock.now() && !entry.revoked.has(tokens.access);

	const acquireToken = async (): Promise<SignInTokens> => {
		const found = [entry.tokens, await openSession(context, options.session), await stored(context)]
			.filter((tokens) => tokens !== undefined)
			.sort((one, other) => other.expiresAt - one.expiresAt);
		const ready = found.find(usable);
		if (ready !== undefined) return ready;
		for (const refresh of new Set(found.map((tokens) => tokens.refresh))) {
			if (refresh === null || entry.revoked.has(refresh)) continue;
			const tokens = await renew(context, refresh);
			if (tokens !== undefined) return tokens;
		}
		if (refusedOnce !== undefined && refusedOnce.refusalGeneration === entry.refusalGeneration) {
			throw refusedOnce.error;
		}
		return await signInWithPassword(context);
	};

	/** Waits for the sign-in under way, or starts one. */
	const shared = async (): Promise<SignInTokens> => {
		for (;;) {
			const running = entry.inFlight;
			const inFlight = running ?? launch();
			const result = await inFlight.catch(asNet2Error);
			if (!(result instanceof Net2Error)) return result;
			// Its owner was cancelled, or had no saved sign-in. Neither concerns this caller.
			const notOurs =
				result.reason === 'cancelled' ||
				(result.reason === 'mfaRequired' && options.session !== undefined);
			if (running === undefined || !notOurs || signal?.aborted) throw result;
		}
	};

	const launch = (): Promise<SignInTokens> => {
		const inFlight = acquireToken()
			.then((tokens) => {
				entry.tokens = tokens;
				return tokens;
			})
			.finally(() => {
				entry.inFlight = undefined;
			});
		entry.inFlight = inFlight;
		return inFlight;
	};

	/** Writes to the store only what is new, because every write makes n8n save the workflow. */
	const keep = async (tokens: SignInTokens): Promise<void> => {
		if (store === undefined || kept === tokens.access) return;
		kept = tokens.access;
		const there = await stored(context);
		if (there?.access === tokens.access && there.refresh === tokens.refresh) return;
		store.save(identity.fingerprint, await sealTokens(context, tokens));
	};

	return {
		async token() {
			const current = entry.tokens;
			const result =
				current !== undefined && usable(current) ? current : await shared().catch(asNet2Error);
			if (result instanceof Net2Error) {
				if (FINAL.has(result.reason)) {
					refusedOnce = { error: result, refusalGeneration: entry.refusalGeneration };
				}
				throw result;
			}
			await keep(result);
			return result.access;
		},
		drop(token) {
			if (entry.revoked.has(token)) return false;
			entry.revoked.add(token);
			return true;
		},
		async sealed() {
			return entry.tokens === undefined ? undefined : await sealTokens(context, entry.tokens);
		},
	};
}

/** Makes a new sign-in the one of this process and of the store. Returns it sealed. */
export async function adopt(context: SignInContext, tokens: SignInTokens): Promise<string> {
	const sealed = await sealTokens(context, tokens);
	context.entry.tokens = tokens;
	context.options.store?.save(context.identity.fingerprint, sealed);
	return sealed;
}

/** Seals a sign-in with the credential. */
export async function sealTokens(context: SignInContext, tokens: SignInTokens): Promise<string> {
	const { access, refresh, expiresAt, usableUntil } = tokens;
	const text = JSON.stringify({ access, refresh, expiresAt, usableUntil });
	return await context.entry.sealer.seal(PURPOSE, text);
}

/** Opens a sealed sign-in. Text that does not open or does not fit counts as none. */
export async function openSession(
	context: SignInContext,
	sealed: string | undefined,
): Promise<SignInTokens | undefined> {
	if (sealed === undefined || sealed === '') return undefined;
	const text = await context.entry.sealer.open(PURPOSE, sealed);
	const result = v.safeParse(sealedTokens, text === undefined ? undefined : jsonOf(text));
	return result.success ? result.output : undefined;
}

/** The sign-in in the store. */
export async function stored(context: SignInContext): Promise<SignInTokens | undefined> {
	return await openSession(context, context.options.store?.load(context.identity.fingerprint));
}

/**
 * The refresh grant. Undefined if Net2 rejects the token, so that the password is next. A failure of the network says
 * nothing about the token and is thrown.
 */
async function renew(context: SignInContext, refresh: string): Promise<SignInTokens | undefined> {
	const reply = await context.calls.refresh(refresh);
	if (reply.kind === 'limited') throw signInLimited();
	if (reply.kind === 'tokens') {
		// If the server returns no new refresh token, the old one stays valid (docs/net2-api.md).
		return { ...reply.tokens, refresh: reply.tokens.refresh ?? refresh };
	}
	context.entry.revoked.add(refresh);
	return undefined;
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}
