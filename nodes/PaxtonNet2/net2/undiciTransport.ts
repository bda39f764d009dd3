import type { LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { serverMessages } from '../messages/server';
import { tlsMessages } from '../messages/tls';
import { apiUrl, normaliseBaseUrl } from './baseUrl';
import { createConnector } from './connector';
import { failure } from './errors';
import type { MaxTlsVersion } from './tlsFailure';
import type { HttpRequest, HttpResponse, Transport } from './transport';
import { type Interruption, ProxyFailure, transportFailure } from './transportFailure';
import { wholeOf } from './wholeReply';
import { trustedWith } from './trust';
import { VERSION } from './version';

export interface UndiciTransportOptions {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	/** PEM, one certificate or several, trusted in addition to the system's store. */
	caCertificate?: string | undefined;
	allowUnauthorizedCerts?: boolean | undefined;
	/** `1.2` for servers and firewalls that do not cope with TLS 1.3. */
	maxTlsVersion?: MaxTlsVersion | undefined;
	maxConnections: number;
	/** For a whole request, from connecting to the last byte of the reply. */
	timeoutMs: number;
	/** The longest reply that is read, in MiB: {@link DEFAULT_REPLY_MIB} by default. */
	maxReplyMiB?: number | undefined;
	/** The host's DNS lookup, if it filters what may be reached. */
	lookup?: LookupFunction | undefined;
	/** Rejects if the host does not allow the address. Called once, before the first request. */
	validateUrl?: ((url: string) => Promise<void>) | undefined;
}

/** The user list of the largest sites stays below it, and a runaway reply must not fill the memory. */
export const DEFAULT_REPLY_MIB = 32;
/** Shorter than any server's own, so that a connection is not used in the moment the server closes it. */
const KEEP_ALIVE_MS = 4_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Of the time-out of a request, so that a connection that fails is reported as such. */
const CONNECT_SHARE = 0.8;
const USER_AGENT = `n8n-nodes-paxton-net2/${VERSION}`;

/**
 * The transport over undici, with kept connections and a bounded number of them. It uses the proxies of the environment
 * (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) in the same way as n8n's own requests. It does not follow redirects.
 *
 * @throws Net2Error `badInput` for an invalid address, `certificate` for an invalid PEM text
 */
export function createUndiciTransport(options: UndiciTransportOptions): Transport {
	const baseUrl = normaliseBaseUrl(options.baseUrl);
	const { host, protocol } = new URL(baseUrl);
	const { lookup, maxTlsVersion = 'default', maxReplyMiB = DEFAULT_REPLY_MIB } = options;
	const connectTimeout = Math.min(CONNECT_TIMEOUT_MS, options.timeoutMs * CONNECT_SHARE);
	const security = securityOf(options);
	const connector = createConnector(security, { timeoutMs: connectTimeout, lookup });
	const agent = new EnvHttpProxyAgent({
		connections: options.maxConnections,
		keepAliveTimeout: KEEP_ALIVE_MS,
		// A whole request has one time limit, see below. These two would only end it earlier.
		headersTimeout: 0,
		bodyTimeout: 0,
		connect: connector.connect,
		// The TLS inside the tunnel of a proxy.
		requestTls: { ...security, timeout: connectTimeout },
		clientFactory: (proxy) => proxyPool(proxy, connectTimeout, lookup),
	});
	const proxy = proxyNameFor(protocol, process.env);

	let allowed: Promise<void> | undefined;
	const checkAllowed = async () => {
		allowed ??= options.validateUrl?.(baseUrl).catch(() => {
			throw failure(serverMessages.addressBlocked, {}, { lasting: true });
		});
		await allowed;
	};

	const limitOf = (request: HttpRequest) => Math.min(request.maxReplyMiB ?? Infinity, maxReplyMiB);

	return {
		async send(request) {
			await checkAllowed();
			const limits = interruptible(request.signal, request.timeoutMs ?? options.timeoutMs);
			let sent = false;
			const onSent = () => {
				sent = true;
			};
			let response: HttpResponse;
			try {
				const { headers, body } = encode(request);
				const { origin, pathname, search } = new URL(apiUrl(baseUrl, request.path, request.query));
				const reply = await agent.compose(reportStart(onSent)).request({
					origin,
					path: pathname + search,
					method: request.method,
					headers,
					...(body !== undefined && { body }),
					signal: limits.signal,
				});
				response = {
					status: reply.statusCode,
					headers: flat(reply.headers),
					body: await wholeOf(reply.body, limitOf(request)),
				};
			} catch (error) {
				throw transportFailure(error, {
					request,
					interruption: limits.interruption(),
					sent,
					stage: connector.pendingStage(),
					isTls: protocol === 'https:',
					maxTlsVersion,
					maxReplyMiB: limitOf(request),
					route: { host, proxy },
				});
			} finally {
				limits.release();
			}
			if (protocol === 'http:' && expectsTls(response)) {
				throw failure(tlsMessages.tlsServer, {}, { method: request.method, lasting: true });
			}
			return response;
		},
		async close() {
			await agent.close();
		},
	};
}

function securityOf(options: UndiciTransportOptions) {
	const ca = trustedWith(options.caCertificate);
	return {
		...(ca !== undefined && { ca }),
		// A pasted certificate is trusted as it is, even if the certificate of its issuer is missing.
		allowPartialTrustChain: ca !== undefined,
		rejectUnauthorized: options.allowUnauthorizedCerts !== true,
		...(options.maxTlsVersion === '1.2' && { maxVersion: 'TLSv1.2' as const }),
	};
}

/** The connections to a proxy. Their failures are marked, because they say nothing about the Net2 server. */
function proxyPool(proxy: URL, timeoutMs: number, lookup: LookupFunction | undefined): Pool {
	const { connect } = createConnector({}, { timeoutMs, lookup });
	return new Pool(proxy, {
		headersTimeout: timeoutMs,
		connect: (target, done) =>
			connect(target, (error, socket) => {
				if (error === null) done(null, socket);
				else done(new ProxyFailure('reported' in error ? error.reported : error), null);
			}),
	});
}

/**
 * The proxy for a scheme, without the user and password that its address may contain. The order is undici's.
 *
 * @returns e.g. `proxy.example.local:3128`; undefined if none is set
 */
export function proxyNameFor(protocol: string, env: NodeJS.ProcessEnv): string | undefined {
	const http = env['http_proxy'] ?? env['HTTP_PROXY'];
	const https = env['https_proxy'] ?? env['HTTPS_PROXY'];
	const address = protocol === 'https:' && https !== undefined && https !== '' ? https : http;
	return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

/** undici calls one of them when the connection is up, just before it writes the first byte of the request. */
const START: ReadonlySet<string | symbol> = new Set(['onRequestStart', 'onConnect']);

function reportStart(onSent: () => void): Dispatcher.DispatcherComposeInterceptor {
	return (dispatch) => (options, handler) =>
		dispatch(
			options,
			new Proxy(handler, {
				get(target, name) {
					const member: unknown = Reflect.get(target, name);
					if (typeof member !== 'function') return member;
					return (...args: unknown[]): unknown => {
						if (START.has(name)) onSent();
						return Reflect.apply(member, target, args);
					};
				},
			}),
		);
}

/** The page of nginx for plain http on its https port (docs/net2-api.md). */
function expectsTls({ status, body }: HttpResponse): boolean {
	if (status !== 400 || body.length > 2_000) return false;
	return /plain HTTP request was sent to HTTPS port/i.test(new TextDecoder().decode(body));
}

function encode(request: HttpRequest): { headers: Record<string, string>; body?: string } {
	const headers: Record<string, string> = {
		accept: 'application/json',
		'user-agent': USER_AGENT,
		...request.headers,
	};
	if (request.body === undefined) return { headers };
	if ('form' in request.body) {
		headers['content-type'] = 'application/x-www-form-urlencoded';
		return { headers, body: new URLSearchParams(request.body.form).toString() };
	}
	headers['content-type'] = 'application/json; charset=utf-8';
	return { headers, body: JSON.stringify(request.body.json) };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : (value ?? ''),
		]),
	);
}

/** One signal for a cancellation by the caller and for the time limit, which remembers which of them came first. */
function interruptible(signal: AbortSignal | undefined, timeoutMs: number) {
	const controller = new AbortController();
	let interruption: Interruption | undefined;
	const stop = (kind: Interruption) => {
		interruption ??= kind;
		controller.abort();
	};
	const onCancel = () => stop('cancelled');
	// AbortSignal.timeout cannot be ended, and thousands of them would outlive their requests.
	const timer = setTimeout(() => stop('timeout'), timeoutMs);
	if (signal?.aborted) onCancel();
	signal?.addEventListener('abort', onCancel, { once: true });
	return {
		signal: controller.signal,
		interruption: () => interruption,
		release: () => {
			signal?.removeEventListener('abort', onCancel);
			clearTimeout(timer);
		},
	};
}
