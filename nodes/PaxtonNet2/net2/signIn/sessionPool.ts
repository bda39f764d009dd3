import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { type Identity, type Net2Credential, identify } from './credential';
import type { Net2Error } from '../errors';
import { DerivedKeys } from './derivedKeys';
import { createSealer, type Sealer } from './seal';
import { createSignInRateLimiter, type SignInRateLimiter } from './signInRateLimiter';
import type { SignInTokens } from './tokenLife';

/** What this process knows of one credential. */
export interface PoolEntry {
	readonly sealer: Sealer;
	tokens?: SignInTokens | undefined;
	/** The sign-in under way. Every other caller waits for it. */
	inFlight?: Promise<SignInTokens> | undefined;
	/** Tokens that Net2 has rejected, so that a sealed copy of one is not used again. */
	readonly revoked: BoundedSet;
	refusal?: { key: string; error: Net2Error; until: number } | undefined;
	/** Counts how often refusals were cleared, so that a running execution notices. */
	refusalGeneration: number;
	/** Whether Net2 required a second factor when it last got the password. */
	secondFactor?: boolean | undefined;
	/** An email challenge that this process started, for a code that arrives in the credential. */
	challenge?: { token: string; begunAt: number } | undefined;
}

const MAX_ENTRIES = 200;
const MAX_REVOKED = 50;
const MAX_SPENT = 500;

/**
 * The sign-ins of this process. The host creates one pool and passes it in. It keeps tokens in memory only, in private
 * members that no log and no JSON shows.
 */
export class SessionPool {
	readonly keys = new DerivedKeys();
	readonly #secret = randomBytes(32);
	readonly #entries = new Map<string, PoolEntry>();
	readonly #rateLimiters = new Map<string, SignInRateLimiter>();
	readonly #spent = new BoundedSet(MAX_SPENT);
	readonly #clock: Clock;
	readonly #startJitterMs: number;

	/** @param startJitterMs see `createSignInRateLimiter`; for one of several processes */
	constructor(clock: Clock, startJitterMs = 0) {
		this.#clock = clock;
		this.#startJitterMs = startJitterMs;
	}

	/** @throws Net2Error `badInput` for an invalid address */
	open(credential: Net2Credential): { identity: Identity; entry: PoolEntry } {
		const identity = identify(credential, this.#secret);
		const known = this.#entries.get(identity.processKey);
		if (known !== undefined) return { identity, entry: known };
		const entry: PoolEntry = {
			sealer: createSealer(credential, identity.fingerprint, this.keys),
			revoked: new BoundedSet(MAX_REVOKED),
			refusalGeneration: 0,
		};
		this.#forgetOldest();
		this.#entries.set(identity.processKey, entry);
		return { identity, entry };
	}

	/** The spacing of sign-ins at one server. */
	rateLimiter(server: string): SignInRateLimiter {
		let rateLimiter = this.#rateLimiters.get(server);
		if (rateLimiter === undefined) {
			rateLimiter = createSignInRateLimiter(this.#clock, this.#startJitterMs);
			this.#rateLimiters.set(server, rateLimiter);
		}
		return rateLimiter;
	}

	/** Marks a typed code as used. Returns false if this process has used it before. */
	spend(operatorKey: string, code: string): boolean {
		const mark = this.#mark(operatorKey, code);
		if (this.#spent.has(mark)) return false;
		this.#spent.add(mark);
		return true;
	}

	/** Reserves the time window of an authenticator's code. Returns false if its code was used before. */
	takeWindow(operatorKey: string, counter: number): boolean {
		return this.spend(operatorKey, `window ${counter}`);
	}

	#mark(operatorKey: string, code: string): string {
		return createHmac('sha256', this.#secret).update(operatorKey).update(code).digest('base64url');
	}

	/** Every edit of a credential leaves an unused entry. */
	#forgetOldest(): void {
		for (const [key, entry] of this.#entries) {
			if (this.#entries.size < MAX_ENTRIES) return;
			if (entry.inFlight === undefined) this.#entries.delete(key);
		}
	}
}

/** A set that forgets its oldest member when it is full. */
export class BoundedSet {
	readonly #members = new Set<string>();

	constructor(readonly limit: number) {}

	has(member: string): boolean {
		return this.#members.has(member);
	}

	add(member: string): void {
		const [oldest] = this.#members;
		if (this.#members.size >= this.limit && oldest !== undefined) this.#members.delete(oldest);
		this.#members.add(member);
	}
}
