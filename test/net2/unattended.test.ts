import { expect, it } from 'vitest';
import {
	beginEmailChallenge,
	openNet2,
	SessionPool,
	submitCode,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { MemoryStore } from './support/memoryStore';
import { scriptedServer, scriptedServerOptions } from './support/scriptedServer';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60;
/** Every so many minutes from the start on, in a week. */
const every = (minutes: number) =>
	Array.from({ length: Math.ceil(WEEK / minutes) }, (_, nth) => nth * minutes);

/**
 * A week of an execution every 15 minutes with codes by email, on one clock for both sides. At which minutes is a
 * person needed? The process restarts once a day.
 */
it.each([
	['slide', { refreshSlides: true }, [0]],
	['rotate and slide', { refreshSlides: true, refreshRotates: true }, [0]],
	// Two hours after a code the last token is fetched, and it lives for half an hour.
	['do not slide', {}, every(150)],
	// Nothing renews the token then, and it lives for half an hour.
	['need the second factor too', { refreshSlides: true, refreshNeedsMfa: true }, every(30)],
])('a person is needed when the refresh tokens %s', async (_how, switches, minutes) => {
	const { emulator, clock } = await scriptedServer({ mfa: 'email', ...switches });
	const store = new MemoryStore();
	let sessions = new SessionPool(clock);
	const needed: number[] = [];
	const begin = clock.now();
	for (let minute = 0; minute < WEEK; minute += 15) {
		clock.advance(begin + minute * MINUTE - clock.now());
		if (minute % 1440 === 1425) sessions = new SessionPool(clock);
		const mfa = { mfaType: 'email' } as const;
		const options = scriptedServerOptions(emulator, clock, { mfa, store, sessions });
		const client = openNet2(options);
		const failure = await client.departments.list().then(
			() => undefined,
			(error: unknown) => error,
		);
		if (failure !== undefined) {
			if (!(failure instanceof Net2Error)) throw failure;
			expect(failure.reason).toBe('mfaRequired');
			expect(failure.remedy).toContain('Request Code');
			needed.push(minute);
			const begun = await beginEmailChallenge(options);
			if (begun.outcome !== 'codeRequested') throw new Error('No code was asked for');
			await submitCode(options, begun.challenge, emulator.mfa().lastEmailedCode ?? '');
			await client.departments.list();
		}
		await client.close();
	}
	await emulator.stop();
	expect(needed).toEqual(minutes);
});
