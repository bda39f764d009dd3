import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { byKey, done, leaver, provision, refused } from '../support/params';
import { openSite } from '../support/site';
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
		const id = addKim(site);
		const result = await done(site, disable, leaver(byKey('1'), LEAVE));
		expect(result.warnings.join()).toContain('only the End Date was written');
		expect(site.person(id)).toMatchObject({
			canOpen: [],
			accessLevels: [],
			department: 'Terminated Employment',
		});
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
