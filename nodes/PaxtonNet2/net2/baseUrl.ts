import { Net2Error } from './errors';

const CURE = 'Give the address of the Net2 server, for example https://net2.example.local:8443.';
const API_PATH = '/api/v1';

/**
 * The address of a Net2 server without its `/api/v1`, however it was typed: with or without a trailing
 * slash, with the API path, or with the path of the help page (API sheet 1: `/webapihelp`).
 *
 * @returns e.g. `https://net2.example.local:8443`, or with a path where a proxy puts Net2 below one
 * @throws Net2Error `badInput`; the text is not repeated, since an address can carry a password
 */
export function normaliseBaseUrl(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '') throw new Net2Error('badInput', 'The Net2 address is empty.', CURE);
	if (!/^https?:\/\//i.test(trimmed)) {
		throw new Net2Error('badInput', 'The Net2 address must begin with https:// or http://.', CURE);
	}
	if (!URL.canParse(trimmed)) {
		throw new Net2Error('badInput', 'The Net2 address is not a valid URL.', CURE);
	}
	const url = new URL(trimmed);
	if (url.username !== '' || url.password !== '') {
		throw new Net2Error(
			'badInput',
			'The Net2 address holds a user name or a password.',
			'Take them out of the address: operator and password have fields of their own.',
		);
	}
	if (url.search !== '' || url.hash !== '') {
		throw new Net2Error('badInput', 'The Net2 address must not hold a ? or a #.', CURE);
	}
	const path = url.pathname
		.replace(/(?<!\/)\/+$/, '')
		.replace(/\/webapihelp(\/.*)?$/i, '')
		.replace(/\/api(\/v1)?$/i, '')
		.replace(/(?<!\/)\/+$/, '');
	return url.origin + path;
}

/** The address of an API path (`/users/42`) with its query, encoded as {@link encodeQuery} does. */
export function apiUrl(baseUrl: string, path: string, query?: Record<string, string>): string {
	const search = query === undefined ? '' : `?${encodeQuery(query)}`;
	return baseUrl + API_PATH + path + search;
}

/**
 * Query text with every space as `%20` and every quote as `%27`: SQL travels in it (API sheet 12), and not
 * everything between us and Net2 reads a plus sign as a space.
 */
export function encodeQuery(query: Record<string, string>): string {
	return Object.entries(query)
		.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
		.join('&');
}

function encodePart(text: string): string {
	return encodeURIComponent(text).replaceAll("'", '%27');
}
