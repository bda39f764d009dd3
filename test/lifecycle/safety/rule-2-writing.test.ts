import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { byKey, done, leaver, provision, refused } from '../support/params';
import { openSite } from '../support/site';
import { takenBack } from '../support/undoing';
import { addKim, LEAVE, reply } from './support';

/** Refuses each PUT on users that contains one of these members. A Net2 that finds a value too long does so. */
async function siteThatRejects(...members: string[]) {
	const site = await openSite();
	site.intercept(async ({ method, path, body }, forward) => {
		const isUser = method === 'PUT' && /^\/users\/\d+$/.test(path);
		const json = body !== undefined && 'json' in body ? Object(body.json) : {};
		if (isUser && members.some((member) => member in json))
			return reply(400, '{"message":"too long"}');
		return await forward();
	});
	return site;
}

describe('a PUT that Net2 rejects because of another value', () => {
	it.each([['lastName'], ['customFields'], ['telephone', 'lastName', 'customFields', 'pin']])(
		'does not keep a leaver enabled: %s',
		async (...members) => {
			const site = await siteThatRejects(...members);
			const id = addKim(site);
			const result = await done(site, disable, leaver(byKey('1')));
			expect(result).toMatchObject({ outcome: 'disabled', verified: true });
			expect(site.person(id).canOpen).toEqual([]);
		},
	);

	it('does not keep a leaver enabled because of the marker, and reports the loss', async () => {
		const site = await siteThatRejects('customFields');
		const id = addKim(site, { pin: '4711' });
		const error = await refused(site, disable, leaver(byKey('1'), { ...LEAVE, clearPin: true }));
		expect(error).toMatchObject({
			reason: 'badInput',
			message: expect.stringContaining("'department and levels stored for a rehire'"),
			done: [
				'End Date set to 2026-11-23',
				'PIN cleared',
				'Moved from department Sales to Terminated Employment',
				'Removed 1 access level and 0 individual doors',
			],
		});
		expect(site.person(id)).toMatchObject({
			canOpen: [],
			accessLevels: [],
			department: 'Terminated Employment',
		});
		expect(site.person(id).pin ?? '').toBe('');
		const again = await done(site, disable, leaver(byKey('1'), { ...LEAVE, clearPin: true }));
		expect(again).toMatchObject({ outcome: 'unchanged', verified: true });
	});

	it('never makes a PIN that Net2 did not clear look cleared', async () => {
		const site = await siteThatRejects('pin');
		const id = addKim(site, { pin: '4711' });
		const error = await refused(site, disable, leaver(byKey('1'), { ...LEAVE, clearPin: true }));
		expect(error.message).toContain("'PIN cleared'");
		expect(error.done).not.toContainEqual(expect.stringContaining('PIN'));
		expect(error.audit?.flatMap(({ changes = [] }) => changes.map(({ field }) => field))).toEqual([
			'expiryDate',
			'marker',
			'department',
			'accessLevels',
		]);
		expect(site.person(id)).toMatchObject({ canOpen: [], pin: '4711' });
	});

	it('is written in parts if Net2 accepts each of them', async () => {
		const site = await openSite();
		const id = addKim(site, { pin: '4711' });
		site.intercept(async ({ method, path, body }, forward) => {
			const json = body !== undefined && 'json' in body ? Object(body.json) : {};
			const isBoth = 'pin' in json && 'customFields' in json;
			return method === 'PUT' && path === `/users/${id}` && isBoth
				? reply(400, '{"message":"not together"}')
				: await forward();
		});
		const result = await done(site, disable, leaver(byKey('1'), { ...LEAVE, clearPin: true }));
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(result.warnings.join()).toContain('one by one');
		expect(site.person(id).pin ?? '').toBe('');
		expect(site.person(id).customFields.some(({ value }) => value?.includes('n8n2'))).toBe(true);
	});

	it.each([
		['telephone', 'Changed telephone', 'Changed customField:10'],
		['customFields', 'Changed customField:10', 'Changed telephone'],
	])('is not reported for an earlier end date: %s', async (member, rejected, accepted) => {
		const site = await siteThatRejects(member);
		const id = addKim(site, { telephone: '1' });
		const error = await refused(
			site,
			upsert,
			provision('1', {
				department: undefined,
				fields: { telephone: '987654', 'customField:10': 'Chief' },
				endDate: '2026-12-31',
			}),
		);
		expect(error).toMatchObject({
			reason: 'badInput',
			message: expect.stringContaining(`'${rejected}'`),
			done: [expect.stringContaining('End Date'), accepted],
		});
		expect(site.person(id).expiryDate).toMatch(/^2026-12-31/);
	});

	it('leaves an undo of what was written, and no more', async () => {
		const site = await siteThatRejects('telephone');
		const id = addKim(site, { telephone: '1' });
		const error = await refused(
			site,
			upsert,
			provision('1', {
				department: undefined,
				fields: { telephone: '987654' },
				endDate: '2026-12-31',
			}),
		);
		await takenBack(site, error);
		expect(site.person(id)).toMatchObject({ expiryDate: null, telephone: '1' });
	});

	it('does not keep a user enabled that an upsert disables', async () => {
		const site = await siteThatRejects('lastName');
		const id = addKim(site);
		await done(site, upsert, provision('1', { fields: {}, enabled: 'disable' }));
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('is an error where it is not about access', async () => {
		const site = await siteThatRejects('telephone');
		addKim(site);
		const params = provision('1', { fields: { telephone: '5' } });
		expect((await refused(site, upsert, params)).reason).toBe('badInput');
	});
});
