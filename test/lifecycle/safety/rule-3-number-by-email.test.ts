import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { all, byKey, gist, leaver, mover, provision } from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim } from './support';

const EMAIL = 'kim@x.org';
const numberOf = (site: Site, id: number) =>
	site.person(id).customFields.find((field) => field.id === 14)?.value;

async function withHolder(): Promise<{ site: Site; kim: number; holder: number }> {
	const site = await openSite();
	const kim = addKim(site, { customFields: [{ id: 9, value: EMAIL }] });
	const holder = site.net2.addUser({
		firstName: 'Ot',
		lastName: 'Her',
		personnelNumber: '2222',
		accessLevels: [4],
	});
	return { site, kim, holder };
}
const newUser = (email: string, number: string) =>
	provision(email, {
		correlationField: 'Email',
		fields: { firstName: email, lastName: 'W', 'customField:14': number },
	});

describe('an item that finds users by email gives the personnel number of another user', () => {
	it.each(['2222', '02222'])('to no user: %s', async (number) => {
		const { site, kim } = await withHolder();
		const [result] = await all(site, update, [
			mover(byKey(EMAIL, 'Email'), { 'customField:14': number }),
		]);
		expect([result && gist(result), numberOf(site, kim)]).toEqual(['duplicateKey', '1']);
	});

	it.each(['2222', '02222'])('to no new user: %s', async (number) => {
		const { site, holder } = await withHolder();
		const [result] = await all(site, upsert, [newUser('new@x.org', number)]);
		expect(result && gist(result)).toBe('duplicateKey');
		expect(site.carriers('2222').map(({ id }) => id)).toEqual([holder]);
		const [gone] = await all(site, disable, [leaver(byKey('2222'))]);
		expect(gone && gist(gone)).toBe('disabled');
	});

	it('to no second new user of the same run', async () => {
		const { site } = await withHolder();
		const results = await all(site, upsert, [
			newUser('one@x.org', '3333'),
			newUser('two@x.org', '3333'),
		]);
		expect(results.map(gist)).toEqual(['created', 'duplicateKey']);
		expect(site.carriers('3333')).toHaveLength(1);
	});

	it('to one of a user and a new user of the same run', async () => {
		const { site } = await withHolder();
		const results = await all(site, upsert, [
			provision(EMAIL, {
				correlationField: 'Email',
				fields: { 'customField:14': '3333' },
				department: undefined,
			}),
			newUser('two@x.org', '3333'),
		]);
		// The two are different users, so that either may come first.
		expect(results.map(gist)).toContain('duplicateKey');
		expect(site.carriers('3333')).toHaveLength(1);
	});

	it('but a leaver is disabled all the same, and keeps the own number', async () => {
		const { site, kim } = await withHolder();
		const [result] = await all(site, upsert, [
			provision(EMAIL, {
				correlationField: 'Email',
				enabled: 'disable',
				fields: { telephone: '5', 'customField:14': '2222' },
				department: undefined,
			}),
		]);
		expect(result && gist(result)).toBe('duplicateKey');
		expect([site.person(kim).canOpen, numberOf(site, kim)]).toEqual([[], '1']);
		expect(site.person(kim).telephone).toBe('5');
	});
});
