import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../nodes/PaxtonNet2/lifecycle/canonicalJson';
import {
	checkPlanId,
	derivePlanKey,
	makePlanId,
	planDigest,
	type PlanBasis,
} from '../../nodes/PaxtonNet2/lifecycle/planId';

const KEY = derivePlanKey('password and client id');
const NOW = Date.parse('2026-11-29T10:15:30Z');
const HOUR = 3_600_000;
const BASIS: PlanBasis = {
	server: 'https://net2.example.local:8443',
	settings: { missing: 'report', reopen: false },
	list: ['1 Berg', '2 Smit'],
	users: ['1 levels 1 2', '2 levels'],
};

const noYield = async (): Promise<void> => {};
const digestOf = async (changes: Partial<PlanBasis> = {}, key = KEY): Promise<Buffer> =>
	await planDigest({ ...BASIS, ...changes }, { key, yieldToEventLoop: noYield });
const idOf = async (changes: Partial<PlanBasis> = {}, now = NOW, day = '2026-11-29') =>
	makePlanId(await digestOf(changes), { key: KEY, now, day });

test('a plan id is the day and 12 hexadecimal digits', async () => {
	expect(await idOf()).toMatch(/^2026-11-29-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
});

describe('the plan is accepted', () => {
	test.each([
		['in the same minute', 0],
		['after an hour', HOUR],
		['after 71 hours and 59 minutes', 72 * HOUR - 60_000],
		['on a process whose clock is 4 minutes behind', -4 * 60_000],
	])('%s', async (_when, later) => {
		const id = await idOf();
		expect(checkPlanId(id, await digestOf(), { key: KEY, now: NOW + later })).toBe('matches');
	});
	test('whatever the order of lines, users and members', async () => {
		const digest = await digestOf({
			settings: { reopen: false, missing: 'report' },
			list: [...BASIS.list].reverse(),
			users: [...BASIS.users].reverse(),
		});
		expect(checkPlanId(await idOf(), digest, { key: KEY, now: NOW })).toBe('matches');
	});
	test('as it comes back from an email or a form', async () => {
		const id = (await idOf()).toLowerCase().replace(/-/g, '\u2011');
		const check = checkPlanId(` ${id}\u200b\n`, await digestOf(), { key: KEY, now: NOW });
		expect(check).toBe('matches');
	});
	test.each([
		['2026-11-30', '2026-11-29T10:05:00Z'],
		['2026-11-28', '2026-11-29T11:55:00Z'],
	])('when the site has %s and UTC has %s', async (day, at) => {
		const now = Date.parse(at);
		const id = await idOf({}, now, day);
		expect(checkPlanId(id, await digestOf(), { key: KEY, now: now + HOUR })).toBe('matches');
	});
});

describe('the plan is refused', () => {
	test.each<[string, Partial<PlanBasis>]>([
		['server', { server: 'https://other.example.local:8443' }],
		['setting', { settings: { missing: 'disable', reopen: false } }],
		['line', { list: ['1 Berg', '2 Smith'] }],
		['line less', { list: ['1 Berg'] }],
		['line twice', { list: [...BASIS.list, '1 Berg'] }],
		['level of a user', { users: ['1 levels 2 1', '2 levels'] }],
		['user less', { users: ['1 levels 1 2'] }],
	])('with another %s', async (_what, changes) => {
		const check = checkPlanId(await idOf(), await digestOf(changes), { key: KEY, now: NOW });
		expect(check).toBe('differs');
	});
	test('with a line that became a user', async () => {
		const entry = '1';
		const one = await digestOf({ list: [entry], users: [] });
		expect(one.equals(await digestOf({ list: [], users: [entry] }))).toBe(false);
	});
	test('with the key of another credential', async () => {
		const other = derivePlanKey('another password');
		const digest = await digestOf({}, other);
		expect(checkPlanId(await idOf(), digest, { key: other, now: NOW })).toBe('differs');
		expect((await digestOf()).equals(digest)).toBe(false);
	});
	test.each([
		['after 72 hours and a minute', 72 * HOUR + 60_000],
		['after a year', 365 * 24 * HOUR],
	])('%s', async (_when, later) => {
		const id = await idOf();
		expect(checkPlanId(id, await digestOf(), { key: KEY, now: NOW + later })).toBe('expired');
	});
	test('when its date was written over with a later one', async () => {
		const id = (await idOf()).replace('2026-11-29', '2026-12-02');
		const now = NOW + 73 * HOUR;
		expect(checkPlanId(id, await digestOf(), { key: KEY, now })).toBe('differs');
	});
	test('when it was made later than now', async () => {
		const id = await idOf({}, NOW + HOUR);
		expect(checkPlanId(id, await digestOf(), { key: KEY, now: NOW })).toBe('differs');
	});
	test.each([
		'',
		'2026-11-29',
		'2026-11-29-7F3A-9C21',
		'2026-13-45-7F3A-9C21-B0D4',
		'a'.repeat(64),
	])('%j is malformed', async (planId) => {
		expect(checkPlanId(planId, await digestOf(), { key: KEY, now: NOW })).toBe('malformed');
	});
});

test('two plans of one day have different ids although nothing has changed', async () => {
	expect(await idOf()).not.toBe(await idOf({}, NOW + HOUR));
});

test('the digest yields to other work on a long list', async () => {
	let yields = 0;
	const list = Array.from({ length: 5_000 }, (_, n) => String(n));
	const yieldToEventLoop = async (): Promise<void> => {
		yields += 1;
	};
	await planDigest({ ...BASIS, list }, { key: KEY, yieldToEventLoop });
	expect(yields).toBe(25);
});

describe('canonical JSON', () => {
	test('reads back as the same value and does not depend on the order of members', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = canonicalJson(value);
				expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
				expect(canonicalJson(JSON.parse(text))).toBe(text);
			}),
		);
		expect(canonicalJson({ b: 1, a: [false, { d: 2, c: undefined }] })).toBe(
			'{"a":[false,{"d":2}],"b":1}',
		);
	});
	test.each([[new Map()], [NaN], [undefined], [1n], [new Date(0)], [() => 1]])(
		'refuses what JSON cannot say exactly: %o',
		(value) => {
			expect(() => canonicalJson([value])).toThrow(TypeError);
		},
	);
});
