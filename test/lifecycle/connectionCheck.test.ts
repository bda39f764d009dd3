import { describe, expect, it } from 'vitest';
import { defaultSwitches, profileFor } from '../../emulator';
import {
	certificateFindings,
	certificateSummary,
} from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/certificate';
import {
	byImportance,
	ok,
	warning,
} from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/finding';
import { siteProfileFinding } from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/siteProfile';
import { secondFactorFinding } from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/secondFactor';

describe('the finding about the second factor', () => {
	const none = { inUse: false, answeredBy: 'none', renewable: true, tokenEnds: null } as const;

	it.each([
		['7.0.1.2', /^New installations of Net2 7 require a second factor by default/],
		['10.1', /^New installations of Net2 7/],
		[null, /^New installations of Net2 7/],
		['6.9.0.0', /^Nothing to do/],
	])('of version %s says whether one may be turned on', (version, advice) => {
		expect(secondFactorFinding(none, version)).toMatchObject({
			status: 'ok',
			advice: expect.stringMatching(advice),
		});
	});

	it('says that a person has to give the code, and what is not known', () => {
		const byPerson = { ...none, inUse: true, answeredBy: 'person' } as const;
		for (const renewable of [true, false])
			expect(secondFactorFinding({ ...byPerson, renewable }, '7.0')).toMatchObject({
				status: 'warning',
				advice: expect.stringContaining('90 days'),
			});
	});
});

describe('the findings about the certificate', () => {
	const seen = {
		subject: 'net2',
		issuer: 'net2',
		selfSigned: true,
		validUntil: Date.parse('2030-01-01T00:00:00Z'),
		trusted: 'credential',
		tlsVersion: 'TLSv1.2',
	} as const;
	const findingsWith = (rsaBits: number | null) =>
		certificateFindings(certificateSummary({ ...seen, rsaBits }, Date.parse('2026-11-30')), {
			origin: 'https://net2',
			selfSigned: true,
		});

	it('warn of an RSA key that a newer Node.js rejects', () => {
		expect(findingsWith(1_024)[0]).toMatchObject({
			status: 'warning',
			message: expect.stringContaining('1024 bits'),
		});
		for (const bits of [2_048, null])
			expect(findingsWith(bits).map(({ status }) => status)).toEqual(['ok']);
	});
});

describe('the finding about the site profile', () => {
	const profile = profileFor(defaultSwitches, 1_900);
	const findingFor = (text: string | undefined, version: string | null) =>
		siteProfileFinding(text, version);

	it('says what the profile says when the server has the same version', () => {
		expect(findingFor(JSON.stringify(profile), '6.9.0.0')).toMatchObject({
			finding: {
				status: 'ok',
				message: expect.stringContaining('A change loses what it leaves out: expiryDate.'),
			},
			profile,
		});
	});

	it.each(['7.0.0.0', null])('warns when the server reports version %s', (version) => {
		expect(findingFor(JSON.stringify(profile), version).finding).toMatchObject({
			status: 'warning',
			message: expect.stringMatching(
				/version 6\.9\.0\.0.*now reports version (7\.0\.0\.0|unknown)/,
			),
			advice: expect.stringContaining('Rehearse'),
		});
	});

	it('warns when neither the profile nor the server has a version, since the node follows no such profile', () => {
		const { finding } = findingFor(JSON.stringify({ ...profile, net2Version: null }), null);
		expect(finding).toMatchObject({
			status: 'warning',
			message: expect.stringMatching(/^The node does not follow the site profile/),
			advice: expect.stringMatching(/server settings.*'Connection: Rehearse'/),
		});
	});

	it('warns when only the server has a version', () => {
		const { finding } = findingFor(JSON.stringify({ ...profile, net2Version: null }), '6.9.0.0');
		expect(finding).toMatchObject({
			status: 'warning',
			message: expect.stringMatching(/version unknown.*now reports version 6\.9\.0\.0/),
		});
	});

	it('warns when the text is not a profile, and does not repeat it', () => {
		const { finding, profile: none } = findingFor('{"password":"hunter2"}', '6.9.0.0');
		expect(finding).toMatchObject({ status: 'warning', about: 'siteProfile' });
		expect(JSON.stringify(finding)).not.toContain('hunter2');
		expect(none).toBeNull();
	});

	it('advises a rehearsal when there is none', () => {
		expect(findingFor(undefined, '6.9.0.0').finding).toMatchObject({ status: 'ok' });
	});
});

it('orders findings by status, then by importance', () => {
	const findings = [
		ok('signIn', 'a'),
		ok('rights', 'b'),
		warning('version', 'c', ''),
		warning('rights', 'd', ''),
		warning('security', 'e', ''),
		warning('rights', 'f', ''),
	];
	expect(
		byImportance(findings)
			.map(({ message }) => message)
			.join(''),
	).toBe('edfcba');
});
