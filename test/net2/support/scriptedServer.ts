import { type Emulator, type EmulatorOptions, startEmulator } from '../../../emulator';
import type { Net2Options } from '../../../nodes/PaxtonNet2/net2/openNet2';
import { FakeClock } from './fakeClock';
import { optionsFor } from './openClient';

export const EMULATOR_SECRET = 'NET2 EMUL ATOR SECR ETNE T2EM ULAT ORAB';

/** The emulator on a clock that only tests move, far from the real date. */
export async function scriptedServer(
	options: EmulatorOptions = {},
	clock = new FakeClock(Date.parse('2031-03-04T10:00:05Z')),
): Promise<{ emulator: Emulator; clock: FakeClock }> {
	const emulator = await startEmulator({ ...options, clock: { now: () => new Date(clock.now()) } });
	return { emulator, clock };
}

/** Options for a client of the emulator, with its own operator. */
export function scriptedServerOptions(
	emulator: Emulator,
	clock: FakeClock,
	overrides: Parameters<typeof optionsFor>[1] = {},
): Net2Options & { clock: FakeClock } {
	const { mfa, ...rest } = overrides;
	return optionsFor(
		{ baseUrl: emulator.url },
		{ ...rest, clock, mfa: { ...emulator.operator, ...mfa } },
	);
}

/** How many requests each sign-in route got, by method and path. */
export function counted(emulator: Emulator, route: string): number {
	return emulator
		.requests()
		.filter((one) => `${one.method} ${one.path.replace(/^\/api\/v1/, '')}` === route).length;
}
