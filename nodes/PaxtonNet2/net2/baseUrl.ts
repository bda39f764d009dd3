import { serverMessages } from '../messages/server';
import { failure } from './errors';

const API_PATH = '/api/v1';

/**
 * The address of a Net2 server without its `/api/v1`, in whatever form it was typed. It can end in a slash, the API
 * path or the path of the help page (`/webapihelp`, see docs/net2-api.md).
 *
 * @returns e.g. `https://net2.example.local:8443`, or with a path if a proxy puts Net2 below one
 * @throws Net2Error `badInput`. The message does not repeat the text, because an address can contain a password
 */
export function normaliseBaseUrl(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '') throw failure(serverMessages.noAddress);
	if (!/^https?:\/\//i.test(trimmed)) throw failure(serverMessages.addressWithoutScheme);
	if (!URL.canParse(trimmed)) throw failure(serverMessages.badAddress);
	const url = new URL(trimmed);
	if (url.username !== '' || url.password !== '') throw failure(serverMessages.addressWithUser);
	if (url.search !== '' || url.hash !== '') throw failure(serverMessages.addressWithQuery);
	const path = withoutEndSlashes(url.pathname).replace(/\/webapihelp(\/.*)?$/i, '');
	return url.origin + withoutEndSlashes(path.replace(/\/api(\/v1)?$/i, ''));
}

/** A loop, because `/\/+$/` takes quadratic time on a long row of slashes. */
function withoutEndSlashes(path: string): string {
	let end = path.length;
	while (path[end - 1] === '/') end -= 1;
	return path.slice(0, end);
}

/** The address of an API path (`/users/42`) with its query, encoded as {@link encodeQuery} does. */
export function apiUrl(baseUrl: string, path: string, query?: Record<string, string>): string {
	const search = query === undefined ? '' : `?${encodeQuery(query)}`;
	return baseUrl + API_PATH + path + search;
}

/**
 * Query text with every space as `%20` and every quote as `%27`. It contains SQL, and not every server or proxy reads a plus
 * sign as a space.
 */
export function encodeQuery(query: Record<string, string>): string {
	return Object.entries(query)
		.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
		.join('&');
}

function encodePart(text: string): string {
	return encodeURIComponent(text).replaceAll("'", '%27');
}
