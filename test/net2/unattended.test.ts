import { describe, expect, it } from 'vitest';
import {
	beginEmailChallenge,
	openNet2,
	SessionPool,
	submitCode,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { MemoryStore } from './support/memoryStore';
import { standIn, standInOptions } from './support/standIn';

describe('one code by e-mail, and then nobody', () => {
	it.each([
		['sliding', { refreshSlides: true }, 1],
		['rotating and sliding', { refreshSlides: true, refreshRotates: true }, 1],
		// Two hours without sliding: somebody has to come every time the chain has run out.
		['not sliding', {}, 84],
	])(
		'a week of runs every 15 minutes, refresh tokens %s',
		async (_how, switches, people) => {
			const { emulator, clock } = await standIn({ mfa: 'email', ...switches });
			const store = new MemoryStore();
			let sessions = new SessionPool(clock);
			let needed = 0;
			for (let run = 0; run < 7 * 24 * 4; run += 1) {
				// The process restarts once a day.
				if (run % 96 === 95) sessions = new SessionPool(clock);
				const options = standInOptions(emulator, clock, {
					mfa: { mfaType: 'email' },
					store,
					sessions,
				});
				const client = openNet2(options);
				const result = await client.departments.list().catch((error: { reason: string }) => error);
				if ('reason' in result) {
					expect(result.reason).toBe('mfaRequired');
					needed += 1;
					const begun = await beginEmailChallenge(options);
					if (begun.outcome !== 'codeRequested') throw new Error('No code was asked for');
					await submitCode(options, begun.challenge, emulator.mfa().lastEmailedCode ?? '');
					await client.departments.list();
				}
				await client.close();
				clock.advance(15 * 60_000);
			}
			await emulator.stop();
			expect(needed).toBe(people);
		},
		60_000,
	);
});
