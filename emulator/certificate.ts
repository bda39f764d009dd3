import type { SecureContextOptions } from 'node:tls';
import { generate } from 'selfsigned';

export const tlsKeys = ['ec', 'rsa-2048', 'rsa-1024'] as const;

/** The key of the certificate. Node 24.5 and later refuse RSA keys under 2,048 bits (docs/net2-api.md). */
export type TlsKey = (typeof tlsKeys)[number];

export interface Certificate {
	key: string;
	pem: string;
}

/** Net2 makes its own certificate by default (docs/net2-api.md), and so does the emulator. */
export async function makeCertificate(key: TlsKey): Promise<Certificate> {
	const made = await generate([{ name: 'commonName', value: 'localhost' }], {
		...(key === 'ec' ? { keyType: 'ec' } : { keyType: 'rsa', keySize: Number(key.slice(4)) }),
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	return { key: made.private, pem: made.cert };
}

/** Level 0 lets this Node serve a key that it would refuse as a client. */
export function secureOptions({ key, pem }: Certificate, only12: boolean): SecureContextOptions {
	return {
		key,
		cert: pem,
		ciphers: 'DEFAULT@SECLEVEL=0',
		...(only12 ? { maxVersion: 'TLSv1.2' } : {}),
	};
}
