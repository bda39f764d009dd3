import { expect, test } from 'vitest';
import { getPhoto, setPhoto } from '../../nodes/PaxtonNet2/lifecycle/photo';
import { jpegOf, pngOf, webp } from '../mapping/pictures';
import { all, byId, byKey, done, refused } from './support/params';
import { openSite, type Site } from './support/site';

const ADA = 1;
const photoOf = (file: Buffer, user = byId(ADA)) => ({
	user,
	source: file.toString('base64'),
	read: async () => file,
});
const stored = (site: Site) => Buffer.from(site.net2.world.users.get(ADA)?.image ?? '', 'base64');

test('sets a JPEG as it is, reads it back, and finds it unchanged the second time', async () => {
	const site = await openSite();
	const jpeg = jpegOf([200, 300]);
	expect(await done(site, setPhoto, photoOf(jpeg, byKey('00123')))).toMatchObject({
		outcome: 'updated',
		verified: true,
		undo: null,
		changes: [{ field: 'photo', from: null, to: 'set' }],
	});
	expect(stored(site).equals(jpeg)).toBe(true);
	expect(await done(site, setPhoto, photoOf(jpeg))).toMatchObject({ outcome: 'unchanged' });
	const results = await all(site, getPhoto, [
		{ user: byId(ADA) },
		{ user: byId(2) },
		{ user: byId(99) },
	]);
	expect(results).toMatchObject([
		{ found: { userId: ADA, hasPhoto: true, bytes: jpeg.length } },
		{ found: { userId: 2, hasPhoto: false, bytes: 0 }, image: null },
		{ error: { reason: 'notFound' } },
	]);
	expect(site.writes()).toEqual([`PUT /users/${ADA}/image`]);
});

test('takes no web page for a photo, when it is read or read back', async () => {
	const site = await openSite();
	const params = { user: byId(1), source: 'a', read: async () => jpegOf([20, 20]) };
	await done(site, setPhoto, params);
	site.net2.faults([{ match: 'GET /api/v1/users/1/image', fault: 'html', times: 99 }]);
	const reasons = [
		...(await all(site, getPhoto, [{ user: byId(1) }])),
		await refused(site, setPhoto, { ...params, source: 'b', read: async () => jpegOf([30, 30]) }),
	];
	for (const result of reasons)
		expect('error' in result ? result.error : result).toMatchObject({ reason: 'badReply' });
	expect(site.net2.requests().filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

test('sends a PNG as a JPEG, which Net2 can show', async () => {
	const site = await openSite();
	const result = await done(site, setPhoto, photoOf(pngOf([90, 60])));
	expect(result.audit[0]?.message).toContain('converted to a JPEG of 90 by 60');
	expect([...stored(site).subarray(0, 2)]).toEqual([0xff, 0xd8]);
});

test.each([
	['WebP', webp],
	['nothing', Buffer.alloc(0)],
	['text', Buffer.from('hello there')],
])('refuses %s before it writes anything', async (_name, file) => {
	const site = await openSite();
	expect(await refused(site, setPhoto, photoOf(file))).toMatchObject({ reason: 'badInput' });
	expect(site.writes()).toEqual([]);
});

test.each(['reset-after', 'reset-before', '500'] as const)(
	'sends the same picture once more after a lost reply (%s)',
	async (fault) => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/*/image', fault }]);
		const jpeg = jpegOf([20, 30]);
		expect(await done(site, setPhoto, photoOf(jpeg))).toMatchObject({ verified: true });
		expect(stored(site).equals(jpeg)).toBe(true);
	},
);

test('refuses two pictures for one user, writes equal ones once, and writes nothing in a dry run', async () => {
	const site = await openSite();
	const [one, two] = [photoOf(jpegOf([20, 30])), photoOf(jpegOf([30, 20]))];
	expect(await all(site, setPhoto, [one, two])).toMatchObject([
		{ error: { reason: 'duplicateKey' } },
		{ error: { reason: 'duplicateKey' } },
	]);
	expect(await done(site, setPhoto, one, { dryRun: true })).toMatchObject({ changed: false });
	expect(site.writes()).toEqual([]);
	expect(await all(site, setPhoto, [one, one])).toMatchObject([
		{ outcome: 'updated' },
		{ outcome: 'unchanged' },
	]);
	expect(site.writes()).toHaveLength(1);
});

test('reports a photo that Net2 accepts and does not keep', async () => {
	const site = await openSite();
	const user = site.net2.world.users.get(ADA) ?? {};
	Object.defineProperty(user, 'image', { get: () => null, set: () => {} });
	const failure = await refused(site, setPhoto, photoOf(jpegOf([20, 30])));
	expect(failure).toMatchObject({
		reason: 'notVerified',
		message: expect.stringContaining('the user has no photo'),
	});
});
