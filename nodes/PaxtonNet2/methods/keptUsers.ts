import { createHash } from 'node:crypto';
import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { CREDENTIAL } from '../host/credential';

/** Long enough to type a name and scroll; whoever was made since is there when the list is opened again. */
const KEPT_MS = 60_000;

type Entries = Promise<INodeListSearchItems[]>;

const kept = new Map<string, Entries>();

/**
 * The users of a list in the editor, out of memory while one list is being used, since 20,000 of them are megabytes at
 * each key press.
 *
 * @param variant what the entries differ by beside the credential, such as the field of the key
 * @param isOpened read anew, whatever is kept
 */
export async function keptUsers(
	context: ILoadOptionsFunctions,
	variant: string,
	isOpened: boolean,
	read: () => Entries,
): Entries {
	// All of the credential: whoever has another password must show that it is right.
	// One that cannot be read is told of by the reading itself.
	const credential = await context.getCredentials(CREDENTIAL).catch(() => null);
	if (credential === null) return await read();
	const name = createHash('sha256')
		.update(JSON.stringify([credential, variant]))
		.digest('hex');
	const before = isOpened ? undefined : kept.get(name);
	if (before !== undefined) return await before;
	const entries = read();
	kept.set(name, entries);
	const drop = () => {
		if (kept.get(name) === entries) kept.delete(name);
	};
	entries.then(() => setTimeout(drop, KEPT_MS).unref(), drop);
	return await entries;
}
