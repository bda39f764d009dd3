import type { HostCredential } from './credential';
import { deriveMarkerKey, markerKeySource, type MarkerKey } from '../lifecycle/marker/userMarker';
import { ProcessState } from '../lifecycle/run/processState';

/** What all runs of this n8n process share; the core is handed it and holds nothing of its own. */
export const processState = new ProcessState();

/** The key that authenticates marker entries, by the credential's `markerSecret`, else its client id. */
export function markerKeyOf({ signIn: { clientId }, markerSecret }: HostCredential): MarkerKey {
	return deriveMarkerKey(
		markerKeySource({ clientId, ...(markerSecret !== undefined && { markerSecret }) }),
	);
}
