import type { Net2Credential } from '../net2/signIn/credential';

export const CREDENTIAL = 'paxtonNet2Api';

/** The credential as the core takes it apart: who signs in, and how to reach the server. */
export interface HostCredential {
	signIn: Net2Credential;
	caCertificate?: string | undefined;
	allowUnauthorizedCerts: boolean;
	/** Replaces the client id as the source of the key that authenticates marker entries. */
	markerSecret?: string | undefined;
	/** The site's IANA zone; null where none is given. */
	timeZone: string | null;
}

/** Reads what n8n decrypted. A field that is hidden for the chosen second factor plays no part. */
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
			// Not trimmed: blanks may be part of it.
			password: text('password'),
			clientId: text('clientId').trim(),
			mfaType,
			mfaCode: mfaType === 'none' ? undefined : filled('mfaCode'),
			mfaSecret: mfaType === 'otp' ? filled('mfaSecret') : undefined,
		},
		caCertificate: filled('caCertificate'),
		allowUnauthorizedCerts: data['allowUnauthorizedCerts'] === true,
		markerSecret: filled('markerSecret'),
		timeZone: filled('timeZone') ?? null,
	};
}

function mfaTypeOf(value: unknown): Net2Credential['mfaType'] {
	return value === 'email' || value === 'otp' ? value : 'none';
}
