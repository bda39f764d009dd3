import { startEmulator, type Emulator, type EmulatorOptions, type Switches } from '../../emulator';
import { rehearsalServices } from '../../nodes/PaxtonNet2/host/rehearsalServices';
import { deriveMarkerKey } from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import {
	rehearse,
	type RehearsalFinding,
	type RehearsalSummary,
} from '../../nodes/PaxtonNet2/lifecycle/rehearse/rehearse';
import { isFailure, type Failure } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { parseSiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { createUndiciTransport } from '../../nodes/PaxtonNet2/net2/undiciTransport';
import {
	beginEmailChallenge,
	SessionPool,
	submitCode,
	type Net2Options,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { SharedClock } from './sharedClock';

export const KEY = deriveMarkerKey('rehearse');

/** So that simultaneous requests can take less time than the same requests one after the other. */
const LATENCY = 20;

export interface Site {
	emulator: Emulator;
	clock: SharedClock;
}

export async function startSite(
	switches: Partial<Switches> = {},
	options: EmulatorOptions = {},
	clock = new SharedClock(),
): Promise<Site> {
	const emulator = await startEmulator({
		latency: LATENCY,
		...switches,
		...options,
		clock: clock.forEmulator(),
	});
	return { emulator, clock };
}

export interface Rehearsed {
	result: Awaited<ReturnType<typeof rehearse>>;
	/** Requests that reached the emulator. */
	requests: number;
}

export async function rehearseAt(
	{ emulator, clock }: Site,
	changes: Partial<Net2Options> & { tryCard?: boolean; tryPhoto?: boolean } = {},
): Promise<Rehearsed> {
	const { tryCard = true, tryPhoto = false, ...more } = changes;
	const options: Net2Options = { ...optionsFor({ emulator, clock }), ...more };
	const before = emulator.requests().length;
	const operation = 'connection.rehearse';
	try {
		const result = await rehearse(
			rehearsalServices(options, { operation, markerKey: KEY, tryCard, tryPhoto }),
		);
		return { result, requests: emulator.requests().length - before };
	} finally {
		await options.transport.close();
	}
}

function optionsFor({ emulator, clock }: Site): Net2Options {
	return {
		transport: createUndiciTransport({
			baseUrl: emulator.url,
			maxConnections: 8,
			timeoutMs: 20_000,
			caCertificate: emulator.certificate,
		}),
		clock,
		sessions: new SessionPool(clock),
		credential: { baseUrl: emulator.url, ...emulator.operator, mfaType: 'none' },
	};
}

/** Signs in with a code that Net2 emails, as a person does before a rehearsal. Returns the saved sign-in. */
export async function signInByEmail(site: Site): Promise<string> {
	const { credential, ...options } = optionsFor(site);
	const byEmail: Net2Options = { ...options, credential: { ...credential, mfaType: 'email' } };
	try {
		const begun = await beginEmailChallenge(byEmail);
		if (begun.outcome !== 'codeRequested') throw new Error('Net2 emailed no code.');
		const code = site.emulator.mfa().lastEmailedCode ?? '';
		return (await submitCode(byEmail, begun.challenge, code)).session;
	} finally {
		await options.transport.close();
	}
}

/** The items of a rehearsal that came to its end. */
export function itemsOf({ result }: Rehearsed): {
	findings: RehearsalFinding[];
	summary: RehearsalSummary;
	profile: SiteProfile;
} {
	if (isFailure(result)) throw new Error(`The rehearsal stopped: ${result.error.message}`);
	const findings = result.filter((item) => item.kind === 'finding');
	const summary = result.find((item) => item.kind === 'summary');
	if (summary === undefined) throw new Error('The rehearsal has no summary.');
	return { findings, summary, profile: parseSiteProfile(summary.siteProfile) };
}

export function failureOf({ result }: Rehearsed): Failure['error'] {
	if (!isFailure(result)) throw new Error('The rehearsal came to its end.');
	return result.error;
}

/** Users of the seed `small`. Every other user is one of a rehearsal, whatever a step has done to its name. */
const SEEDED = 4;

export function isOurs({ id }: { id: number }): boolean {
	return id > SEEDED;
}

/** Users that a rehearsal left. */
export function leftIn({ emulator }: Site): number[] {
	const users = [...emulator.world.users.values()];
	return users.filter((user) => !user.deleted && isOurs(user)).map(({ id }) => id);
}
