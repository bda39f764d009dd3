import { afterEach, describe, expect, it } from 'vitest';
import { defaultSwitches, profileFor } from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { isOurs, itemsOf, leftIn, rehearseAt, startSite, type Site } from './support';

let site: Site;
afterEach(async () => {
	await site.emulator.stop();
});

describe('a rehearsal', () => {
	it('finds the profile of the server, removes its user, and takes at most 60 requests', async () => {
		site = await startSite();
		const watch = site.emulator.watch(isOurs);
		const rehearsed = await rehearseAt(site);
		const { summary, profile } = itemsOf(rehearsed);
		expect(profile).toEqual(profileFor(defaultSwitches, LONGEST_QUERY));
		expect(summary).toMatchObject({
			outcome: 'rehearsed',
			user: { removed: true },
			warnings: [],
			requests: rehearsed.requests,
		});
		expect(rehearsed.requests).toBeLessThanOrEqual(60);
		expect(leftIn(site)).toEqual([]);
		expect(watch.violations).toEqual([]);
		expect(watch.checks).toBeGreaterThan(20);
	});
});
