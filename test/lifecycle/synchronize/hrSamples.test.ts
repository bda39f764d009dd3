import { expect, test } from 'vitest';
import { isRecord } from '../../../nodes/PaxtonNet2/mapping/text';
import { SAMPLE_RECORDS } from '../../mapping/samples';
import { LEAVERS } from '../support/params';
import { openSite, type Site } from '../support/site';
import { NO_LIMITS, sync, type Wanted } from './support';

const SETTINGS: Wanted = {
	mode: 'apply',
	severalLines: 'merge',
	leaverDepartment: LEAVERS,
	limits: NO_LIMITS,
};

/** Every line gets a level, so that the doors show who has access. */
function linesOf(sample: string) {
	const records = SAMPLE_RECORDS[sample]?.() ?? [];
	return records.map((record) => ({
		...(isRecord(record) ? record : {}),
		accessLevels: 'Office hours',
	}));
}

/** One text per user: who it is, in which department, from when until when, and whether doors open now. */
function users(site: Site): string[] {
	return site.net2.state().users.map((user) => {
		const { firstName, middleName, lastName, department, activateDate, expiryDate } = user;
		const number = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
		const dates = `${activateDate?.slice(0, 10) ?? 'none'} to ${expiryDate?.slice(0, 10) ?? 'never'}`;
		const doors = user.canOpen.length > 0 ? 'access' : 'no access';
		return `${number} ${name}, ${department}, ${dates}, ${doors}`;
	});
}

test.each<[string, string[]]>([
	[
		'AFAS',
		[
			'0001204 Sanne de Boer - van Dijk, Finance, 2021-03-01 to never, access',
			'0001205 Joost Kok, Sales, 2020-01-01 to never, access',
		],
	],
	['Raet Beaufort', ['1003345 Wil den Bakker, Finance, 2015-09-01 to never, access']],
	['BambooHR', ['00113 Julie Waters, Finance, 2023-06-01 to never, access']],
	[
		'Personio',
		[
			'00512 Jörg Schäfer, Finance, 2022-04-01 to 2026-12-31, access',
			'00513 Mia Groß, None, 2027-02-01 to never, no access',
		],
	],
	[
		'Workday',
		[
			'100234 Ana Reyes, Finance, 2024-02-12 to never, access',
			'100235 Kim Lee, Sales, 2020-02-12 to 2026-12-31, access',
		],
	],
	['SuccessFactors', ['0010045 Lotte Maas, Finance, 2021-04-01 to 2026-12-31, access']],
	[
		'HiBob',
		[
			'42 Noa Levi, Finance, 2022-05-01 to never, access',
			'43 Ben Cohen, Sales, 2021-05-01 to 2026-12-31, access',
		],
	],
	['Microsoft Entra', ['01042 Piet van der Meer, Finance, 2025-01-01 to 2026-12-31, access']],
	['ADP', ['004512 Eva de Prins, Finance, 2019-01-01 to never, access']],
	[
		'Exact',
		[
			'000451 Koen Smit, Finance, 2001-04-01 to never, access',
			'452 Ria ter Horst, None, 1985-05-01 to never, access',
		],
	],
])(
	'creates the users of the sample of %s, and a second run changes nothing',
	async (sample, expected) => {
		const site = await openSite({ seed: 0 });
		const { failures } = await sync(site, linesOf(sample), SETTINGS);
		// Rooms and guests of Microsoft Entra have no personnel number.
		expect(failures.map(({ reason }) => reason)).toEqual(
			sample === 'Microsoft Entra' ? ['badInput', 'badInput'] : [],
		);
		expect(users(site)).toEqual(expected);
		const writes = site.writes().length;
		expect((await sync(site, linesOf(sample), SETTINGS)).gist).toEqual([]);
		expect(site.writes()).toHaveLength(writes);
	},
);

test.each([
	['BambooHR', 'Dan', 'Foss', '00114', 'overdue'],
	['Microsoft Entra', 'Jan', 'Blok', '01043', 'status'],
])('disables the leaver of the sample of %s', async (sample, firstName, lastName, key, reason) => {
	const site = await openSite({ seed: 0 });
	const id = site.net2.addUser({
		firstName,
		lastName,
		personnelNumber: key,
		department: 'Finance',
		accessLevels: [2],
	});
	const outcome = await sync(site, linesOf(sample), SETTINGS);
	expect(outcome.one(key)).toMatchObject({ kind: 'leaverStillActive', reason, verified: true });
	expect(site.person(id)).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
});
