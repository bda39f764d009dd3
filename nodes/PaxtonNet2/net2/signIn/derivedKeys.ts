import { createHash, createHmac, randomBytes, scrypt } from 'node:crypto';
import { SEAL_COST } from './sealCost';

const KEY_BYTES = 32;
/** A process uses a few credentials, and each edit of one adds a key. */
const MAX_KEYS = 64;

/**
 * The keys that this process derived from secrets. A derivation costs about 150 ms on purpose, so that secrets cannot
 * be guessed quickly. So each key is derived only once. The host creates one such object and passes it in.
 */
export class DerivedKeys {
	/** Keys of the cache must not give a secret away. */
	readonly #processSecret = randomBytes(32);
	readonly #keys = new Map<string, Promise<Buffer>>();

	/**
	 * @param purpose what the key is for, and for which server and operator; part of the salt, never from outside
	 * @returns 32 bytes, the same in each process
	 */
	async derive(secret: string, purpose: string): Promise<Buffer> {
		const name = createHmac('sha256', this.#processSecret)
			.update(JSON.stringify([secret, purpose]))
			.digest('base64url');
		const known = this.#keys.get(name);
		if (known !== undefined) return await known;
		const [oldest] = this.#keys.keys();
		if (this.#keys.size >= MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
		const key = derive(secret, createHash('sha256').update(purpose).digest());
		this.#keys.set(name, key);
		return await key;
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
