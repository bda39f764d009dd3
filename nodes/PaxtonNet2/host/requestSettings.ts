import type { Net2Options } from '../net2/openNet2';
import type { SiteProfile } from '../net2/siteProfile';

/** How a client sends its requests. Undefined: as it does without a site profile. */
type RequestSettings = Pick<Net2Options, 'initialRequests' | 'maxQueryLength' | 'eventDialect'>;

/**
 * What a client takes from the site profile. A client is opened before it knows the version of Net2. So these count
 * for every version, and no write may depend on them (docs/check-your-own-server.md).
 */
export function requestSettings(profile: SiteProfile): RequestSettings {
	const { parallel, maxQueryLength, eventDialect } = profile;
	return {
		// Where simultaneous requests gain nothing, they only make each of them slower.
		initialRequests: parallel === 'no' ? 1 : undefined,
		maxQueryLength: isShort(maxQueryLength) ? maxQueryLength : undefined,
		// A server that knows only dates ignores a condition. So the client finds out what the profile does not say.
		eventDialect: eventDialect === 'both' ? 'where' : (eventDialect ?? undefined),
	};
}

/** Shorter than what every server accepts. A server that runs no queries (0) says nothing of their length. */
function isShort(length: number | null): length is number {
	return length !== null && length > 0 && length < 1_900;
}
