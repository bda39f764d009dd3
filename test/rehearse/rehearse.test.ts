import { afterEach, describe, expect, it } from 'vitest';
import { couldOpenNoDoor, defaultSwitches, profileFor } from '../../emulator';
import { requestSettings } from '../../nodes/PaxtonNet2/host/requestSettings';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { UserWrites } from '../../nodes/PaxtonNet2/lifecycle/run/userWrites';
import type { SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { failureOf, isOurs, itemsOf, leftIn, rehearseAt, startSite, type Site } from './support';

let site: Site;
afterEach(async () => {
	await site.emulator.stop();
});

describe('a rehearsal', () => {
	it('finds the profile of the server, removes its user, and takes at most 60 requests', async () => {
		site = await startSite();
		const watch = site.emulator.watch(isOurs, couldOpenNoDoor);
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

it('says in its evidence what Net2 refused, and does not call it an answer', async () => {
	site = await startSite({ querydb: 'off' });
	const { findings } = itemsOf(await rehearseAt(site));
	const evidence = findings.map((finding) => finding.evidence).join(' ');
	expect(evidence).toContain('Net2 ran no query.');
	expect(evidence).not.toContain('A query did not find');
});

describe('a finding', () => {
	/** By question, the answer in the site profile. A photo is in none. */
	const ANSWERS: Array<[question: string, answer: keyof SiteProfile | null]> = [
		['What does a user lose when a change leaves it out?', 'putForm'],
		['Does a custom field that a change does not name keep its value?', 'customFields'],
		['How does Net2 store and return an end date?', 'dateForm'],
		['Can PINs be read?', 'pinReadable'],
		['Which list removes all access levels?', 'clearLevels'],
		['Do individual doors stay when a permission set leaves them out?', 'omittedIndividualDoors'],
		['How is a user without a department returned?', 'departmentNone'],
		['Are users whose end date has passed listed?', 'expiredListed'],
		['Are deleted users listed?', 'deletedListed'],
		['How does Net2 reply when a user does not exist?', 'missingUser'],
		['Which status does each write return?', 'writeStatuses'],
		['Do simultaneous requests finish sooner?', 'parallel'],
		['How long may a query be?', 'maxQueryLength'],
		['Which parameters select events?', 'eventDialect'],
		['Can the changes to a user be counted by events?', 'eventsByUserAndTime'],
		['Does each refresh end the refresh token that was used?', 'refreshRotates'],
		['Does Net2 return a photo as it was sent?', null],
	];

	/** What the client and the writes read in a site profile. */
	function readByTheNode(): Set<string> {
		const read = new Set<string>();
		const profile = new Proxy(profileFor(defaultSwitches, LONGEST_QUERY), {
			get(target, name) {
				read.add(String(name));
				const value: unknown = Reflect.get(target, name);
				return value;
			},
		});
		requestSettings(profile);
		new UserWrites().choose(profile);
		return read;
	}

	it('says of each answer whether the node reads it in the site profile', async () => {
		site = await startSite();
		const { findings } = itemsOf(await rehearseAt(site, { tryPhoto: true }));
		const read = readByTheNode();
		expect(findings.map(({ question, reliesOn }) => [question, reliesOn])).toEqual(
			ANSWERS.map(([question, answer]) => [question, answer !== null && read.has(answer)]),
		);
		const answers = ANSWERS.flatMap(([, answer]) => answer ?? []);
		const members = Object.keys(profileFor(defaultSwitches, LONGEST_QUERY));
		expect(['version', 'net2Version', ...answers]).toEqual(members);
	});
});

describe('a rehearsal that cannot go on', () => {
	it('names the user with its id when Net2 no longer answers, and the next one removes it', async () => {
		site = await startSite();
		site.emulator.faults([{ match: '*', nth: 20, times: 1_000, fault: '503' }]);
		const stopped = failureOf(await rehearseAt(site));
		const [left] = leftIn(site);
		expect(stopped).toMatchObject({
			userId: left,
			message: expect.stringContaining(`User ${left} ('n8n rehearsal `),
		});
		site.emulator.faults([]);
		expect(itemsOf(await rehearseAt(site)).summary.leftoversRemoved).toEqual([left]);
		expect(leftIn(site)).toEqual([]);
	});

	it('removes its user when the run is cancelled', async () => {
		site = await startSite();
		const run = new AbortController();
		site.emulator.watch(isOurs, ({ accessLevels }) => {
			if (accessLevels.length > 0) run.abort();
			return undefined;
		});
		const stopped = failureOf(await rehearseAt(site, { signal: run.signal }));
		expect(stopped.reason).toBe('cancelled');
		expect(stopped.message).toMatch(
			/^The run was cancelled\. User 5 of the rehearsal was removed\./,
		);
		expect(site.emulator.world.users.get(5)).toMatchObject({ deleted: true });
		expect(leftIn(site)).toEqual([]);
	});

	it('removes its user when the reply to its creation was lost', async () => {
		site = await startSite({ expiredInList: 'hidden', expiredInSql: 'hidden' });
		site.emulator.faults([{ match: 'POST /api/v1/users', fault: 'reset-after' }]);
		expect(itemsOf(await rehearseAt(site)).summary.user).toMatchObject({ id: 5, removed: true });
		expect(leftIn(site)).toEqual([]);
	});
});

describe('a rehearsal leaves a user unchanged that only looks like one of its own', () => {
	const looks = { firstName: 'n8n', lastName: 'rehearsal abcdefghijkl' };

	it.each([
		[
			'a personnel number',
			{ customFields: [{ id: 14, value: '7' }], expiryDate: '2001-07-06T00:00:00' },
		],
		['a working card', { cards: ['12345'], expiryDate: '2001-07-06T00:00:00' }],
		['another end date and no marker', { expiryDate: '2020-01-01T00:00:00' }],
		['no end date and no marker', {}],
	])('and has %s', async (_, data) => {
		site = await startSite();
		const id = site.emulator.addUser({ ...looks, ...data });
		const { summary } = itemsOf(await rehearseAt(site));
		expect(summary.leftoversRemoved).toEqual([]);
		expect(summary.warnings.join()).toContain(`User ${id} `);
		expect(site.emulator.world.users.get(id)).toMatchObject({ deleted: false });
	});
});

it('finds out what it can when the operator has few rights', async () => {
	site = await startSite({ operatorRights: ['users'] });
	const { profile, findings, summary } = itemsOf(
		await rehearseAt(site, { tryCard: false, tryPhoto: true }),
	);
	expect(profile).toMatchObject({
		clearLevels: null,
		omittedIndividualDoors: null,
		eventDialect: null,
		maxQueryLength: 0,
		pinReadable: 'yes',
		writeStatuses: { addCard: null, updateUser: 200 },
	});
	expect(findings.filter(({ answer }) => answer === 'Not found out.')).toHaveLength(4);
	expect(findings.at(-1)).toMatchObject({
		question: expect.stringContaining('photo'),
		answer: 'Yes.',
	});
	expect(summary.outcome).toBe('rehearsed');
});
