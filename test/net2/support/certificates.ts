import { generate } from 'selfsigned';

export interface MadeCertificate {
	key: string;
	cert: string;
}

/** A certificate that a server made for itself, as Net2 does (docs/net2-api.md#tls). */
export async function selfSigned(
	options: {
		host?: string;
		from?: Date;
		to?: Date;
		issuer?: MadeCertificate;
		/** An elliptic-curve key by default. */
		rsaBits?: number;
	} = {},
): Promise<MadeCertificate> {
	const host = options.host ?? 'localhost';
	const made = await generate([{ name: 'commonName', value: host }], {
		...(options.rsaBits === undefined
			? { keyType: 'ec' }
			: { keyType: 'rsa', keySize: options.rsaBits }),
		algorithm: 'sha256',
		...(options.from && { notBeforeDate: options.from }),
		...(options.to && { notAfterDate: options.to }),
		...(options.issuer && { ca: options.issuer }),
		extensions: [
			{ name: 'basicConstraints', cA: options.issuer === undefined },
			{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
		],
	});
	return { key: made.private, cert: made.cert };
}
