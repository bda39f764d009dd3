import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { credentialMessages } from '../messages/credential';
import { failure } from './errors';

/** The default store of this Node and the pasted certificates, because setting `ca` alone would replace the store. */
export function trustedWith(pem: string | undefined): string[] | undefined {
	if (pem === undefined || pem.trim() === '') return undefined;
	const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
	const blocks = found.map(restoreLines);
	if (blocks.length === 0 || !blocks.every(isCertificate))
		throw failure(credentialMessages.badCaCertificate);
	return [...defaultStore(), ...blocks];
}

function isCertificate(block: string): boolean {
	try {
		return new X509Certificate(block).subject !== undefined;
	} catch {
		return false;
	}
}

/** A text field with one line turns the line breaks of a PEM into blanks. */
function restoreLines(block: string): string {
	const [, content = ''] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(block) ?? [];
	const base64 = content.replace(/\s+|\\n/g, '');
	const lines = base64.match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Node 22.15 and later report their whole store, NODE_EXTRA_CA_CERTS included. Node 20 reports only its own roots. */
export function defaultStore(): readonly string[] {
	const read: unknown = Reflect.get(tls, 'getCACertificates');
	if (typeof read !== 'function') return tls.rootCertificates;
	const store: unknown = Reflect.apply(read, tls, ['default']);
	return Array.isArray(store)
		? store.filter((entry): entry is string => typeof entry === 'string')
		: tls.rootCertificates;
}
