import type { MarkerKey } from '../lifecycle/marker/userMarker';
import type { RehearsalServices } from '../lifecycle/rehearse/rehearse';
import { countRequests, findRefreshRotation, openNet2, type Net2Options } from '../net2/openNet2';

/** As many simultaneous requests as the rehearsal tries. */
const CONCURRENCY = 4;

/**
 * What a rehearsal works with. It always starts without a site profile, since it finds one out. The caller closes the
 * transport.
 */
export function rehearsalServices(
	options: Net2Options,
	more: { operation: string; markerKey: MarkerKey; tryCard: boolean; tryPhoto: boolean },
): RehearsalServices {
	const { transport, requests } = countRequests(options.transport);
	const own: Net2Options = {
		...options,
		transport,
		maxConcurrency: CONCURRENCY,
		siteProfile: undefined,
		eventDialect: undefined,
		maxQueryLength: undefined,
	};
	return {
		...more,
		net2: openNet2(own),
		cleanUp: openNet2({ ...own, signal: undefined }),
		clock: options.clock,
		requests,
		refreshRotates: async () => await findRefreshRotation(own),
	};
}
