import type { ServerCertificate } from '../../net2/model';
import { ok, warning, type Finding } from './finding';

/** The certificate as a workflow sees it; null on plain http and behind a proxy. */
export interface CertificateSummary {
	subject: string;
	issuer: string;
	/** ISO, UTC. */
	validUntil: string;
	daysLeft: number;
	trusted: ServerCertificate['trusted'];
	/** Length of an RSA key; null for another kind of key. */
	rsaBits: number | null;
	/** e.g. `TLSv1.3` */
	tlsVersion: string | null;
}

const DAY = 24 * 60 * 60_000;
const SOON_DAYS = 30;
/** Node.js 24.5 and later reject shorter RSA keys (docs/net2-api.md). */
const MIN_RSA_BITS = 2_048;
/** More than an authenticator's code can be off, and than the second that HTTP rounds to. */
const CLOCK_MS = 20_000;

export function certificateSummary(
	certificate: ServerCertificate | null,
	now: number,
): CertificateSummary | null {
	if (certificate === null) return null;
	const { subject, issuer, validUntil, trusted, rsaBits, tlsVersion } = certificate;
	return {
		subject,
		issuer,
		validUntil: new Date(validUntil).toISOString(),
		daysLeft: Math.floor((validUntil - now) / DAY),
		trusted,
		rsaBits,
		tlsVersion,
	};
}

/** Empty for plain http, which has a warning of its own. */
export function certificateFindings(
	certificate: CertificateSummary | null,
	{ origin, selfSigned }: { origin: string; selfSigned: boolean },
): Finding[] {
	if (certificate === null && origin.startsWith('http:')) return [];
	if (certificate === null)
		return [
			warning(
				'certificate',
				'The certificate of the server could not be read, as happens behind a proxy.',
				'If the Net2 server is in the same network as n8n, list it in NO_PROXY.',
			),
		];
	const { issuer, daysLeft, trusted, rsaBits } = certificate;
	const by = selfSigned ? 'Net2 itself' : issuer;
	const message = `The certificate was issued by ${by} and is valid for ${daysLeft} more ${daysLeft === 1 ? 'day' : 'days'}`;
	const how = trusted === 'system' ? 'this system' : 'the certificate in the credential';
	return [
		...(rsaBits !== null && rsaBits < MIN_RSA_BITS ? [shortKey(rsaBits)] : []),
		trusted === 'no'
			? warning(
					'certificate',
					`${message}. Neither this system nor the credential trusts it.`,
					"Paste Net2LocalAPI.crt of the Net2 server into 'CA Certificate', and switch 'Ignore SSL Issues' off.",
				)
			: daysLeft < SOON_DAYS
				? warning(
						'certificate',
						`${message}. It is trusted through ${how}.`,
						"Renew it in the Net2 configuration utility, and paste the new one into 'CA Certificate'.",
					)
				: ok('certificate', `${message}. It is trusted through ${how}.`),
	];
}

function shortKey(bits: number): Finding {
	return warning(
		'certificate',
		`The RSA key of the certificate has ${bits} bits. n8n on Node.js 24.5 and later rejects it.`,
		`Create a certificate with at least ${MIN_RSA_BITS} bits in the Net2 configuration utility before you update n8n.`,
	);
}

/** The server's clock minus ours in whole seconds; null if its replies have no date. */
export function clockDifference(serverNow: number | null, now: number): number | null {
	return serverNow === null ? null : Math.round((serverNow - now) / 1000);
}

export function clockFinding(seconds: number | null): Finding {
	if (seconds === null)
		return ok(
			'clock',
			'The replies of the server have no date.',
			'Check the clock of the Net2 server.',
		);
	if (Math.abs(seconds) * 1000 < CLOCK_MS)
		return ok('clock', `The clocks of Net2 and n8n agree to ${Math.abs(seconds)} s.`);
	const way = seconds > 0 ? 'ahead of' : 'behind';
	return warning(
		'clock',
		`The clock of Net2 is ${Math.abs(seconds)} s ${way} that of n8n.`,
		'Let both machines take their time from the network. Authenticator codes and end dates depend on it.',
	);
}
