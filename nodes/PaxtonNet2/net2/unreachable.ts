import { detailsOf, type Explanation } from './tlsFailure';

/** Where a connection was to go: `net2.example.local:8443`, and the proxy on the way, if there is one. */
export interface Route {
	host: string;
	proxy?: string | undefined;
}

const LISTENER =
	"Check the port in 'Base URL' of the credential. Net2 uses 8443 for https and 8080 for http. Check that the Local " +
	'API is enabled in the Net2 configuration utility, and that the Net2 Nginx Service runs.';

/**
 * Explains a connection that was never made, at the level of names and TCP.
 *
 * @param error what Node reported; undefined if nothing answered in time
 * @returns undefined for an error that says nothing about the connection
 */
export function notReached(error: unknown, { host }: Route): Explanation | undefined {
	const unreachable = (message: string, remedy: string): Explanation => ({
		reason: 'unreachable',
		message,
		remedy,
	});
	if (error === undefined) {
		return unreachable(
			`Nothing answered the connection attempt to the Net2 server ${host}.`,
			"Check 'Base URL' in the credential, and the firewall between this machine and the server.",
		);
	}
	const { code } = detailsOf(error);
	switch (code) {
		case 'ENOTFOUND':
			return unreachable(
				`The host name of the Net2 server ${host} is unknown.`,
				"Check 'Base URL' in the credential, and that this machine can resolve the name.",
			);
		case 'EAI_AGAIN':
			return unreachable(
				`The host name of the Net2 server ${host} could not be resolved just now.`,
				'Check the DNS settings of this machine, and try again.',
			);
		case 'ECONNREFUSED':
			return unreachable(`The Net2 server ${host} refuses connections on this port.`, LISTENER);
		case 'ECONNRESET':
			return unreachable(
				`The Net2 server ${host} closed the connection at once.`,
				'Check that the Net2 services run and that no firewall blocks this machine.',
			);
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'EHOSTDOWN':
		case 'UND_ERR_CONNECT_TIMEOUT':
			return notReached(undefined, { host });
		default:
			return blocked(error);
	}
}

/** n8n's filter also checks each address at the moment of the connection. */
export function blocked(error: unknown): Explanation | undefined {
	if (!(error instanceof Error) || !/^Ssrf/i.test(error.name)) return undefined;
	return egressBlocked();
}

/** The explanation for an address that this n8n does not allow. */
export function egressBlocked(): Explanation {
	return {
		reason: 'unreachable',
		message: "n8n's protection against requests to internal addresses blocks the Net2 server.",
		remedy:
			'Add the server to N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES of this n8n, and restart n8n.',
		lasting: true,
	};
}

/** Explains a proxy that did not open the way to Net2. */
export function proxyFailure(error: unknown, proxy: string): Explanation {
	const { code, text } = detailsOf(error);
	const status = /Proxy response \((\d{3})\)/.exec(text)?.[1];
	const what =
		status !== undefined
			? `answered ${status} instead of connecting to the Net2 server`
			: code === 'ENOTFOUND' || code === 'EAI_AGAIN'
				? 'has an unknown host name'
				: code === 'ECONNREFUSED'
					? 'refuses connections'
					: 'does not answer';
	return {
		reason: 'unreachable',
		message: `The proxy ${proxy} ${what}. Nothing was sent to the Net2 server.`,
		remedy:
			status === '407'
				? 'Add user and password to HTTPS_PROXY or HTTP_PROXY of this n8n. Or list the Net2 server in NO_PROXY.'
				: 'Check HTTPS_PROXY and HTTP_PROXY of this n8n. Or list the Net2 server in NO_PROXY to connect directly.',
	};
}
