import { serverMessages } from '../messages/server';
import { type CallDetails, failure, type Net2Error } from './errors';
import { detailsOf } from './tlsFailure';

/** Where a connection was to go: `net2.example.local:8443`, and the proxy on the way, if there is one. */
export interface Route {
	host: string;
	proxy?: string | undefined;
}

/**
 * The error for a connection that was never made, at the level of names and TCP.
 *
 * @param error what Node reported; undefined if nothing answered in time
 * @returns undefined for an error that says nothing about the connection
 */
export function notReached(
	error: unknown,
	{ host }: Route,
	call: CallDetails,
): Net2Error | undefined {
	if (error === undefined) return failure(serverMessages.noConnection, { host }, call);
	switch (detailsOf(error).code) {
		case 'ENOTFOUND':
			return failure(serverMessages.unknownHost, { host }, call);
		case 'EAI_AGAIN':
			return failure(serverMessages.hostNotResolved, { host }, call);
		case 'ECONNREFUSED':
			return failure(serverMessages.connectionRefused, { host }, call);
		case 'ECONNRESET':
			return failure(serverMessages.connectionClosed, { host }, call);
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'EHOSTDOWN':
		case 'UND_ERR_CONNECT_TIMEOUT':
			return failure(serverMessages.noConnection, { host }, call);
		default:
			return isBlocked(error)
				? failure(serverMessages.addressBlocked, {}, { ...call, lasting: true })
				: undefined;
	}
}

/** n8n's filter also checks each address at the moment of the connection. */
function isBlocked(error: unknown): boolean {
	return error instanceof Error && /^Ssrf/i.test(error.name);
}

/** The error for a proxy that did not open the way to Net2. */
export function proxyFailure(error: unknown, proxy: string, call: CallDetails): Net2Error {
	const { code, text } = detailsOf(error);
	const status = /Proxy response \((\d{3})\)/.exec(text)?.[1];
	if (status === '407') return failure(serverMessages.proxyNeedsPassword, { proxy }, call);
	if (status !== undefined) return failure(serverMessages.proxyAnswered, { proxy, status }, call);
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return failure(serverMessages.proxyUnknown, { proxy }, call);
	if (code === 'ECONNREFUSED') return failure(serverMessages.proxyRefuses, { proxy }, call);
	return failure(serverMessages.proxySilent, { proxy }, call);
}
