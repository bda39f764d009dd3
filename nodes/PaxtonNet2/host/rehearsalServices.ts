import { MAX_REQUESTS } from '../lifecycle/rehearse/rehearsal';
import type { RehearsalServices } from '../lifecycle/rehearse/rehearse';
import { countRequests, findRefreshRotation, openNet2, type Net2Options } from '../net2/openNet2';

/**
 * The questions never take more requests, also while Net2 does not answer. Only the removal of the user may repeat its
 * requests for longer.
 */
const QUESTION_REQUESTS = MAX_REQUESTS;
/** As many simultaneous requests as the rehearsal tries. */
const CONCURRENCY = 4;

/**
 * What a rehearsal works with. It always starts without a site profile, since it finds one out. The caller closes the
 * transport.
 */
export function rehearsalServices(
	options: Net2Options,
	more: Pick<RehearsalServices, 'operation' | 'onFault' | 'markerKey' | 'tryCard' | 'tryPhoto'>,
): RehearsalServices {
	const { transport, limited, requests } = countRequests(options.transport, QUESTION_REQUESTS);
	const own: Net2Options = {
		...options,
		transport: limited,
		initialRequests: CONCURRENCY,
		siteProfile: undefined,
		eventDialect: undefined,
		maxQueryLength: undefined,
	};
	return {
		...more,
		net2: openNet2(own),
		cleanUp: openNet2({ ...own, transport, signal: undefined }),
		clock: options.clock,
		requests,
		refreshRotates: async () => await findRefreshRotation(own),
	};
}
