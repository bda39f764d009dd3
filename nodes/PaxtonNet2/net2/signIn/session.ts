import * as v from 'valibot';
import { Net2Error, type Reason } from '../errors';
import { signInWithPassword } from './passwordSignIn';
import { jsonOf } from '../reply';
import type { SignInContext } from './context';
import { signInLimited } from './refusals';
import type { SignInTokens } from './tokenLife';

/** One execution's view of a sign-in that the whole process shares. */
export interface Session {
	/** A token that should hold; signs in if need be. @throws Net2Error as the sign-in does */
	token(): Promise<string>;
	/** Net2 refused exactly this token: never use it again. False: somebody has said so already. */
	drop(token: string): boolean;
	/** The sign-in, sealed, as `options.session` takes it; undefined before the first. */
	sealed(): Promise<string | undefined>;
}

const PURPOSE = 'session';
/** A sign-in that failed so is not tried again in this execution: a thousand items cost one attempt. */
const FINAL: ReadonlySet<Reason> = new Set<Reason>(['signInRefused', 'mfaRequired', 'badReply']);

const sealedTokens = v.object({
	access: v.string(),
	refresh: v.nullable(v.string()),
	expiresAt: v.number(),
	usableUntil: v.number(),
});

/**
 * The ladder of design 4: the token in this process, the session handed in, the one in the store, the refresh
 * token, the password. Whoever comes while somebody signs in waits for that sign-in.
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

	/** Joins the sign-in under way, or starts one. */
	const shared = async (): Promise<SignInTokens> => {
		for (;;) {
			const running = entry.inFlight;
			const inFlight = running ?? launch();
			const result = await inFlight.catch(asNet2Error);
			if (!(result instanceof Net2Error)) return result;
			// Whoever started it was stopped, or had no session to go by: neither is a reason for us to stop.
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

	/** Writes to the store only what is new to it: every write makes n8n save the workflow. */
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

/** Makes a sign-in that was just won the one of this process and of the store; returns it sealed. */
export async function adopt(context: SignInContext, tokens: SignInTokens): Promise<string> {
	const sealed = await sealTokens(context, tokens);
	context.entry.tokens = tokens;
	context.options.store?.save(context.identity.fingerprint, sealed);
	return sealed;
}

/** Seals a sign-in under the credential. */
export async function sealTokens(context: SignInContext, tokens: SignInTokens): Promise<string> {
	const { access, refresh, expiresAt, usableUntil } = tokens;
	const text = JSON.stringify({ access, refresh, expiresAt, usableUntil });
	return await context.entry.sealer.seal(PURPOSE, text);
}

/** Opens a sealed sign-in; whatever does not open or does not fit is as good as none. */
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
 * The refresh grant. Undefined where Net2 does not take the token: on to the password, once. A failure of the
 * network says nothing about the token and is raised.
 */
async function renew(context: SignInContext, refresh: string): Promise<SignInTokens | undefined> {
	const reply = await context.calls.refresh(refresh);
	if (reply.kind === 'limited') throw signInLimited();
	if (reply.kind === 'tokens') {
		// A server that gives no new one leaves the old one good (API sheet 3.2).
		return { ...reply.tokens, refresh: reply.tokens.refresh ?? refresh };
	}
	context.entry.revoked.add(refresh);
	return undefined;
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}
