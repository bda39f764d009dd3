import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { credentialMessages } from '../messages/credential';
import { failure } from '../net2/errors';
import { openNet2, type Net2Options } from '../net2/openNet2';
import { maxRequestsFor } from '../net2/concurrencyLimiter';
import { parseSiteProfile, type SiteProfile } from '../net2/siteProfile';
import { createUndiciTransport, type UndiciTransportOptions } from '../net2/undiciTransport';
import { hostClock } from './clock';
import { connectionWarnings, CREDENTIAL, readCredential, type HostCredential } from './credential';
import { eventDialects, keysOf } from './processState';
import { requestSettings } from './requestSettings';
import { sessions } from './sessions';

/** An execution, a list in the editor, or a poll. */
export type Context = Pick<
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	'getCredentials' | 'helpers'
>;

export interface ClientSettings
	extends Pick<Net2Options, 'session' | 'signal' | 'signInPolicy' | 'callPolicy' | 'store'> {
	maxConcurrency: number;
	timeoutMs: number;
}

type Helpers = Context['helpers'];
/** How n8n limits what may be reached. */
export type Egress = Pick<UndiciTransportOptions, 'lookup' | 'validateUrl'>;

/**
 * A client for the credential of the node. The caller closes it.
 *
 * @returns also what makes the connection insecure, for the run to show once
 */
export async function openClient(context: Context, settings: ClientSettings) {
	const { options, credential } = await optionsOf(context, settings);
	const siteProfile = profileOf(credential);
	const profiled = siteProfile && requestSettings(siteProfile);
	const maxConcurrency = profiled?.initialRequests ?? settings.maxConcurrency;
	const net2 = openNet2({
		...options,
		initialRequests: maxConcurrency,
		maxQueryLength: profiled?.maxQueryLength,
		eventDialect: eventDialects.get(credential.signIn.baseUrl) ?? profiled?.eventDialect,
	});
	return {
		net2,
		timeZone: credential.timeZone,
		siteProfile,
		maxConcurrency,
		keys: keysOf(credential),
		warnings: connectionWarnings(credential),
		/** Ends the connections, and keeps for the next client what this one has found out about the server. */
		async close() {
			const dialect = net2.events.dialect();
			if (dialect !== undefined) eventDialects.set(credential.signIn.baseUrl, dialect);
			await net2.close();
		},
	};
}

/** Throws `badInput` for text that is no site profile. */
function profileOf({ siteProfile }: HostCredential): SiteProfile | undefined {
	return siteProfile === undefined ? undefined : parseSiteProfile(siteProfile);
}

/** The credential of the node, and what the core needs to sign in with it. The caller closes the transport. */
export async function optionsOf(
	context: Context,
	settings: ClientSettings,
): Promise<{ options: Net2Options; credential: HostCredential }> {
	const credential = readCredential(await context.getCredentials(CREDENTIAL).catch(unreadable));
	const options: Net2Options = {
		...settings,
		transport: transportFor(credential, settings, egressOf(context)),
		clock: hostClock,
		credential: credential.signIn,
		siteProfile: credential.siteProfile,
		sessions,
	};
	return { options, credential };
}

/** The transport to the server of a credential, with its certificate and within the given limits. */
export function transportFor(
	{ signIn, caCertificate, allowUnauthorizedCerts, maxTlsVersion, maxReplyMiB }: HostCredential,
	{ maxConcurrency, timeoutMs }: Pick<ClientSettings, 'maxConcurrency' | 'timeoutMs'>,
	egress: Egress = {},
) {
	return createUndiciTransport({
		baseUrl: signIn.baseUrl,
		caCertificate,
		allowUnauthorizedCerts,
		maxTlsVersion,
		maxReplyMiB,
		maxConnections: maxRequestsFor(maxConcurrency),
		timeoutMs,
		...egress,
	});
}

function unreadable(): never {
	throw failure(credentialMessages.unreadableCredential);
}

/** n8n's protection against requests into its own network, for clients other than n8n's. Older versions have none. */
export function egressOf({ helpers }: { helpers: Pick<Helpers, 'getSecureEgressFilter'> }): Egress {
	if (typeof helpers.getSecureEgressFilter !== 'function') return {};
	const filter = helpers.getSecureEgressFilter();
	return {
		lookup: filter.createSecureLookup(),
		async validateUrl(url) {
			const judgement = await filter.validateUrl(url);
			if (!judgement.ok) throw judgement.error;
		},
	};
}
