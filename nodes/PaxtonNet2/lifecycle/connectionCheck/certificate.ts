import type { ServerCertificate } from '../../net2/model';
import { good, look, type Finding } from './finding';

/** The certificate as a workflow sees it; null on plain http and behind a proxy. */
export interface CertificateTold {
	subject: string;
	issuer: string;
	/** ISO, UTC. */
	validUntil: string;
	daysLeft: number;
	trusted: ServerCertificate['trusted'];
}

const DAY = 24 * 60 * 60_000;
const SOON_DAYS = 30;
/** More than an authenticator's code can be off, and than the second that HTTP rounds to. */
const CLOCK_MS = 20_000;

export function certificateTold(
	certificate: ServerCertificate | null,
	now: number,
): CertificateTold | null {
	if (certificate === null) return null;
	const { subject, issuer, validUntil, trusted } = certificate;
	return {
		subject,
		issuer,
		validUntil: new Date(validUntil).toISOString(),
		daysLeft: Math.floor((validUntil - now) / DAY),
		trusted,
	};
}

export function certificateFinding(
	told: CertificateTold | null,
	{ origin, selfSigned }: { origin: string; selfSigned: boolean },
): Finding {
	if (told === null && origin.startsWith('http:'))
		return look(
			'certificate',
			'The connection is not encrypted (http).',
			'Use the https address, port 8443 as a rule: over http anybody in between reads the password.',
		);
	if (told === null)
		return look(
			'certificate',
			'The certificate could not be looked at, as behind a proxy.',
			'List the Net2 server in NO_PROXY if it is beside n8n.',
		);
	const { issuer, daysLeft, trusted } = told;
	const by = selfSigned ? 'Net2 itself' : issuer;
	const says = `Certificate issued by ${by}, good for ${daysLeft} more ${daysLeft === 1 ? 'day' : 'days'}`;
	if (trusted === 'no')
		return look(
			'certificate',
			`${says}; nothing on this system and in the credential vouches for it.`,
			'Paste Net2LocalAPI.crt of the Net2 server into the credential and switch Ignore SSL Issues off.',
		);
	const how = trusted === 'system' ? 'by this system' : 'by the certificate in the credential';
	if (daysLeft < SOON_DAYS)
		return look(
			'certificate',
			`${says}, trusted ${how}.`,
			'Renew it in the Net2 configuration utility, and paste the new one into the credential.',
		);
	return good('certificate', `${says}, trusted ${how}.`);
}

/** The server's clock minus ours in whole seconds; null where the server does not tell its time. */
export function clockDifference(serverNow: number | null, now: number): number | null {
	return serverNow === null ? null : Math.round((serverNow - now) / 1000);
}

export function clockFinding(seconds: number | null): Finding {
	if (seconds === null)
		return good('clock', 'The server does not tell its time.', 'See that its clock is right.');
	if (Math.abs(seconds) * 1000 < CLOCK_MS)
		return good('clock', `The clocks of Net2 and n8n agree to ${Math.abs(seconds)} s.`);
	const way = seconds > 0 ? 'ahead of' : 'behind';
	return look(
		'clock',
		`The clock of Net2 is ${Math.abs(seconds)} s ${way} that of n8n.`,
		'Let both machines take their time from the network: authenticator codes and end dates depend on it.',
	);
}
