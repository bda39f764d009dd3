import { createSignInContext, type Net2Options } from './context';
import { adopt } from './session';

/**
 * Uses the refresh token of this process twice, to find out whether Net2 ends it with its first use. The newest sign-in
 * becomes the one of this process and of the store.
 *
 * @returns whether it does. Null if there is no refresh token, or Net2 does not renew this sign-in without a person
 * @throws Net2Error as the transport does
 */
export async function findRefreshRotation(options: Net2Options): Promise<boolean | null> {
	const context = createSignInContext(options);
	const { entry, calls } = context;
	const used = entry.tokens?.refresh ?? null;
	if (used === null || entry.revoked.has(used)) return null;
	const first = await calls.refresh(used);
	if (first.kind !== 'tokens') return null;
	// If the server returns no new refresh token, the old one stays valid (docs/net2-api.md).
	await adopt(context, { ...first.tokens, refresh: first.tokens.refresh ?? used });
	if (first.tokens.refresh === null || first.tokens.refresh === used) return false;
	const second = await calls.refresh(used);
	if (second.kind === 'tokens') {
		await adopt(context, { ...second.tokens, refresh: second.tokens.refresh ?? used });
		return false;
	}
	if (second.kind !== 'refused') return null;
	entry.revoked.add(used);
	return true;
}
