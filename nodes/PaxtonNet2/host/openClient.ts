import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { Net2Error } from '../net2/errors';
import { openNet2, type Net2Options } from '../net2/openNet2';
import { maxRequestsFor } from '../net2/concurrencyLimiter';
import { createUndiciTransport, type UndiciTransportOptions } from '../net2/undiciTransport';
import { hostClock } from './clock';
import { CREDENTIAL, readCredential, type HostCredential } from './credential';
import { sessions } from './sessions';

/** Whatever n8n runs us in: an execution, a list in the editor, or a poll. */
export type Context = Pick<
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	'getCredentials' | 'helpers'
>;

export interface ClientSettings extends Pick<Net2Options, 'session' | 'signal' | 'store'> {
	maxConcurrency: number;
	timeoutMs: number;
}

type Helpers = Context['helpers'];
type Egress = Pick<UndiciTransportOptions, 'lookup' | 'validateUrl'>;

/** A client for the credential of the node. Whoever opens it closes it. */
export async function openClient(context: Context, settings: ClientSettings) {
	const { options, credential } = await optionsOf(context, settings);
	return { net2: openNet2(options), timeZone: credential.timeZone };
}

/** The credential of the node, and what the core needs to sign in with it. Whoever asks closes the transport. */
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
		sessions,
	};
	return { options, credential };
}

/** The wire to the server of a credential, with its certificate and within the limits given. */
export function transportFor(
	{ signIn, caCertificate, allowUnauthorizedCerts }: HostCredential,
	{ maxConcurrency, timeoutMs }: Pick<ClientSettings, 'maxConcurrency' | 'timeoutMs'>,
	egress: Egress = {},
) {
	return createUndiciTransport({
		baseUrl: signIn.baseUrl,
		caCertificate,
		allowUnauthorizedCerts,
		maxConnections: maxRequestsFor(maxConcurrency),
		timeoutMs,
		...egress,
	});
}

function unreadable(): never {
	throw new Net2Error(
		'badInput',
		'The credential of this node could not be read.',
		'Choose a Paxton Net2 API credential in the node, and check that this workflow may use it.',
	);
}

/** n8n's protection against requests into its own network, for clients that are not n8n's; older versions have none. */
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
