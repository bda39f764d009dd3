import { afterEach, describe, expect, it } from 'vitest';
import { defaultSwitches, profileFor } from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { failureOf, isOurs, itemsOf, leftIn, rehearseAt, startSite, type Site } from './support';

let site: Site;
afterEach(async () => {
	await site.emulator.stop();
});

describe('a rehearsal', () => {
	it('finds the profile of the server, removes its user, and takes at most 60 requests', async () => {
		site = await startSite();
		const watch = site.emulator.watch(({ firstName, lastName }) => isOurs(firstName, lastName));
		const rehearsed = await rehearseAt(site);
		const { findings, summary, profile } = itemsOf(rehearsed);
		expect(profile).toEqual(profileFor(defaultSwitches, LONGEST_QUERY));
		expect(summary).toMatchObject({
			outcome: 'rehearsed',
			user: { removed: true },
			warnings: [],
			requests: rehearsed.requests,
		});
		expect(rehearsed.requests).toBeLessThanOrEqual(60);
		console.log(rehearsed.requests, JSON.stringify(findings, null, 1));
		expect(leftIn(site)).toEqual([]);
		expect(watch.violations).toEqual([]);
		expect(watch.checks).toBeGreaterThan(20);
	});
});
