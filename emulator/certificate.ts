import { generate } from 'selfsigned';

export interface Certificate {
	key: string;
	pem: string;
}

/** Net2 makes its own certificate by default (API sheet, section 1); so does the stand-in. */
export async function makeCertificate(): Promise<Certificate> {
	const made = await generate([{ name: 'commonName', value: 'localhost' }], {
		keyType: 'ec',
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
