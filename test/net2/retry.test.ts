import { describe, expect, it } from 'vitest';
import type { Reason } from '../../nodes/PaxtonNet2/net2/errors';
import {
	type Attempt,
	CALL_PATIENCE,
	DIALOG_PATIENCE,
	parseRetryAfter,
	retryDelay,
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

describe('retryDelay', () => {
	const of = (outcome: Attempt['outcome'], more: Partial<Attempt> = {}) =>
		retryDelay({
			outcome,
			repeatable: true,
			attempt: 1,
			elapsedMs: 0,
			random: 0,
			patience: CALL_PATIENCE,
			...more,
		});

	it.each<[string, Attempt['outcome'], boolean, number | undefined]>([
		['200', { status: 200 }, true, undefined],
		['401', { status: 401 }, true, undefined],
		['404', { status: 404 }, true, undefined],
		['429 on a read', { status: 429 }, true, 500],
		['429 on a write', { status: 429 }, false, 500],
		['429 with Retry-After', { status: 429, retryAfterMs: 7_000 }, false, 7_000],
		['429 with Retry-After 0', { status: 429, retryAfterMs: 0 }, false, 0],
		['503 on a read', { status: 503 }, true, 250],
		['503 on a write', { status: 503 }, false, undefined],
		['503 with Retry-After on a write', { status: 503, retryAfterMs: 3_000 }, false, 3_000],
		['500 on a read', { status: 500 }, true, 250],
		['500 on a write', { status: 500 }, false, undefined],
		['502 on a write', { status: 502, retryAfterMs: 1_000 }, false, undefined],
		['unreachable on a read', { reason: 'unreachable' }, true, 250],
		['unreachable on a write', { reason: 'unreachable' }, false, undefined],
		['a time-out on a read', { reason: 'timeout' }, true, 250],
		['an unknown outcome', { reason: 'unknownOutcome' }, false, undefined],
	])('%s', (_name, outcome, repeatable, expected) => {
		expect(of(outcome, { repeatable })).toBe(expected);
	});

	it.each<Reason>(['certificate', 'cancelled', 'badInput', 'unknownOutcome'])(
		'never repeats after %s',
		(reason) => {
			expect(of({ reason })).toBeUndefined();
		},
	);

	it('doubles, leaves half to chance, and is capped', () => {
		const patience = { ...CALL_PATIENCE, attempts: 20, budgetMs: Infinity };
		const delays = [1, 2, 3, 4, 12].map((attempt) =>
			[0, 0.999999].map((random) => of({ status: 500 }, { attempt, random, patience })),
		);
		expect(delays).toEqual([
			[250, 500],
			[500, 1_000],
			[1_000, 2_000],
			[2_000, 4_000],
			[10_000, 20_000],
		]);
	});

	it('ends with the attempts or with the budget, whichever is first', () => {
		expect(of({ status: 500 }, { attempt: CALL_PATIENCE.attempts })).toBeUndefined();
		expect(of({ status: 500 }, { elapsedMs: CALL_PATIENCE.budgetMs })).toBeUndefined();
		expect(of({ status: 429 }, { attempt: CALL_PATIENCE.attempts })).toBeDefined();
		expect(of({ status: 429 }, { attempt: CALL_PATIENCE.limitedAttempts })).toBeUndefined();
		const late = CALL_PATIENCE.limitedBudgetMs - 1_000;
		expect(of({ status: 429, retryAfterMs: 60_000 }, { elapsedMs: late })).toBeUndefined();
	});

	it('does not keep somebody in front of a dialog waiting', () => {
		expect(of({ status: 500 }, { patience: DIALOG_PATIENCE })).toBeUndefined();
		expect(of({ reason: 'unreachable' }, { patience: DIALOG_PATIENCE })).toBeUndefined();
		expect(of({ status: 429 }, { patience: DIALOG_PATIENCE })).toBe(500);
	});
});
