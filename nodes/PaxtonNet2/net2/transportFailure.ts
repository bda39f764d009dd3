import { serverMessages } from '../messages/server';
import { tlsMessages } from '../messages/tls';
import { ConnectFailure, type ConnectStage } from './connector';
import { type CallDetails, failure, type Net2Error } from './errors';
import { detailsOf, type MaxTlsVersion, tlsFailure } from './tlsFailure';
import type { HttpRequest } from './transport';
import { notReached, proxyFailure, type Route } from './unreachable';
import { ReplyTooLarge } from './wholeReply';

/** Why the client itself ended a request. */
export type Interruption = 'cancelled' | 'timeout';

/** What is known about a request that brought no complete reply. */
export interface FailedRequest {
	request: HttpRequest;
	interruption?: Interruption | undefined;
	/** Whether the first byte of the request was written. */
	sent: boolean;
	/** The connection attempt that was still under way. */
	stage?: ConnectStage | undefined;
	isTls: boolean;
	maxTlsVersion: MaxTlsVersion;
	/** What this request accepts at most. */
	maxReplyMiB: number;
	route: Route;
}

/** The client could not connect to the proxy, or the proxy did not answer. */
export class ProxyFailure extends Error {
	override readonly name = 'ProxyFailure';

	constructor(readonly reported: unknown) {
		super('The proxy did not answer.');
	}
}

/**
 * The error for a request that brought no complete reply. It never keeps the error of the wire, because that can contain
 * the request and its headers. A write gets `unreachable`, `tls` or `certificate` only if nothing was sent, and
 * `unknownOutcome` otherwise.
 */
export function transportFailure(error: unknown, failed: FailedRequest): Net2Error {
	const { request, interruption } = failed;
	const call: CallDetails = { method: request.method };
	if (interruption === 'cancelled') return failure(serverMessages.cancelled, {}, call);
	const notSent = failed.sent ? undefined : neverSent(error, failed, call);
	if (notSent !== undefined) return notSent;
	const write = request.method !== 'GET' && request.changesNothing !== true;
	if (interruption === 'timeout') {
		return failure(
			write ? serverMessages.writeTimedOut : serverMessages.readTimedOut,
			{},
			{ ...call, timedOut: true },
		);
	}
	if (isTlsAnswer(error, failed))
		return failure(tlsMessages.tlsServer, {}, { ...call, lasting: true });
	if (error instanceof ReplyTooLarge) {
		return failure(
			write ? serverMessages.writeTooLarge : serverMessages.readTooLarge,
			{ most: failed.maxReplyMiB },
			call,
		);
	}
	const brokeOff: CallDetails = { ...call, brokeOff: true };
	if (write) return failure(serverMessages.writeBrokeOff, {}, brokeOff);
	return failure(
		failed.isTls ? serverMessages.readBrokeOff : serverMessages.httpReadBrokeOff,
		{},
		brokeOff,
	);
}

/** Undefined if the request only waited for a free connection. */
function neverSent(
	error: unknown,
	failed: FailedRequest,
	call: CallDetails,
): Net2Error | undefined {
	const { interruption, stage, maxTlsVersion, route, isTls } = failed;
	if (interruption === 'timeout') {
		if (stage === 'tls') return tlsFailure(undefined, maxTlsVersion, call);
		if (stage === 'tcp') return notReached(undefined, route, call);
		return route.proxy === undefined ? undefined : proxyFailure(undefined, route.proxy, call);
	}
	if (error instanceof ConnectFailure) {
		return error.stage === 'tls'
			? tlsFailure(error.reported, maxTlsVersion, call)
			: notReached(error.reported, route, call);
	}
	const proxy = route.proxy ?? 'of this n8n';
	if (error instanceof ProxyFailure) return proxyFailure(error.reported, proxy, call);
	const { code } = detailsOf(error);
	if (code === 'UND_ERR_ABORTED') return proxyFailure(error, proxy, call);
	if (code === 'UND_ERR_HEADERS_TIMEOUT') return proxyFailure(undefined, proxy, call);
	// What remains comes from the handshake inside the tunnel of a proxy.
	if (code === 'UND_ERR_CONNECT_TIMEOUT') return tlsFailure(undefined, maxTlsVersion, call);
	return isTls ? tlsFailure(error, maxTlsVersion, call) : notReached(error, route, call);
}

/** A TLS alert is what a TLS server sends to a client that speaks plain http. */
function isTlsAnswer(error: unknown, { isTls }: FailedRequest): boolean {
	if (isTls || !(error instanceof Error) || error.name !== 'HTTPParserError') return false;
	return 'data' in error && typeof error.data === 'string' && error.data.startsWith('\u0015\u0003');
}
