import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import type { Net2Client } from '../../../nodes/PaxtonNet2/net2/client';
import type { UserBody } from '../../../nodes/PaxtonNet2/net2/model';
import type { SiteProfile } from '../../../nodes/PaxtonNet2/net2/siteProfile';
import { isFailure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import { defaultSwitches, profileFor, type Switches } from '../../../emulator';
import { all, byId, leaver, mover } from '../support/params';
import { openSite } from '../support/site';
import { addKim } from './support';

const PIN = '8473';

/** Three users with a PIN whose phone changes one after the other, and the bodies of the PUTs. */
async function threeChanges(switches: Partial<Switches>, profile: Partial<SiteProfile> = {}) {
	const site = await openSite(switches);
	const ids = ['1', '2', '3'].map((personnelNumber) =>
		addKim(site, { personnelNumber, pin: PIN, isAlarmUser: true }),
	);
	const bodies: UserBody[] = [];
	const { users } = site.client;
	const send: Net2Client['users']['update'] = async (id, body) => {
		bodies.push(body);
		await users.update(id, body);
	};
	const net2 = { ...site.client, users: { ...users, update: send } };
	const siteProfile = { ...profileFor({ ...defaultSwitches, ...switches }, 1_900), ...profile };
	const results = await all(
		site,
		update,
		ids.map((id) => mover(byId(id), { telephone: '5' })),
		{},
		{ net2, maxUsersInFlight: 1, ...(Object.keys(profile).length > 0 && { siteProfile }) },
	);
	const failed = results.map(isFailure);
	const pins = ids.map((id) => site.person(id).pin);
	return { bodies, failed, pins, text: JSON.stringify(results) };
}

const OTHERS: Array<Partial<Switches>> = [
	{ putClears: ['flags', 'telephone'] },
	{ customFields: 'replace', putClears: ['customFields'] },
	{ putClears: [] },
];

describe('a PIN that does not change', () => {
	for (const pinReadable of ['yes', 'masked', 'hidden'] as const)
		it.each(OTHERS)(
			`is not sent to a Net2 that keeps it, in any form of the PUT (${pinReadable}, %j)`,
			async (switches) => {
				const { bodies, failed, pins, text } = await threeChanges({ ...switches, pinReadable });
				for (const body of bodies) expect(body).not.toHaveProperty('pin');
				expect(bodies.length).toBeGreaterThanOrEqual(3);
				expect(failed).toEqual([false, false, false]);
				expect(pins).toEqual([PIN, PIN, PIN]);
				expect(text).not.toContain(PIN);
			},
		);

	it('is sent as read once Net2 has cleared one that a PUT left out, and can show it', async () => {
		const { bodies, failed, pins } = await threeChanges({ putClears: ['pin'] });
		expect(failed).toEqual([true, false, false]);
		expect(bodies.map(({ pin }) => pin)).toEqual([undefined, PIN, PIN]);
		expect(pins.slice(1)).toEqual([PIN, PIN]);
	});

	it('is sent as read from the first PUT on if the site profile says that Net2 clears it', async () => {
		const lost = { putForm: { lost: ['pin' as const] } };
		const { bodies, pins } = await threeChanges({ putClears: ['pin'] }, lost);
		expect(bodies.map(({ pin }) => pin)).toEqual([PIN, PIN, PIN]);
		expect(pins).toEqual([PIN, PIN, PIN]);
	});

	it('is never written back where Net2 masks it, and each loss is a conflict', async () => {
		const { bodies, failed, text } = await threeChanges({
			putClears: ['pin'],
			pinReadable: 'masked',
		});
		for (const body of bodies) expect(body).not.toHaveProperty('pin');
		expect(failed).toEqual([true, true, true]);
		expect(text).toContain('the PIN');
	});

	it('is never written where Net2 hides it', async () => {
		const { bodies } = await threeChanges({ putClears: ['pin', 'flags'], pinReadable: 'hidden' });
		expect(bodies.length).toBeGreaterThanOrEqual(3);
		for (const body of bodies) expect(body).not.toHaveProperty('pin');
	});
});

describe('a PIN that changes', () => {
	it.each([true, false])(
		'is a success with a warning, and not verified, where Net2 hides PINs if the site profile says so: %s',
		async (isKnown) => {
			const site = await openSite({ pinReadable: 'hidden' });
			const id = addKim(site, { pin: PIN });
			const siteProfile = profileFor(site.net2.config(), 1_900);
			const [result] = await all(
				site,
				update,
				[mover(byId(id), { pin: '7391' })],
				{},
				isKnown ? { siteProfile } : {},
			);
			expect(site.person(id).pin).toBe('7391');
			expect(result).toMatchObject(
				isKnown
					? {
							outcome: 'updated',
							verified: false,
							warnings: [expect.stringContaining('does not show PINs')],
						}
					: { error: { reason: 'notVerified' } },
			);
		},
	);

	it('is not verified where Net2 masks PINs, since the new one cannot be compared', async () => {
		const site = await openSite({ pinReadable: 'masked' });
		const id = addKim(site, { pin: PIN });
		const [result] = await all(site, update, [mover(byId(id), { pin: '7391' })]);
		expect(result).toMatchObject({ outcome: 'updated', changed: true, verified: false });
	});

	it.each([
		['hidden', false],
		['masked', true],
		['yes', true],
	] as const)(
		'is verified as cleared where Net2 shows that it is gone: %s, %s',
		async (pinReadable, verified) => {
			const site = await openSite({ pinReadable });
			const id = addKim(site, { pin: PIN });
			const [result] = await all(site, disable, [leaver(byId(id), { clearPin: true })]);
			expect(result).toMatchObject({ outcome: 'disabled', verified });
		},
	);

	it('is verified as cleared if Net2 leaves out the PIN of a user who has none', async () => {
		const site = await openSite();
		const id = addKim(site, { pin: PIN });
		const { users } = site.client;
		const get: Net2Client['users']['get'] = async (userId) => {
			const user = await users.get(userId);
			return (user?.pin ?? '') === '' && user ? { ...user, pin: null, pinHidden: 'missing' } : user;
		};
		const net2 = { ...site.client, users: { ...users, get } };
		const items = [leaver(byId(id), { clearPin: true })];
		const [result] = await all(site, disable, items, {}, { net2 });
		expect(result).toMatchObject({ outcome: 'disabled', verified: true, warnings: [] });
	});

	it.each<Switches['pinReadable']>(['yes', 'masked', 'hidden'])(
		'is sent once, by itself or to clear it, where Net2 shows PINs: %s',
		async (pinReadable) => {
			const site = await openSite({ pinReadable });
			const id = addKim(site, { pin: PIN });
			const [changed] = await all(site, update, [mover(byId(id), { pin: '7391' })]);
			expect(JSON.stringify(changed)).not.toMatch(/7391|8473/);
			expect(site.person(id).pin).toBe('7391');
			await all(site, disable, [leaver(byId(id), { clearPin: true })]);
			expect(site.person(id).pin ?? '').toBe('');
		},
	);
});
