import { describe, expect, it } from 'vitest';
import {
	certificateFindings,
	certificateSummary,
} from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/certificate';
import {
	byImportance,
	ok,
	warning,
} from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/finding';
import { secondFactorFinding } from '../../nodes/PaxtonNet2/lifecycle/connectionCheck/secondFactor';

describe('the finding about the second factor', () => {
	const none = { inUse: false, answeredBy: 'none', renewable: true, tokenEnds: null } as const;

	it.each([
		['7.0.1.2', /^New installations of Net2 7 params for a second factor by default/],
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
