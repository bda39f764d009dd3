import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSwitches, profileFor, switchesFor, type Switches } from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { profiledWrites, putMembers } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { EMULATOR_SECRET } from '../net2/support/scriptedServer';
import { SEED } from '../support/seed';
import { isOurs, itemsOf, leftIn, rehearseAt, startSite } from './support';

const COMBINATIONS = 200;
const OTP = { mfaType: 'otp', mfaSecret: EMULATOR_SECRET } as const;

/** All values of each switch that a profile covers. */
const values = {
	net2Version: ['auto', 'hidden', '6.7 SR2'],
	customFields: ['merge', 'replace'],
	expiry: ['midnight', 'exact', 'minutes'],
	zoneForm: ['offset', 'Z', '+00:00', 'none'],
	pinReadable: ['yes', 'masked', 'hidden'],
	clearLevels: ['either', 'empty', 'zero'],
	individual: ['omit-keeps', 'omit-clears'],
	departmentZero: ['listed', 'hidden'],
	expiredInList: ['listed', 'hidden'],
	expiredInSql: ['listed', 'hidden'],
	listInactive: [false, true],
	deletedInSql: ['listed', 'hidden'],
	missingUser: ['404', '400', '204', 'null'],
	serial: [false, true],
	querydb: ['on', 'off'],
	maxQueryLength: [0, 500, 1_234, 1_899, 2_048],
	events: ['where', 'dates', 'both'],
	eventsByUser: ['on', 'off'],
	refreshRotates: [false, true],
} as const satisfies { [Name in keyof Switches]?: ReadonlyArray<Switches[Name]> };

/** The zone and other switches do not change what is found, and so may have any value. */
const others = {
	tz: ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata'],
	expiryDay: ['inclusive', 'exclusive'],
	newUserLevels: ['none', 'zero'],
	levelForm: ['ids', 'objects'],
	putReply: ['nothing', 'json'],
	trimsText: [false, true],
	customFieldsInList: ['listed', 'hidden'],
	cardNumbers: ['text', 'eight-digits'],
	lite: ['off', 'keep-last'],
	nativeLengths: ['off', 'cut'],
} as const satisfies { [Name in keyof Switches]?: ReadonlyArray<Switches[Name]> };

/** Tried one by one only. */
const alone = {
	casing: ['camel', 'pascal'],
	emptyBody: [true],
	language: ['da'],
	lite: ['reject'],
	nativeLengths: ['refuse'],
	clientAuth: ['body'],
	mfaStatus: [401],
	otpReuse: ['allow'],
	loopbackExempt: [true],
	retryAfter: [1, 'date'],
	tokenLife: [60],
	refreshLife: [120],
	refreshSlides: [true],
	omitExpiresIn: [true],
	individualRead: [['reordered'], ['added-members'], ['reordered', 'added-members']],
	putPermissionSet: ['replace'],
	shortDates: ['day-first', 'refuse'],
	eventMix: ['refuse'],
} as const;

/** Each has a test of its own below, or, as the first two, is set in every test. */
const elsewhere = [
	'latency',
	'signInRate',
	'mfa',
	'refreshNeedsMfa',
	'tls',
	'operatorRights',
	'maxConnections',
];

const single: Array<Partial<Switches>> = [
	...Object.entries(alone).flatMap(([name, all]) =>
		all.map((value): Partial<Switches> => ({ [name]: value })),
	),
	...Object.entries({ ...values, ...others }).flatMap(([name, all]) =>
		all.map((value): Partial<Switches> => ({ [name]: value })),
	),
	...putMembers.map((member) => ({ putClears: [member] })),
	{ putClears: [] },
	{ putClears: ['expiry', 'activate', 'flags', 'texts', 'customFields'] },
	...profiledWrites.map((write) => ({
		writeStatuses: { ...defaultSwitches.writeStatuses, [write]: 202 },
	})),
];

const { constantFrom: anyOf, record, subarray, sample } = fc;
const combination = record({
	net2Version: anyOf(...values.net2Version),
	customFields: anyOf(...values.customFields),
	expiry: anyOf(...values.expiry),
	zoneForm: anyOf(...values.zoneForm),
	pinReadable: anyOf(...values.pinReadable),
	clearLevels: anyOf(...values.clearLevels),
	individual: anyOf(...values.individual),
	departmentZero: anyOf(...values.departmentZero),
	expiredInList: anyOf(...values.expiredInList),
	expiredInSql: anyOf(...values.expiredInSql),
	listInactive: anyOf(...values.listInactive),
	deletedInSql: anyOf(...values.deletedInSql),
	missingUser: anyOf(...values.missingUser),
	serial: anyOf(...values.serial),
	querydb: anyOf(...values.querydb),
	maxQueryLength: anyOf(...values.maxQueryLength),
	events: anyOf(...values.events),
	eventsByUser: anyOf(...values.eventsByUser),
	refreshRotates: anyOf(...values.refreshRotates),
	tz: anyOf(...others.tz),
	expiryDay: anyOf(...others.expiryDay),
	newUserLevels: anyOf(...others.newUserLevels),
	levelForm: anyOf(...others.levelForm),
	putReply: anyOf(...others.putReply),
	trimsText: anyOf(...others.trimsText),
	customFieldsInList: anyOf(...others.customFieldsInList),
	cardNumbers: anyOf(...others.cardNumbers),
	lite: anyOf(...others.lite),
	nativeLengths: anyOf(...others.nativeLengths),
	putClears: subarray([...putMembers]),
	writeStatuses: record({
		createUser: anyOf(200, 201, 202),
		updateUser: anyOf(200, 202, 204),
		deleteUser: anyOf(200, 202, 204),
		setDepartment: anyOf(200, 202, 204),
		setLevels: anyOf(200, 202, 204),
		addCard: anyOf(200, 201, 202),
		changeCard: anyOf(200, 202, 204),
		removeCard: anyOf(200, 202, 204),
	}),
});
const combinations: Array<Partial<Switches>> = sample(combination, {
	seed: SEED,
	numRuns: COMBINATIONS,
});

/** Rehearses on a new emulator. No step may let the user open a door, or leave it behind. */
async function rehearsalWith(switches: Partial<Switches>) {
	const site = await startSite({ signInRate: 'off', ...switches });
	try {
		const watch = site.emulator.watch(isOurs);
		const rehearsed = await rehearseAt(site);
		const found = itemsOf(rehearsed);
		expect(rehearsed.requests).toBeLessThanOrEqual(60);
		expect(watch.violations).toEqual([]);
		expect(leftIn(site)).toEqual([]);
		return { ...found, expected: profileFor(site.emulator.config(), LONGEST_QUERY) };
	} finally {
		await site.emulator.stop();
	}
}

async function expectSameAgain(switches: Partial<Switches>): Promise<void> {
	const { profile, expected, findings } = await rehearsalWith(switches);
	expect(profile).toEqual(expected);
	const again = await rehearsalWith(switchesFor(profile));
	expect(again.profile).toEqual(profile);
	expect(again.findings.map(({ answer }) => answer)).toEqual(findings.map(({ answer }) => answer));
}

it('the tests of a rehearsal try every switch of the emulator', () => {
	const tried = new Set([...single.flatMap((switches) => Object.keys(switches)), ...elsewhere]);
	expect(Object.keys(defaultSwitches).filter((name) => !tried.has(name))).toEqual([]);
});

it.each([
	['a second factor', { mfa: 'otp' }, {}, OTP],
	['a second factor at each refresh', { mfa: 'otp', refreshNeedsMfa: true }, {}, OTP],
	['TLS', {}, { https: true }, undefined],
	['TLS 1.2 alone', { tls: '1.2' }, { https: true }, undefined],
	['two connections', { maxConnections: 2 }, {}, undefined],
] as const)('a rehearsal over %s finds the profile', async (_, switches, options, secondFactor) => {
	const site = await startSite({ signInRate: 'off', ...switches }, options);
	const watch = site.emulator.watch(isOurs);
	const { url: baseUrl, operator } = site.emulator;
	const credential = { baseUrl, ...operator, ...(secondFactor ?? { mfaType: 'none' }) };
	const rehearsed = await rehearseAt(site, { credential });
	const expected = profileFor(site.emulator.config(), LONGEST_QUERY);
	const { parallel: _known, ...profile } = itemsOf(rehearsed).profile;
	const { parallel: _expected, ...rest } = expected;
	// The refresh token of a sign-in that it cannot renew says nothing.
	const unknown = 'refreshNeedsMfa' in switches ? { refreshRotates: null } : {};
	expect(profile).toEqual({ ...rest, ...unknown });
	expect(rehearsed.requests).toBeLessThanOrEqual(60);
	expect([watch.violations, leftIn(site)]).toEqual([[], []]);
	await site.emulator.stop();
});

it.each(defaultSwitches.operatorRights)(
	'a rehearsal by an operator without the right to %s leaves no user, or names it',
	async (right) => {
		const operatorRights = defaultSwitches.operatorRights.filter((one) => one !== right);
		const site = await startSite({ signInRate: 'off', operatorRights });
		const watch = site.emulator.watch(isOurs);
		const rehearsed = await rehearseAt(site);
		expect(watch.violations).toEqual([]);
		for (const id of leftIn(site)) expect(JSON.stringify(rehearsed.result)).toContain(`${id}`);
		await site.emulator.stop();
	},
);

describe('a rehearsal finds the profile of a server, and an emulator with it gives the same', () => {
	it.each(single.map((switches) => [switches] as const))('under %j', expectSameAgain);

	it.each(combinations.map((switches, index) => [index, switches] as const))(
		'under combination %i',
		async (_, switches) => {
			await expectSameAgain(switches);
		},
	);
});
