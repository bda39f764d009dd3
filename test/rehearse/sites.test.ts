import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	couldOpenNoDoor,
	defaultSwitches,
	profileFor,
	switchesFor,
	type Switches,
} from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { profiledWrites, putMembers } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { EMULATOR_SECRET } from '../net2/support/scriptedServer';
import { SEED } from '../support/seed';
import { otherValues, profiledValues, writeStatusValues } from '../support/siteSwitches';
import { isOurs, itemsOf, leftIn, rehearseAt, signInByEmail, startSite } from './support';

const COMBINATIONS = 200;
const OTP = { mfaType: 'otp', mfaSecret: EMULATOR_SECRET } as const;

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
	...Object.entries({ ...profiledValues, ...otherValues }).flatMap(([name, all]) =>
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
	net2Version: anyOf(...profiledValues.net2Version),
	customFields: anyOf(...profiledValues.customFields),
	expiry: anyOf(...profiledValues.expiry),
	zoneForm: anyOf(...profiledValues.zoneForm),
	pinReadable: anyOf(...profiledValues.pinReadable),
	clearLevels: anyOf(...profiledValues.clearLevels),
	individual: anyOf(...profiledValues.individual),
	departmentZero: anyOf(...profiledValues.departmentZero),
	expiredInList: anyOf(...profiledValues.expiredInList),
	expiredInSql: anyOf(...profiledValues.expiredInSql),
	listInactive: anyOf(...profiledValues.listInactive),
	deletedInSql: anyOf(...profiledValues.deletedInSql),
	missingUser: anyOf(...profiledValues.missingUser),
	serial: anyOf(...profiledValues.serial),
	querydb: anyOf(...profiledValues.querydb),
	maxQueryLength: anyOf(...profiledValues.maxQueryLength),
	events: anyOf(...profiledValues.events),
	eventsByUser: anyOf(...profiledValues.eventsByUser),
	changeEvents: anyOf(...otherValues.changeEvents),
	refreshRotates: anyOf(...profiledValues.refreshRotates),
	tz: anyOf(...otherValues.tz),
	expiryDay: anyOf(...otherValues.expiryDay),
	newUserLevels: anyOf(...otherValues.newUserLevels),
	levelForm: anyOf(...otherValues.levelForm),
	putReply: anyOf(...otherValues.putReply),
	trimsText: anyOf(...otherValues.trimsText),
	customFieldsInList: anyOf(...otherValues.customFieldsInList),
	cardNumbers: anyOf(...otherValues.cardNumbers),
	lite: anyOf(...otherValues.lite),
	nativeLengths: anyOf(...otherValues.nativeLengths),
	putClears: subarray([...putMembers]),
	writeStatuses: record({
		createUser: anyOf(...writeStatusValues.createUser),
		updateUser: anyOf(...writeStatusValues.updateUser),
		deleteUser: anyOf(...writeStatusValues.deleteUser),
		setDepartment: anyOf(...writeStatusValues.setDepartment),
		setLevels: anyOf(...writeStatusValues.setLevels),
		addCard: anyOf(...writeStatusValues.addCard),
		changeCard: anyOf(...writeStatusValues.changeCard),
		removeCard: anyOf(...writeStatusValues.removeCard),
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
		const watch = site.emulator.watch(isOurs, couldOpenNoDoor);
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
	['a code by email', { mfa: 'email' }, {}, { mfaType: 'email' }],
	['TLS', {}, { https: true }, undefined],
	['TLS 1.2 alone', { tls: '1.2' }, { https: true }, undefined],
	['two connections', { maxConnections: 2 }, {}, undefined],
] as const)('a rehearsal over %s finds the profile', async (_, switches, options, secondFactor) => {
	const site = await startSite({ signInRate: 'off', ...switches }, options);
	const watch = site.emulator.watch(isOurs, couldOpenNoDoor);
	const { url: baseUrl, operator } = site.emulator;
	const credential = { baseUrl, ...operator, ...(secondFactor ?? { mfaType: 'none' }) };
	// Net2 emails a code to a person, whose sign-in the rehearsal goes on with.
	const session = credential.mfaType === 'email' ? await signInByEmail(site) : undefined;
	const rehearsed = await rehearseAt(site, { credential, session });
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
		const watch = site.emulator.watch(isOurs, couldOpenNoDoor);
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
