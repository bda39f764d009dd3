import type { LookupFunction } from 'node:net';
import { EnvHttpProxyAgent } from 'undici';
import { apiUrl, normaliseBaseUrl } from './baseUrl';
import { Net2Error } from './errors';
import type { HttpRequest, HttpResponse, Transport } from './transport';
import { type Interruption, transportFailure } from './transportFailure';
import { trustedWith } from './trust';

export interface UndiciTransportOptions {
	/** As typed; see `normaliseBaseUrl`. */
	baseUrl: string;
	/** PEM, one certificate or several, trusted beside the system's own. */
	caCertificate?: string | undefined;
	allowUnauthorizedCerts?: boolean;
	maxConnections: number;
	/** For a whole request, from connecting to the last byte of the reply. */
	timeoutMs: number;
	/** The host's DNS lookup, where it filters what may be reached. */
	lookup?: LookupFunction;
	/** Throws where the host does not allow the address; asked once, before the first request. */
	validateUrl?: (url: string) => Promise<void>;
}

/** No Net2 reply comes near it; a runaway one must not fill the memory. */
const MAX_REPLY_BYTES = 256 * 1024 * 1024;
/** Below any server's own, so that a connection is not used in the moment the server closes it. */
const KEEP_ALIVE_MS = 4_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The wire: undici with kept connections, a bounded number of them, and proxies from the environment
 * (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), the way n8n's own requests find them. Redirects are not followed.
 *
 * @throws Net2Error `badInput` for an address that is none, `certificate` for a PEM that is none
 */
export function createUndiciTransport(options: UndiciTransportOptions): Transport {
	const baseUrl = normaliseBaseUrl(options.baseUrl);
	const ca = trustedWith(options.caCertificate);
	const security = {
		ca,
		// What was pasted is trusted as it is, whether or not the one who issued it is there too.
		allowPartialTrustChain: ca !== undefined,
		rejectUnauthorized: options.allowUnauthorizedCerts !== true,
	};
	const agent = new EnvHttpProxyAgent({
		connections: options.maxConnections,
		keepAliveTimeout: KEEP_ALIVE_MS,
		connectTimeout: Math.min(CONNECT_TIMEOUT_MS, options.timeoutMs),
		maxResponseSize: MAX_REPLY_BYTES,
		// A whole request has one time limit, below; these two would only cut it short.
		headersTimeout: 0,
		bodyTimeout: 0,
		connect: { ...security, lookup: options.lookup },
		// Beyond a proxy: to Net2 through its tunnel, and to the proxy itself.
		requestTls: security,
		proxyTls: { lookup: options.lookup },
	});

	let allowed: Promise<void> | undefined;
	const checkAllowed = async () => {
		allowed ??= options.validateUrl?.(baseUrl).catch(() => {
			throw new Net2Error(
				'unreachable',
				"n8n's protection against requests to internal addresses does not allow the Net2 server.",
				'Add it to N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES of this n8n.',
			);
		});
		await allowed;
	};

	const exchange = async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
		const encoded = encode(request);
		const { origin, pathname, search } = new URL(apiUrl(baseUrl, request.path, request.query));
		const reply = await agent.request({
			origin,
			path: pathname + search,
			method: request.method,
			...encoded,
			signal,
		});
		return {
			status: reply.statusCode,
			headers: flat(reply.headers),
			body: new Uint8Array(await reply.body.arrayBuffer()),
		};
	};

	return {
		async send(request) {
			await checkAllowed();
			const limits = interruptible(request.signal, request.timeoutMs ?? options.timeoutMs);
			const result = await exchange(request, limits.signal)
				.catch((error: unknown) => transportFailure(error, request, limits.interruption()))
				.finally(limits.release);
			if (result instanceof Net2Error) throw result;
			return result;
		},
		async close() {
			await agent.close();
		},
	};
}

function encode(request: HttpRequest): { headers: Record<string, string>; body?: string } {
	const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
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

/** One signal for the caller's wish to stop and for the time limit, which remembers which of them it was. */
function interruptible(signal: AbortSignal | undefined, timeoutMs: number) {
	const controller = new AbortController();
	let interruption: Interruption | undefined;
	const stop = (kind: Interruption) => {
		interruption ??= kind;
		controller.abort();
	};
	const onCancel = () => stop('cancelled');
	// Not AbortSignal.timeout: that one cannot be ended, and thousands of them would outlive their requests.
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
