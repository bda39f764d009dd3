import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Net2Credential } from './credential';
import type { DerivedKeys } from './derivedKeys';

/** Seals text so that it is worth nothing without the credential it was sealed with. */
export interface Sealer {
	/**
	 * @param purpose e.g. `session`; what was sealed for one purpose does not open for another
	 */
	seal(purpose: string, text: string): Promise<string>;
	/** Undefined if another credential, purpose or version sealed it, or if it was altered. */
	open(purpose: string, sealed: string): Promise<string | undefined>;
}

/** Part of every seal. Another version has another format and does not open. */
const VERSION = 'v2';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM. One slow key per credential comes from the password, the client id and the authenticator secret. Each
 * seal has a salt and a fast key of its own below it (HKDF, RFC 5869). So sealed text from outside never starts
 * another slow derivation, whatever salt it names. Format: `v2.<salt>.<iv>.<cipher text and tag>`, each part in
 * base64url.
 *
 * @param fingerprint binds the sealed text to server and operator
 */
export function createSealer(
	credential: Net2Credential,
	fingerprint: string,
	keys: DerivedKeys,
): Sealer {
	const { password, clientId, mfaSecret = '' } = credential;
	const secret = JSON.stringify([password, clientId, mfaSecret]);
	const bindingOf = (purpose: string) =>
		Buffer.from(JSON.stringify(['paxton-net2', VERSION, purpose, fingerprint]));
	const keyFor = async (salt: Buffer, purpose: string): Promise<Buffer> => {
		const slowKey = await keys.derive(secret, `paxton-net2 ${VERSION} seal ${fingerprint}`);
		return Buffer.from(hkdfSync('sha256', slowKey, salt, bindingOf(purpose), KEY_BYTES));
	};

	return {
		async seal(purpose, text) {
			const salt = randomBytes(SALT_BYTES);
			const iv = randomBytes(IV_BYTES);
			const key = await keyFor(salt, purpose);
			const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bindingOf(purpose));
			const sealed = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
			const parts = [salt, iv, Buffer.concat(sealed)].map((part) => part.toString('base64url'));
			return [VERSION, ...parts].join('.');
		},
		async open(purpose, sealed) {
			const [version, ...texts] = sealed.trim().split('.', 5);
			const [salt, iv, content] = texts.map((text) => Buffer.from(text, 'base64url'));
			if (version !== VERSION || texts.length !== 3) return undefined;
			if (salt?.length !== SALT_BYTES || iv?.length !== IV_BYTES) return undefined;
			if (content === undefined || content.length < TAG_BYTES) return undefined;
			return decipher(await keyFor(salt, purpose), iv, content, bindingOf(purpose));
		},
	};
}

function decipher(key: Buffer, iv: Buffer, bytes: Buffer, binding: Buffer): string | undefined {
	const tagAt = bytes.length - TAG_BYTES;
	const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
		.setAAD(binding)
		.setAuthTag(bytes.subarray(tagAt));
	try {
		return cipher.update(bytes.subarray(0, tagAt), undefined, 'utf8') + cipher.final('utf8');
	} catch {
		// A seal that does not open counts as absent, whatever the cause.
		return undefined;
	}
}
