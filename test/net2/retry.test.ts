import { describe, expect, it } from 'vitest';
import type { Reason } from '../../nodes/PaxtonNet2/messages/reason';
import {
	type AttemptOutcome,
	CALL_RETRY_POLICY,
	DIALOG_RETRY_POLICY,
	type FailedAttempt,
	parseRetryAfter,
	retryDelay,
	troubleOf,
} from '../../nodes/PaxtonNet2/net2/retry';

const NOW = Date.parse('2026-11-24T09:00:00Z');

describe('parseRetryAfter', () => {
	it.each([
		['seconds', '5', 5_000],
		['seconds with blanks', ' 5 ', 5_000],
		['none to wait', '0', 0],
		['more than the cap', '86400', 60_000],
		['an HTTP date', 'Tue, 24 Nov 2026 09:00:07 GMT', 7_000],
		['a date of RFC 850', 'Tuesday, 24-Nov-26 09:00:07 GMT', 7_000],
		['a date of asctime', 'Tue Nov 24 09:00:07 2026 GMT', 7_000],
		['a date in the past', 'Tue, 24 Nov 2026 08:00:00 GMT', 0],
		['a date beyond the cap', 'Wed, 25 Nov 2026 09:00:00 GMT', 60_000],
		['nothing', undefined, undefined],
		['an empty text', '', undefined],
		['a fraction', '1.5', undefined],
		['a negative number', '-1', undefined],
		['a word', 'soon', undefined],
		['an ISO date', '2026-11-24T09:00:07Z', undefined],
		['a broken date', 'Tue, 99 Nov 2026 09:00:00 GMT', undefined],
		['a number and a word', '5 seconds', undefined],
	])('reads %s', (_what, header, expected) => {
		expect(parseRetryAfter(header, NOW)).toBe(expected);
	});
});

describe('troubleOf', () => {
	const refused: AttemptOutcome = { reason: 'unreachable' };
	const broken: AttemptOutcome = { reason: 'unreachable', brokeOff: true };

	it.each<[string, AttemptOutcome, boolean, string | undefined]>([
		['a success', { status: 200 }, true, undefined],
		['401', { status: 401 }, true, undefined],
		['404', { status: 404 }, true, undefined],
		['429 on a read', { status: 429 }, true, 'limited'],
		['429 on a write', { status: 429 }, false, 'limited'],
		['503 on a read', { status: 503 }, true, 'broken'],
		['503 on a write', { status: 503 }, false, undefined],
		['503 with Retry-After on a write', { status: 503, retryAfterMs: 3_000 }, false, 'limited'],
		['500 on a read', { status: 500 }, true, 'failed'],
		['500 on a write', { status: 500 }, false, undefined],
		['502 on a read', { status: 502 }, true, 'broken'],
		['502 on a write', { status: 502, retryAfterMs: 1_000 }, false, undefined],
		['a refused connection on a read', refused, true, 'away'],
		['a refused connection on a write', refused, false, 'away'],
		['a cause that does not pass', { reason: 'tls', lasting: true }, true, undefined],
		['a failed TLS handshake on a write', { reason: 'tls' }, false, 'away'],
		['a broken connection on a read', broken, true, 'broken'],
		['a time-out on a read', { reason: 'timeout' }, true, 'timeout'],
		['a lost reply to a write', { reason: 'unknownOutcome' }, false, undefined],
	])('%s', (_name, outcome, isRepeatable, expected) => {
		expect(troubleOf(outcome, isRepeatable)).toBe(expected);
	});

	it.each<Reason>(['certificate', 'cancelled', 'badInput', 'unknownOutcome'])(
		'never repeats after %s',
		(reason) => {
			expect(troubleOf({ reason }, true)).toBeUndefined();
		},
	);
});

describe('retryDelay', () => {
	const after = (more: Partial<FailedAttempt>) =>
		retryDelay({
			trouble: 'failed',
			attempt: 1,
			elapsedMs: 0,
			random: 0,
			policy: CALL_RETRY_POLICY,
			...more,
		});

	it('doubles the wait, leaves half of it to chance, and stops at a cap', () => {
		const policy = { ...CALL_RETRY_POLICY, failed: { attempts: 20, budgetMs: Infinity } };
		const delays = [1, 2, 3, 4, 12].map((attempt) =>
			[0, 0.999999].map((random) => after({ attempt, random, policy })),
		);
		expect(delays).toEqual([
			[250, 500],
			[500, 1_000],
			[1_000, 2_000],
			[2_000, 4_000],
			[10_000, 20_000],
		]);
	});

	it('waits as long as Net2 requires', () => {
		expect(after({ trouble: 'limited', retryAfterMs: 7_000 })).toBe(7_000);
		expect(after({ trouble: 'limited', retryAfterMs: 0 })).toBe(0);
		expect(after({ trouble: 'limited' })).toBe(500);
	});

	it('gives up after the attempts or the time, whichever comes first', () => {
		const { failed, limited } = CALL_RETRY_POLICY;
		expect(after({ attempt: failed.attempts })).toBeUndefined();
		expect(after({ elapsedMs: failed.budgetMs })).toBeUndefined();
		expect(after({ trouble: 'limited', attempt: failed.attempts })).toBeDefined();
		expect(after({ trouble: 'limited', attempt: limited.attempts })).toBeUndefined();
		const elapsedMs = limited.budgetMs - 1_000;
		expect(after({ trouble: 'limited', retryAfterMs: 60_000, elapsedMs })).toBeUndefined();
	});

	it.each(['away', 'broken'] as const)(
		'goes on for at least 90 seconds while Net2 is %s, and tries every 5 seconds or more often',
		(trouble) => {
			for (const random of [0, 0.999999]) {
				let elapsedMs = 0;
				for (let attempt = 1; ; attempt += 1) {
					const delay = after({ trouble, attempt, elapsedMs, random });
					if (delay === undefined) break;
					expect(delay).toBeLessThanOrEqual(5_000);
					elapsedMs += delay;
				}
				expect(elapsedMs).toBeGreaterThanOrEqual(90_000);
			}
		},
	);

	it('does not keep an operator waiting in front of a dialog', () => {
		const policy = DIALOG_RETRY_POLICY;
		expect(after({ policy })).toBeUndefined();
		expect(after({ trouble: 'away', policy })).toBeUndefined();
		expect(after({ trouble: 'limited', policy })).toBe(500);
	});
});
