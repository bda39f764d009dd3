import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import type { Egress } from './openClient';

/** n8n checks an address before it connects, so the request itself may fail soon. */
const TIMEOUT_MS = 2_000;

/**
 * n8n's protection against requests into its own network, for the test of a credential. A credential test gets no filter
 * from n8n, only `helpers.request`, which is protected. So one request without credentials goes through it first, and one
 * to each address of the name. The test then connects to exactly these addresses, and not to what the name resolves to a
 * moment later.
 *
 * @param env of this process; its list of allowed names is n8n's own setting
 */
export function credentialTestEgress(
	{ helpers }: Pick<ICredentialTestFunctions, 'helpers'>,
	env: NodeJS.ProcessEnv = process.env,
): Required<Egress> {
	let host = '';
	let resolved: Promise<LookupAddress[]> | undefined;

	const isBlocked = async (url: string): Promise<boolean> =>
		await helpers
			.request({
				method: 'HEAD',
				uri: url,
				timeout: TIMEOUT_MS,
				rejectUnauthorized: false,
				followRedirect: false,
				simple: false,
				resolveWithFullResponse: true,
			})
			.then(
				() => false,
				// Whatever else is wrong, the client itself finds out and explains it.
				(error: unknown) => error instanceof Error && /^Ssrf/i.test(error.name),
			);

	const lookup: LookupFunction = (name, options, done) => {
		if (name !== host || resolved === undefined) return resolveName(name, options, done);
		resolved.then(
			(addresses) => {
				const [first] = addresses;
				if (options.all === true || first === undefined) done(null, addresses);
				else done(null, first.address, first.family);
			},
			(error: NodeJS.ErrnoException) => done(error, []),
		);
		return undefined;
	};

	return {
		lookup,
		async validateUrl(baseUrl) {
			const url = new URL(baseUrl);
			host = url.hostname.replace(/^\[|\]$/g, '');
			resolved = isIP(host) === 0 ? resolveAll(host) : undefined;
			const addresses = await (resolved ?? Promise.resolve([])).catch(() => []);
			const [nameBlocked, ...addressesBlocked] = await Promise.all(
				[url.origin, ...addresses.map((address) => originOf(url, address))].map(isBlocked),
			);
			const blocked = addressesBlocked.includes(true) && !isAllowedName(host, env);
			if (nameBlocked === true || blocked) throw new Error('n8n does not allow this address.');
		},
	};
}

async function resolveAll(host: string): Promise<LookupAddress[]> {
	return await new Promise((resolve, reject) => {
		resolveName(host, { all: true }, (error, addresses) => {
			if (error === null) resolve(addresses);
			else reject(error);
		});
	});
}

function originOf({ protocol, port }: URL, { address, family }: LookupAddress): string {
	const host = family === 6 ? `[${address}]` : address;
	return `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
}

/** Names that the administrator allows, whatever their address: `net2.example.local` or `*.example.local`. */
function isAllowedName(host: string, env: NodeJS.ProcessEnv): boolean {
	const name = host.toLowerCase();
	return (env['N8N_SSRF_ALLOWED_HOSTNAMES'] ?? '')
		.split(',')
		.map((pattern) => pattern.trim().toLowerCase())
		.some((pattern) =>
			pattern.startsWith('*.')
				? name.endsWith(pattern.slice(1)) && name.length > pattern.length - 1
				: pattern === name,
		);
}
