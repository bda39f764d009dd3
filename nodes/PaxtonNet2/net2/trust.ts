import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { Net2Error } from './errors';

/** The default store of this Node and what was pasted; setting `ca` alone would drop the store. */
export function trustedWith(pem: string | undefined): string[] | undefined {
	if (pem === undefined || pem.trim() === '') return undefined;
	const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
	const blocks = found.map(restoreLines);
	if (blocks.length === 0 || !blocks.every(isCertificate)) {
		throw new Net2Error(
			'certificate',
			'The certificate in the credential is not in PEM form.',
			'Paste it whole, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
		);
	}
	return [...defaultStore(), ...blocks];
}

function isCertificate(block: string): boolean {
	try {
		return new X509Certificate(block).subject !== undefined;
	} catch {
		return false;
	}
}

/** A text field of one line turns the line ends of a PEM into blanks. */
function restoreLines(block: string): string {
	const [, content = ''] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(block) ?? [];
	const base64 = content.replace(/\s+|\\n/g, '');
	const lines = base64.match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Node 22.15 and later tell what they trust, NODE_EXTRA_CA_CERTS included; Node 20 knows only its roots. */
export function defaultStore(): readonly string[] {
	const ask: unknown = Reflect.get(tls, 'getCACertificates');
	if (typeof ask !== 'function') return tls.rootCertificates;
	const store: unknown = Reflect.apply(ask, tls, ['default']);
	return Array.isArray(store)
		? store.filter((entry): entry is string => typeof entry === 'string')
		: tls.rootCertificates;
}
