import { describe, expect, it } from 'vitest';
import {
	defaultSwitches,
	profileFor,
	startEmulator,
	switchesFor,
	type Switches,
} from '../../emulator/index';
import { parseSiteProfile, putMembers } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { TestClient } from './testClient';

const LONGEST = 4000;

/** Each value of each switch that a profile knows. */
const CASES: Array<Partial<Switches>> = [
	{},
	{ net2Version: 'hidden' },
	{ net2Version: '6.7 SR2' },
	{ mfa: 'otp' },
	...putMembers.map((member) => ({ putClears: [member] })),
	{ putClears: [] },
	{ putClears: ['expiry', 'activate', 'flags', 'texts', 'customFields'] },
	{ customFields: 'replace' },
	{ expiry: 'exact' },
	{ expiry: 'minutes' },
	{ zoneForm: 'Z' },
	{ zoneForm: '+00:00' },
	{ zoneForm: 'none' },
	{ pinReadable: 'masked' },
	{ pinReadable: 'hidden' },
	{ clearLevels: 'empty' },
	{ clearLevels: 'zero' },
	{ individual: 'omit-clears' },
	{ departmentZero: 'hidden' },
	{ expiredInList: 'hidden' },
	{ expiredInSql: 'hidden' },
	{ listInactive: true },
	{ deletedInSql: 'hidden' },
	{ missingUser: '400' },
	{ missingUser: '204' },
	{ missingUser: 'null' },
	{ writeStatuses: { ...defaultSwitches.writeStatuses, createUser: 200, removeCard: 200 } },
	{ serial: true },
	{ maxQueryLength: 600 },
	{ maxQueryLength: 2048 },
	{ querydb: 'off' },
	{ querydb: 'off', expiredInSql: 'hidden' },
	{ events: 'dates' },
	{ events: 'both' },
	{ eventsByUser: 'off' },
	{ refreshRotates: true },
];

describe('a profile', () => {
	it.each(CASES.map((changes) => [changes] as const))(
		'of an emulator with %j starts another one with the same profile',
		(changes) => {
			const profile = profileFor({ ...defaultSwitches, ...changes }, LONGEST);
			const read = parseSiteProfile(JSON.stringify(profile));
			expect(read).toEqual(profile);
			const again = { ...defaultSwitches, ...switchesFor(read) };
			expect(profileFor(again, LONGEST)).toEqual(profile);
		},
	);

	it.each(
		CASES.filter((changes) => Object.keys(changes).length === 1).map(
			(changes) => [changes] as const,
		),
	)('of an emulator with %j has that switch', (changes) => {
		const profile = profileFor({ ...defaultSwitches, ...changes }, LONGEST);
		const found = switchesFor(profile);
		const [name = ''] = Object.keys(changes);
		// A profile has only the version of a server with a second factor. Only the names of Net2's own members are in
		// it.
		if (name === 'mfa') expect(found.net2Version).toBe('7.0.0.0');
		else if (changes.putClears?.includes('flags')) expect(found.putClears).toEqual(putMembers);
		else expect(found).toMatchObject(changes);
	});

	it('makes a running emulator behave like the site', async () => {
		const site = { ...defaultSwitches, clearLevels: 'zero', pinReadable: 'hidden' } as const;
		const net2 = await startEmulator({
			signInRate: 'off',
			...switchesFor(profileFor(site, LONGEST)),
		});
		const client = new TestClient(net2);
		await client.signIn();
		expect((await client.api('/users/2')).text).not.toContain('"pin"');
		await client.put('/users/1/doorpermissionset', { accessLevels: [] });
		expect(client.person(1).accessLevels).toEqual([1]);
		await net2.stop();
	});
});
