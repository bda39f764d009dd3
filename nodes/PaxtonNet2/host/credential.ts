import { credentialMessages } from '../messages/credential';
import { failure } from '../net2/errors';
import type { Net2Credential } from '../net2/signIn/credential';
import type { MaxTlsVersion } from '../net2/tlsFailure';
import { DEFAULT_REPLY_MIB } from '../net2/undiciTransport';

export const CREDENTIAL = 'paxtonNet2Api';

/** The credential in the parts that the core needs: who signs in, and how to reach the server. */
export interface HostCredential {
	signIn: Net2Credential;
	caCertificate?: string | undefined;
	allowUnauthorizedCerts: boolean;
	maxTlsVersion: MaxTlsVersion;
	/** The longest reply that is read. */
	maxReplyMiB: number;
	/** The site's IANA zone; null if none is given. */
	timeZone: string | null;
	/** JSON from `connection: rehearse`, as typed; undefined if none is given. */
	siteProfile?: string | undefined;
}

/** Parsing a reply takes several times its size, and n8n has some GB. */
const MOST_REPLY_MIB = 256;

/**
 * Reads what n8n decrypted. A field that is hidden for the chosen second factor is ignored.
 *
 * @throws Net2Error `badInput` for a 'Max Reply Size (MiB)' that cannot be
 */
export function readCredential(data: Record<string, unknown>): HostCredential {
	const text = (name: string) => {
		const value = data[name];
		return typeof value === 'string' ? value : '';
	};
	const filled = (name: string) => (text(name).trim() === '' ? undefined : text(name).trim());
	const mfaType = mfaTypeOf(data['mfaType']);
	return {
		signIn: {
			baseUrl: text('baseUrl'),
			username: text('username').trim(),
			// Blanks may be part of the password, so it is not trimmed.
			password: text('password'),
			clientId: text('clientId').trim(),
			mfaType,
			mfaCode: mfaType === 'none' ? undefined : filled('mfaCode'),
			mfaSecret: mfaType === 'otp' ? filled('mfaSecret') : undefined,
			markerSecret: filled('markerSecret'),
		},
		caCertificate: filled('caCertificate'),
		allowUnauthorizedCerts: data['allowUnauthorizedCerts'] === true,
		maxTlsVersion: data['maxTlsVersion'] === '1.2' ? '1.2' : 'default',
		maxReplyMiB: replySizeOf(data['maxReplySize']),
		timeZone: filled('timeZone') ?? null,
		siteProfile: filled('siteProfile'),
	};
}

/**
 * What makes the connection of a credential insecure, one sentence with advice each. The credential test, `connection:
 * check` and each run show them. Empty if there is nothing to warn of.
 */
export function connectionWarnings({
	signIn,
	allowUnauthorizedCerts,
}: Pick<HostCredential, 'signIn' | 'allowUnauthorizedCerts'>): string[] {
	if (/^\s*http:/i.test(signIn.baseUrl)) {
		return [
			"The connection to Net2 is not encrypted (http). Others in the network can read the password, cards and PINs. Use the https address in 'Base URL', usually with port 8443.",
		];
	}
	if (!allowUnauthorizedCerts) return [];
	return [
		"'Ignore SSL Issues' is on, so the node does not check which server it talks to. Paste the certificate of the server into 'CA Certificate', and switch 'Ignore SSL Issues' off.",
	];
}

function mfaTypeOf(value: unknown): Net2Credential['mfaType'] {
	return value === 'email' || value === 'otp' ? value : 'none';
}

/** A credential that was saved before the field existed has no value. */
function replySizeOf(value: unknown): number {
	if (value === undefined || value === null || value === '') return DEFAULT_REPLY_MIB;
	const size = typeof value === 'string' ? Number(value) : value;
	if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= MOST_REPLY_MIB)
		return size;
	throw failure(credentialMessages.badMaxReplySize);
}
