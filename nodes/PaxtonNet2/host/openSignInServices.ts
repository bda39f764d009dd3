import type { IExecuteFunctions } from 'n8n-workflow';
import { ReferenceData } from '../lifecycle/run/referenceData';
import type { ConnectionProbe } from '../lifecycle/connectionCheck/checkConnection';
import type { Run } from '../lifecycle/run/request';
import { openNet2, type Net2Options } from '../net2/openNet2';
import { DIALOG_RETRY_POLICY } from '../net2/retry';
import { readServerCertificate } from '../net2/serverCertificate';
import { hostClock } from './clock';
import { connectionWarnings, type HostCredential } from './credential';
import { egressOf, optionsOf } from './openClient';
import type { RunSettings } from './openRun';
import { keysOf, processState } from './processState';
import { tokenStoreOf } from './tokenStore';

const HANDSHAKE_TIMEOUT_MS = 10_000;

/** What the operations on the connection work with. */
export interface SignInServices {
	options: Net2Options;
	run: Run;
	probe: ConnectionProbe;
	close(): Promise<void>;
}

/**
 * The caller closes it. In the editor a person waits, so a server that cannot be reached is reported at once. A run of an
 * active workflow outlives a restart of the Net2 service.
 */
export async function openSignInServices(
	context: IExecuteFunctions,
	operation: string,
	settings: RunSettings,
	onFault: (fault: unknown) => void,
): Promise<SignInServices> {
	const signal = context.getExecutionCancelSignal();
	const store = tokenStoreOf(context);
	const { options, credential } = await optionsOf(context, {
		...settings,
		signal,
		store,
		...(context.getMode() === 'manual' && { signInPolicy: DIALOG_RETRY_POLICY }),
	});
	const warnings = connectionWarnings(credential);
	for (const message of warnings)
		context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
	const net2 = openNet2(options);
	const run: Run = {
		operation,
		net2,
		clock: hostClock,
		reference: new ReferenceData(net2),
		siteWarnings: new Set(),
		processState,
		...keysOf(credential),
		timeoutMs: settings.timeoutMs,
		siteZone: credential.timeZone,
		workflowZone: context.getTimezone(),
		maxUsersInFlight: settings.maxConcurrency,
		signal,
		onFault,
	};
	const probe: ConnectionProbe = {
		certificate: async () =>
			await readServerCertificate({
				baseUrl: credential.signIn.baseUrl,
				caCertificate: credential.caCertificate,
				maxTlsVersion: credential.maxTlsVersion,
				timeoutMs: Math.min(settings.timeoutMs, HANDSHAKE_TIMEOUT_MS),
				...egressOf(context),
			}),
		signIn: async () => await net2.session.ensure(),
		state() {
			const state = net2.session.state();
			return state === undefined
				? undefined
				: { ...state, answeredBy: answeredBy(credential.signIn) };
		},
		sealed: async () => await net2.session.sealed(),
		warnings,
		siteProfile: credential.siteProfile,
	};
	return { options, run, probe, close: async () => await net2.close() };
}

function answeredBy({ mfaType, mfaSecret }: HostCredential['signIn']) {
	if (mfaType === 'none') return 'none';
	return mfaType === 'otp' && mfaSecret !== undefined ? 'authenticator' : 'person';
}
