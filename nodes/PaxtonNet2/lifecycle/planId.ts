import { createHmac, hash as hashOf, hkdfSync } from 'node:crypto';
import { canonicalJson } from './canonicalJson';

/** How long a plan can be applied after it was made. */
export const PLAN_VALID_HOURS = 72;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Clocks of two n8n processes may differ by so much. */
const CLOCK_SKEW = 5 * MINUTE;
const SHAPE = /^(\d{4}-\d{2}-\d{2})-([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})$/;
/** So many entries are hashed before other work of the process gets a turn. */
const YIELD_EVERY = 200;

export type PlanKey = Buffer;

/**
 * The key of plan ids. With it, an id reveals nothing. A hash without a key would let anyone try out card numbers,
 * which have eight digits.
 *
 * @param secret something that only the credential has, for example password and client id
 */
export function derivePlanKey(secret: string): PlanKey {
	return Buffer.from(hkdfSync('sha256', secret, '', 'n8n-nodes-paxton-net2 plan', 32));
}

/** Everything that a plan depends on. No PIN belongs in it. */
export interface PlanBasis {
	/** The server's address in one spelling, so that a plan of one server is not accepted on another. */
	server: string;
	/** What the node is set to, without safety limits: raising one after a plan does not change the plan. */
	settings: unknown;
	/** The lines of the HR list as understood, each as one text, in any order. */
	list: Iterable<string>;
	/**
	 * The state of all users concerned as read, each as one text, in any order. Values that change with the clock don't
	 * belong in it.
	 */
	users: Iterable<string>;
}

/**
 * What a plan depends on as 32 bytes. It takes one entry at a time, and other work runs in between. A list may have
 * 50,000 lines.
 */
export async function planDigest(
	{ server, settings, list, users }: PlanBasis,
	{ key, yieldToEventLoop }: { key: PlanKey; yieldToEventLoop: () => Promise<void> },
): Promise<Buffer> {
	const hash = createHmac('sha256', key);
	hash.update(canonicalJson(['plan', server, settings]));
	for (const [kind, entries] of [
		['list', list],
		['users', users],
	] as const) {
		// These need no key: they end up in the keyed hash only.
		const digests: string[] = [];
		for (const entry of entries) {
			digests.push(hashOf('sha256', `${kind} ${entry}`, 'base64'));
			if (digests.length % YIELD_EVERY === 0) await yieldToEventLoop();
		}
		hash.update(`${kind} ${digests.length}\n`);
		// The order of lines and of users says nothing, how often a line comes does.
		for (const digest of digests.sort()) hash.update(digest);
	}
	return hash.digest();
}

/**
 * The id of a plan, for example `2026-11-29-7F3A-9C21-B0D4`. It has the day on which the plan was made, and 48 bits.
 * These are over what the plan depends on and the minute in which it was made.
 *
 * @param made.now milliseconds since the epoch
 * @param made.day the site's date at that time, `2026-11-29`
 */
export function makePlanId(
	digest: Buffer,
	{ key, now, day }: { key: PlanKey; now: number; day: string },
): string {
	return `${day}-${codeOf(digest, key, day, Math.floor(now / MINUTE))}`;
}

export type PlanIdVerdict =
	| 'matches'
	/** The id is of another plan: something that it depends on has changed, or it was made on another server. */
	| 'differs'
	/** It is this plan, or a plan of that day, and more than 72 hours old. */
	| 'expired'
	| 'malformed';

/**
 * Whether an id is of the plan with this digest. The minute of the plan is not in the id. So every minute of that
 * day, in any time zone, is tried: at most 3,000, which takes some milliseconds.
 */
export function checkPlanId(
	planId: string,
	digest: Buffer,
	{ key, now }: { key: PlanKey; now: number },
): PlanIdVerdict {
	const [, day, code] = SHAPE.exec(inOneSpelling(planId)) ?? [];
	if (day === undefined || code === undefined) return 'malformed';
	const midnight = Date.parse(`${day}T00:00:00Z`);
	if (Number.isNaN(midnight)) return 'malformed';
	// A day begins at UTC+14 and ends at UTC-12.
	const first = midnight - 14 * HOUR;
	const last = Math.min(midnight + 36 * HOUR, now + CLOCK_SKEW);
	const oldest = now - PLAN_VALID_HOURS * HOUR;
	if (midnight + 36 * HOUR < oldest) return 'expired';
	for (let minute = Math.floor(last / MINUTE); minute * MINUTE >= first; minute -= 1)
		if (codeOf(digest, key, day, minute) === code)
			return minute * MINUTE < oldest ? 'expired' : 'matches';
	return 'differs';
}

function codeOf(digest: Buffer, key: PlanKey, day: string, minute: number): string {
	const code = createHmac('sha256', key)
		.update(digest)
		.update(JSON.stringify(['plan id', day, minute]))
		.digest('hex')
		.slice(0, 12)
		.toUpperCase();
	return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** An id comes back from an email or a form, where dashes and blanks may have been replaced. */
function inOneSpelling(planId: string): string {
	return planId
		.normalize('NFKC')
		.replace(/[\p{Cf}\p{White_Space}]/gu, '')
		.replace(/\p{Pd}/gu, '-')
		.toUpperCase();
}
