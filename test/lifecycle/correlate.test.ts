import { describe, expect, it } from 'vitest';
import { getUser } from '../../nodes/PaxtonNet2/lifecycle/getUsers';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { all, byId, byKey, done, gist, joiner, leaver, mover, refused } from './support/params';
import { openSite } from './support/site';

/** What an HR system, or a person in HR, may put into a personnel number. */
const CORPUS = [
	"O'Brien",
	"' OR 1=1 --",
	"'; DROP TABLE Users; --",
	"x' OR '1'='1",
	"''",
	"'''",
	'"quoted"',
	'[bracketed]',
	']]',
	'%',
	'_',
	'[0-9]%',
	'%123',
	'!%',
	'00123%',
	'/* a comment */',
	'-- a comment',
	'\\',
	"\\'",
	'ʼ OR 1=1 ʼ',
	'’; DROP TABLE Users; ‘',
	'＇ OR 2=2 --',
	'A;B',
	"N'00123'",
	"00123' UNION SELECT 1,2,3 --",
	'Łukasz Żółć',
	'数字 ٣٤',
	'😀',
	'#{key}',
	'${key}',
	'=cmd|calc',
];

/** A text in T-SQL, its quotes doubled. */
const LITERAL = /N'(?:[^']|'')*'/g;

describe.each(['on', 'off'] as const)('who has a key, with SQL %s', (querydb) => {
	it('is known by nothing in the key but its text', async () => {
		const site = await openSite({ querydb });
		const before = site.net2.state().users;
		const requested = CORPUS.map((key) => leaver(byKey(key), { onNotFound: 'report' }));
		const results = await all(site, disable, requested);
		expect(results.map(gist)).toEqual(CORPUS.map(() => 'notFound'));
		expect(site.net2.state().users).toEqual(before);
		if (querydb === 'off') return;
		const sent = site.net2.requests().filter(({ query }) => query !== undefined);
		expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
		for (const { query = '' } of sent)
			expect(query.replace(LITERAL, '?')).toMatch(
				/^SELECT [\w ,.]+ FROM sdk\.UsersEx( WHERE [\w ,.()?]+)?$/,
			);
	});

	it('is found for every text that Net2 can store', async () => {
		const site = await openSite({ querydb });
		const results = await all(
			site,
			create,
			CORPUS.map((key) => joiner(key)),
		);
		expect(results.map(gist)).toEqual(CORPUS.map(() => 'created'));
		for (const key of CORPUS) expect(site.carriers(key)).toHaveLength(1);
		const again = await all(
			site,
			create,
			CORPUS.map((key) => joiner(key)),
		);
		expect(again.map(gist)).toEqual(CORPUS.map(() => 'correlated'));
		expect(again.map((one) => 'userId' in one && one.userId)).toEqual(
			results.map((one) => 'userId' in one && one.userId),
		);
		expect(site.net2.state().users).toHaveLength(4 + CORPUS.length);
	});

	it('keeps 00123, 123 and a near miss apart', async () => {
		const site = await openSite({ querydb });
		const people = await all(site, getUser, [{ user: byKey('00123') }, { user: byKey('123') }]);
		expect(people).toMatchObject([{ id: 1 }, { id: 2 }]);
		expect((await refused(site, update, mover(byKey('0123'), {}))).reason).toBe('nearMiss');
	});

	it('refuses a key of 4,000 characters by itself', async () => {
		const site = await openSite({ querydb });
		for (const field of ['customField:14', 'customField:13'])
			for (const letter of ['7', "'", 'Ł'])
				expect(
					(
						await all(site, disable, [
							leaver(byKey(letter.repeat(4_000), field)),
							leaver(byKey('00123')),
						])
					).map(gist),
				).toEqual(['badInput', expect.stringMatching(/disabled|unchanged/)]);
		const queries = site.requests().filter((one) => one.includes('querydb'));
		expect(queries.length > 0).toBe(true);
	});

	it.each(['\0', '\u0007', 'a\nb', '\ud800'])('refuses the key %j', async (key) => {
		const site = await openSite({ querydb });
		expect((await refused(site, disable, leaver(byKey(`1${key}2`)))).reason).toBe('badInput');
	});

	it.each([false, true])('is no user who was deleted; listed: %s', async (listInactive) => {
		const site = await openSite({ querydb, listInactive });
		site.edit(1, { deleted: true });
		site.edit(2, { customFields: [] });
		const ada = joiner('00123', { fields: { lastName: 'Lovelace' } });
		const isListed = querydb === 'on' || listInactive;
		const [first] = await all(site, create, [ada]);
		expect(first && gist(first)).toBe(isListed ? 'ambiguous' : 'created');
		const [second] = await all(site, create, [ada], { ignoreDeleted: true });
		expect(second && gist(second)).toBe(isListed ? 'created' : 'correlated');
		expect(site.carriers('00123').filter(({ deleted }) => !deleted)).toHaveLength(1);
	});

	it('warns if it is not known which users are deleted', async () => {
		const site = await openSite({ querydb });
		const { warnings } = await done(site, update, mover(byKey('123'), { fax: '9' }));
		expect(warnings.join().includes('SQL')).toBe(querydb === 'off');
	});
});

describe('SQL that fails on the way', () => {
	it.each(['500', '503', 'html'] as const)('falls back to the list (%s)', async (fault) => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/customquery/querydb', fault, times: 99 }]);
		expect((await done(site, disable, leaver(byKey('00123')))).outcome).toBe('disabled');
		expect(site.person(2).canOpen).not.toEqual([]);
	});

	it('with an empty list is no user, not an error', async () => {
		const site = await openSite({ emptyBody: true, seed: 0 });
		expect((await done(site, create, joiner('1'))).outcome).toBe('created');
		expect((await refused(site, disable, leaver(byKey('2')))).reason).toBe('notFound');
	});

	it('of a server with capitals finds people all the same', async () => {
		const site = await openSite({ casing: 'pascal' });
		expect(await done(site, update, mover(byKey('00123'), { fax: '9' }))).toMatchObject({
			userId: 1,
		});
		expect(await done(site, update, mover(byId(1), { fax: '9' }))).toMatchObject({
			outcome: 'unchanged',
		});
	});
});
