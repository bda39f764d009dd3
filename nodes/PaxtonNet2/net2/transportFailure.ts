import { ConnectFailure, type ConnectStage } from './connector';
import { type CallDetails, Net2Error } from './errors';
import {
	detailsOf,
	type Explanation,
	type MaxTlsVersion,
	tlsFailure,
	tlsServer,
} from './tlsFailure';
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
	if (interruption === 'cancelled') {
		return new Net2Error('cancelled', 'The run was cancelled.', '', call);
	}
	const explanation = failed.sent ? undefined : neverSent(error, failed);
	if (explanation !== undefined) return errorOf(explanation, call);
	const write = request.method !== 'GET' && request.changesNothing !== true;
	if (interruption === 'timeout') {
		const timedOut: CallDetails = { ...call, timedOut: true };
		return write
			? lostReply('Net2 did not answer in time', timedOut)
			: new Net2Error(
					'timeout',
					'Net2 did not answer in time.',
					"Try again later, or raise 'Timeout' in the options of the node.",
					timedOut,
				);
	}
	if (isTlsAnswer(error, failed)) return errorOf(tlsServer(), call);
	if (error instanceof ReplyTooLarge) {
		const what = `The reply of Net2 was larger than ${failed.maxReplyMiB} MiB, the most that the node accepts`;
		return write
			? lostReply(what, call)
			: new Net2Error(
					'badReply',
					`${what}.`,
					"Check that 'Base URL' in the credential is the address of the Net2 Local API. If the site has so many users, raise 'Max Reply Size' in the credential.",
					call,
				);
	}
	const brokeOff: CallDetails = { ...call, brokeOff: true };
	return write
		? lostReply('The connection to Net2 broke before the whole reply arrived', brokeOff)
		: new Net2Error(
				'unreachable',
				'The connection to Net2 broke before the whole reply arrived.',
				failed.isTls
					? 'Check that the Net2 services run, and try again.'
					: "Check that the Net2 services run, and try again. If the port is 8443, write https:// in 'Base URL'.",
				brokeOff,
			);
}

/** Undefined if the request only waited for a free connection. */
function neverSent(error: unknown, failed: FailedRequest): Explanation | undefined {
	const { interruption, stage, maxTlsVersion, route, isTls } = failed;
	if (interruption === 'timeout') {
		if (stage === 'tls') return tlsFailure(undefined, maxTlsVersion);
		if (stage === 'tcp') return notReached(undefined, route);
		return route.proxy === undefined ? undefined : proxyFailure(undefined, route.proxy);
	}
	if (error instanceof ConnectFailure) {
		return error.stage === 'tls'
			? tlsFailure(error.reported, maxTlsVersion)
			: notReached(error.reported, route);
	}
	const proxy = route.proxy ?? 'of this n8n';
	if (error instanceof ProxyFailure) return proxyFailure(error.reported, proxy);
	const { code } = detailsOf(error);
	if (code === 'UND_ERR_ABORTED') return proxyFailure(error, proxy);
	if (code === 'UND_ERR_HEADERS_TIMEOUT') return proxyFailure(undefined, proxy);
	// What remains comes from the handshake inside the tunnel of a proxy.
	if (code === 'UND_ERR_CONNECT_TIMEOUT') return tlsFailure(undefined, maxTlsVersion);
	return isTls ? tlsFailure(error, maxTlsVersion) : notReached(error, route);
}

/** A TLS alert is what a TLS server sends to a client that speaks plain http. */
function isTlsAnswer(error: unknown, { isTls }: FailedRequest): boolean {
	if (isTls || !(error instanceof Error) || error.name !== 'HTTPParserError') return false;
	return 'data' in error && typeof error.data === 'string' && error.data.startsWith('\u0015\u0003');
}

function errorOf({ reason, message, remedy, lasting }: Explanation, call: CallDetails): Net2Error {
	return new Net2Error(reason, message, remedy, lasting === true ? { ...call, lasting } : call);
}

function lostReply(what: string, call: CallDetails): Net2Error {
	return new Net2Error(
		'unknownOutcome',
		`${what}, so Net2 may or may not have made the change.`,
		'Check the user in Net2, or run the operation again. It reads before it writes.',
		call,
	);
}
