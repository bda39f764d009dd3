import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Net2Credential } from './credential';
import { SEAL_COST } from './sealCost';

/** Seals text so that it is worth nothing without the credential it was sealed under. */
export interface Sealer {
	/**
	 * @param purpose e.g. `session`; what was sealed for one purpose does not open for another
	 */
	seal(purpose: string, text: string): Promise<string>;
	/** Undefined where it was sealed by another credential, for another purpose or version, or altered. */
	open(purpose: string, sealed: string): Promise<string | undefined>;
}

/** Part of every seal; another version is another format and does not open. */
const VERSION = 'v1';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** A process meets one salt of its own and those of its predecessors. */
const MAX_KEYS = 16;

/**
 * AES-256-GCM under a scrypt key over password, client id and authenticator secret. A key costs tens of
 * milliseconds, so it is derived once per process and salt, and the first salt that is met is used again.
 * Format: `v1.<salt>.<iv>.<cipher text and tag>`, each in base64url.
 *
 * @param fingerprint binds the sealed text to server and operator
 */
export function createSealer(credential: Net2Credential, fingerprint: string): Sealer {
	const secret = JSON.stringify([
		credential.password,
		credential.clientId,
		credential.mfaSecret ?? '',
	]);
	const keys = new Map<string, Promise<Buffer>>();
	let ownSalt: string | undefined;

	const keyFor = async (salt: string): Promise<Buffer> => {
		let key = keys.get(salt);
		if (key === undefined) {
			if (keys.size >= MAX_KEYS) keys.clear();
			key = derive(secret, Buffer.from(salt, 'base64url'));
			keys.set(salt, key);
		}
		return await key;
	};
	const context = (purpose: string) =>
		Buffer.from(JSON.stringify(['paxton-net2', VERSION, purpose, fingerprint]));

	return {
		async seal(purpose, text) {
			ownSalt ??= randomBytes(SALT_BYTES).toString('base64url');
			const key = await keyFor(ownSalt);
			const iv = randomBytes(IV_BYTES);
			const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context(purpose));
			const sealed = Buffer.concat([
				cipher.update(text, 'utf8'),
				cipher.final(),
				cipher.getAuthTag(),
			]);
			return [VERSION, ownSalt, iv.toString('base64url'), sealed.toString('base64url')].join('.');
		},
		async open(purpose, sealed) {
			const [version, salt = '', iv = '', content = '', ...rest] = sealed.trim().split('.');
			const bytes = Buffer.from(content, 'base64url');
			const nonce = Buffer.from(iv, 'base64url');
			const saltBytes = Buffer.from(salt, 'base64url').length;
			if (version !== VERSION || rest.length > 0 || saltBytes !== SALT_BYTES) return undefined;
			if (nonce.length !== IV_BYTES || bytes.length < TAG_BYTES) return undefined;
			const key = await keyFor(salt);
			const text = decipher(key, nonce, bytes, context(purpose));
			if (text !== undefined) ownSalt ??= salt;
			return text;
		},
	};
}

function decipher(key: Buffer, iv: Buffer, bytes: Buffer, context: Buffer): string | undefined {
	const tagAt = bytes.length - TAG_BYTES;
	const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
		.setAAD(context)
		.setAuthTag(bytes.subarray(tagAt));
	try {
		return cipher.update(bytes.subarray(0, tagAt), undefined, 'utf8') + cipher.final('utf8');
	} catch {
		// Whatever the cause, a seal that does not hold is a cache miss.
		return undefined;
	}
}

async function derive(secret: string, salt: Buffer): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		scrypt(secret, salt, KEY_BYTES, SEAL_COST, (error, key) => {
			if (error === null) resolve(key);
			else reject(error);
		});
	});
}
