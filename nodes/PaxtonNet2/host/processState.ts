import type { HostCredential } from './credential';
import { derivePlanKey, type PlanKey } from '../lifecycle/planId';
import { deriveMarkerKey, markerKeySource, type MarkerKey } from '../lifecycle/marker/userMarker';
import type { EventDialect } from '../net2/model';
import { ProcessState } from '../lifecycle/run/processState';

/** What all runs of this n8n process share. The host passes it to the core, which has no state of its own. */
export const processState = new ProcessState();

/**
 * How each server selects events, by the address in the credential. The next poll need not find it out again
 * (docs/net2-api.md).
 */
export const eventDialects = new Map<string, EventDialect>();

/** The keys of a run, each derived from the credential for one purpose. */
export function keysOf({ signIn }: Pick<HostCredential, 'signIn'>): {
	markerKey: MarkerKey;
	planKey: PlanKey;
} {
	const { password, clientId, markerSecret } = signIn;
	return {
		markerKey: deriveMarkerKey(
			markerKeySource({ clientId, ...(markerSecret !== undefined && { markerSecret }) }),
		),
		planKey: derivePlanKey(JSON.stringify([clientId, password])),
	};
}
