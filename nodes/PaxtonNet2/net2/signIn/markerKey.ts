import type { Net2Credential } from './credential';
import type { DerivedKeys } from './derivedKeys';

/**
 * The key that authenticates entries in the marker field (safety rule 10, docs/safety-rules.md). It comes from
 * `markerSecret`, or from the client id if there is none. It does not depend on the address or the operator, so that
 * entries stay valid when either changes.
 *
 * @returns 32 bytes, the same in each process with the same secret
 */
export async function markerKey(
	{ clientId, markerSecret = '' }: Pick<Net2Credential, 'clientId' | 'markerSecret'>,
	keys: DerivedKeys,
): Promise<Buffer> {
	const own = markerSecret.trim();
	return await keys.derive(own === '' ? clientId.trim() : own, 'paxton-net2 v2 marker');
}
