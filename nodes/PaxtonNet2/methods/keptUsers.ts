import { createHash } from 'node:crypto';
import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { CREDENTIAL } from '../host/credential';

/** Long enough to type a name and scroll. A user who was created since is there when the list is opened again. */
const KEPT_MS = 60_000;

type Entries = Promise<INodeListSearchItems[]>;

const kept = new Map<string, Entries>();

/**
 * The users of a list in the editor, kept in memory while one list is used. 20,000 of them are megabytes at each key
 * press.
 *
 * @param variant what the entries also depend on, such as the correlation field
 * @param isOpened whether to read them again, whatever is kept
 */
export async function keptUsers(
	context: ILoadOptionsFunctions,
	variant: string,
	isOpened: boolean,
	read: () => Entries,
): Entries {
	// All of the credential: another password must be checked by Net2 first.
	// The reading itself reports a credential that cannot be read.
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
