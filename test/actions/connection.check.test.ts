import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { profileFor } from '../../emulator';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import { credentialFor, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ https: true });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const CHECK = { resource: 'connection', operation: 'check' };
const check = async (changes: object = {}, more: Parameters<typeof net2.run>[2] = {}) => {
	const credential = credentialFor(net2.emulator, {
		caCertificate: net2.emulator.certificate ?? '',
		...changes,
	});
	return await net2.run(CHECK, [{}, {}, {}], {
		credentials: { paxtonNet2Api: credential },
		onError: 'continueRegularOutput',
		...more,
	});
};
const writes = () =>
	net2.emulator
		.requests()
		.filter(({ method, path }) => method !== 'GET' && !path.includes('/authorization/'));

test('reports everything that must be in order, once for all items, and writes nothing', async () => {
	const { json, items } = await check({ timeZone: 'Europe/Amsterdam' });
	expect(json).toEqual([
		{
			operation: 'connection.check',
			outcome: 'signedIn',
			summary: 'Signed in as System engineer, and nothing needs attention',
			operator: 'System engineer',
			server: {
				origin: net2.emulator.url,
				version: '6.9.0.0',
				productType: 'Net2Pro',
				lite: false,
				clockDifferenceSeconds: expect.any(Number),
			},
			certificate: {
				subject: expect.any(String),
				issuer: expect.any(String),
				validUntil: expect.stringMatching(/^\d{4}-.*Z$/),
				daysLeft: expect.any(Number),
				trusted: 'credential',
				rsaBits: null,
				tlsVersion: 'TLSv1.3',
			},
			secondFactor: {
				inUse: false,
				answeredBy: 'none',
				renewable: true,
				tokenEnds: expect.stringMatching(/Z$/),
			},
			rights: {
				users: true,
				departments: true,
				levels: true,
				doors: true,
				events: true,
				querydb: true,
			},
			customFields: expect.arrayContaining([{ id: 14, name: 'Personnel number', maxLength: 50 }]),
			timeZone: { used: 'Europe/Amsterdam', from: 'credential', net2Shows: 'UTC+1' },
			siteProfile: null,
			findings: expect.any(Array),
			warnings: [],
			session: expect.stringMatching(/^v2\./),
		},
	]);
	expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(writes()).toEqual([]);
});

test('shows its findings first, warnings at the top, each with one line of advice', async () => {
	const { json } = await check();
	const findings: unknown = json[0]?.['findings'];
	if (!Array.isArray(findings)) throw new Error('There are no findings');
	expect(Object.keys(json[0] ?? {}).slice(0, 4)).toEqual([
		'operation',
		'outcome',
		'summary',
		'findings',
	]);
	expect(findings[0]).toMatchObject({ status: 'warning' });
	expect(findings.slice(1).every(({ status }) => status === 'ok')).toBe(true);
	expect(findings.map(({ about }) => about)).toEqual([
		'timeZone',
		'certificate',
		'rights',
		'customFields',
		'secondFactor',
		'clock',
		'siteProfile',
		'version',
		'server',
		'signIn',
	]);
	for (const { message, advice } of findings) {
		expect(message).toMatch(/\.$/);
		expect(advice).toMatch(/^[^\n]+\.$/);
	}
});

test.each([
	[
		'no certificate to see',
		{ caCertificate: '', allowUnauthorizedCerts: true },
		{},
		/Ignore SSL Issues/,
	],
	['a Lite', {}, { lite: 'reject' }, /one access level per user/],
	['no zone in the credential', {}, {}, /UTC\+1, the offset in the dates.*Time Zone/],
	[
		'another zone in the credential than Net2 is in',
		{ timeZone: 'America/New_York' },
		{},
		/America\/New_York, which is at UTC-5, but Net2 shows UTC\+1.*Correct 'Time Zone'/,
	],
	['no SQL route', {}, { operatorRights: ['users'] }, /may not use: querydb.*customquery/],
	['no events', {}, { operatorRights: ['users'] }, /may not use: events/],
	[
		'no right to users',
		{},
		{ operatorRights: ['querydb'] },
		/may not use: users.*No operation on users works/,
	],
] as const)('says what a person should look at: %s', async (_what, credential, switches, words) => {
	net2.emulator.config(
		'operatorRights' in switches ? { operatorRights: [...switches.operatorRights] } : switches,
	);
	const { json } = await check(credential);
	expect(json[0]).toMatchObject({ outcome: 'signedIn' });
	expect(JSON.stringify(json[0]?.['warnings'])).toMatch(words);
});

test('reports a clock that is off, and dates without an offset', async () => {
	vi.spyOn(hostClock, 'now').mockImplementation(() => Date.now() - 300_000);
	const { json } = await check();
	expect(JSON.stringify(json[0]?.['warnings'])).toMatch(
		// Net2 shows its time to the second, and a busy machine takes a while to read it.
		/clock of Net2 is (29\d|300) s ahead of that of n8n/,
	);
});

test('warns of Ignore SSL Issues although the certificate is trusted', async () => {
	const { json } = await check({ allowUnauthorizedCerts: true, timeZone: 'Europe/Amsterdam' });
	expect(json[0]?.['warnings']).toEqual([expect.stringMatching(/^'Ignore SSL Issues' is on/)]);
	expect(json[0]).toMatchObject({
		summary: 'Signed in as System engineer, and 1 finding needs attention',
		findings: expect.arrayContaining([expect.objectContaining({ about: 'security' })]),
	});
});

test('reports a certificate that ends within a month', async () => {
	const now = Date.now();
	const { json: before } = await check();
	expect(JSON.stringify(before[0]?.['warnings'])).not.toContain('certificate was issued');
	const certificate: unknown = before[0]?.['certificate'];
	const ends = Date.parse(String(Object(certificate)['validUntil']));
	vi.spyOn(hostClock, 'now').mockImplementation(() => ends - 29.5 * 24 * 60 * 60_000);
	const { json } = await check();
	expect(ends - now).toBeGreaterThan(30 * 24 * 60 * 60_000);
	expect(json[0]).toMatchObject({ certificate: { daysLeft: 29 } });
	expect(JSON.stringify(json[0]?.['warnings'])).toMatch(/valid for 29 more days.*Renew it/);
});

test('reports that users cannot be matched, since no field or two are for the number', async () => {
	const { world } = net2.emulator;
	world.customFieldNames = world.customFieldNames.map((field) =>
		field.id < 14 ? { ...field, name: 'Personnel number' } : field,
	);
	const { json } = await check();
	expect(json[0]).toMatchObject({ outcome: 'signedIn' });
	expect(JSON.stringify(json[0]?.['warnings'])).toMatch(/Custom fields: .*Personnel number/);
});

test.each([
	['the authenticator in the credential', 'otp', true, 'ok', /makes the authenticator codes/],
	[
		'a person, who gave a code',
		'otp',
		false,
		'warning',
		/renews the sign-in.*Run 'Connection: Check'/,
	],
] as const)(
	'reports who answers the second factor: %s',
	async (_who, mfaType, secret, status, words) => {
		net2.emulator.config({ mfa: mfaType });
		const mfa = net2.emulator.mfa();
		const { json } = await check({
			mfaType,
			...(secret ? { mfaSecret: mfa.secret } : { mfaCode: mfa.code }),
		});
		const findings: unknown = json[0]?.['findings'];
		if (!Array.isArray(findings)) throw new Error('There are no findings');
		const [finding] = findings.filter(({ about }) => about === 'secondFactor');
		expect(finding).toMatchObject({ status });
		expect(JSON.stringify(finding)).toMatch(words);
		expect(json[0]).toMatchObject({
			secondFactor: {
				inUse: true,
				answeredBy: secret ? 'authenticator' : 'person',
				renewable: true,
			},
		});
	},
);

test('warns of plain http first of all', async () => {
	const plain = await setUp();
	const { json } = await plain.run(CHECK);
	expect(json[0]).toMatchObject({ certificate: null });
	expect(json[0]?.['warnings']).toEqual([
		expect.stringMatching(/^The connection to Net2 is not encrypted \(http\)\. .*https address/),
		expect.stringContaining('Time Zone'),
	]);
	await plain.emulator.stop();
});

test.each([
	['another password', { password: 'wrong' }, 'signInRefused', /rejected the operator/],
	['a certificate nobody vouches for', { caCertificate: '' }, 'certificate', /Net2LocalAPI/],
	['a closed port', { baseUrl: 'https://127.0.0.1:1' }, 'unreachable', /.*/],
	['a zone that is none', { timeZone: 'Mars/Olympus' }, 'badInput', /Mars/],
])(
	'%s is an error with its cause, its cure and what was in order',
	async (_w, changes, reason, words) => {
		// In the editor a person waits, so nothing is repeated.
		const { json } = await check(changes, { mode: 'manual' });
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({
			error: { reason, operation: 'connection.check', message: expect.stringMatching(words) },
		});
		if (reason === 'signInRefused')
			expect(json[0]).toMatchObject({
				error: {
					done: [
						`${net2.emulator.url} answers.`,
						expect.stringMatching(
							/^The certificate was issued by .* trusted through the certificate/,
						),
					],
				},
			});
	},
);

test.each([
	['the same version', '6.9.0.0', {}, 'ok', /^The site profile was made with this Net2/],
	[
		'another version',
		'6.8.0.0',
		{},
		'warning',
		/made with Net2 version 6\.8\.0\.0, and the server now reports version 6\.9\.0\.0/,
	],
	['no version', null, {}, 'warning', /made with Net2 version unknown/],
	['no version, as the server', null, { net2Version: 'hidden' }, 'warning', /does not follow/],
	['a version, unlike the server', '6.9.0.0', { net2Version: 'hidden' }, 'warning', /unknown/],
] as const)(
	'shows a site profile of %s, and warns where it does not count',
	async (_what, net2Version, switches, status, words) => {
		net2.emulator.config(switches);
		const profile = { ...profileFor(net2.emulator.config(), 1_900), net2Version };
		const { json } = await check({ siteProfile: JSON.stringify(profile) });
		expect(json[0]).toMatchObject({ siteProfile: profile });
		const findings: unknown = json[0]?.['findings'];
		if (!Array.isArray(findings)) throw new Error('There are no findings');
		expect(findings.find(({ about }) => about === 'siteProfile')).toMatchObject({
			status,
			message: expect.stringMatching(words),
		});
	},
);

test('closes its connections at the end', async () => {
	await check();
	await expect.poll(() => net2.emulator.connections, { timeout: 2_000 }).toBe(0);
});
