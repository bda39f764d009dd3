import { expect, it, vi } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type {
	LazyRequest,
	UpsertParams,
	UpsertKey,
} from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { byId, failedWith, gist, joiner, mover, provision } from './support/params';
import { openSite } from './support/site';

const options = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };

/** Only `known` may be read before the rest is requested. */
function begun<Known extends object, Params extends Known>(
	index: number,
	params: Params,
	known: Known,
	load: () => Promise<Params> = async () => await Promise.resolve(params),
): LazyRequest<Known, Params> {
	return { index, options, params: known, load };
}

const bad = async () =>
	await Promise.reject(
		new Net2Error('badInput', 'First Name could not be worked out.', 'Check it.'),
	);

function toUpsert(
	index: number,
	params: UpsertParams,
	load?: () => Promise<UpsertParams>,
): LazyRequest<UpsertKey, UpsertParams> {
	return begun(index, params, { key: params.key, enabled: params.enabled }, load);
}

it('writes one user while the request for another is still worked out', async () => {
	const site = await openSite();
	const second = async () => {
		await vi.waitFor(() => expect(site.carriers('00910')).toHaveLength(1));
		return provision('00911');
	};
	const result = await upsert(site.run('user.upsert', { maxUsersInFlight: 2 }), [
		toUpsert(0, provision('00910')),
		toUpsert(1, provision('00911'), second),
	]);
	expect(result.map(gist)).toEqual(['created', 'created']);
});

it('fails for the item whose request cannot be worked out, and for no other', async () => {
	const site = await openSite();
	const result = await upsert(site.run('user.upsert'), [
		toUpsert(0, provision('00910')),
		toUpsert(1, provision('00911'), bad),
		toUpsert(2, provision('00912')),
	]);
	expect(result.map(gist)).toEqual(['created', 'badInput', 'created']);
	expect(failedWith(result[1])).toMatchObject({ key: '00911', userId: null, done: [] });
	expect(site.carriers('00911')).toEqual([]);
});

it('carries out what can be worked out of several items for one person, each answered at its place', async () => {
	const site = await openSite();
	const result = await upsert(site.run('user.upsert'), [
		toUpsert(0, provision('00910'), bad),
		toUpsert(1, provision('00910')),
		toUpsert(2, provision('00910')),
	]);
	expect(result.map(gist)).toEqual(['badInput', 'created', 'unchanged']);
	expect(site.carriers('00910')).toHaveLength(1);
});

it('compares whole requests, so that two which differ in the rest refuse each other', async () => {
	const site = await openSite();
	const result = await upsert(site.run('user.upsert'), [
		toUpsert(0, provision('00910')),
		toUpsert(1, provision('00910', { fields: { firstName: 'Other', lastName: 'Iner' } })),
	]);
	expect(result.map(gist)).toEqual(['duplicateKey', 'duplicateKey']);
	expect(site.carriers('00910')).toEqual([]);
});

it('requests nothing more once the run has ended', async () => {
	const site = await openSite({ password: 'wrong' });
	const rest = vi.fn(async () => await Promise.resolve(provision('00911')));
	// The first item shows which lists to read while the users are looked up.
	const results = await upsert(site.run('user.upsert'), [
		toUpsert(0, provision('00910')),
		toUpsert(1, provision('00911'), rest),
	]);
	expect(results.map((one) => failedWith(one).reason)).toEqual(['signInRefused', 'signInRefused']);
	expect(rest).not.toHaveBeenCalled();
});

it('reports a mover who was found, with the item of the request', async () => {
	const site = await openSite();
	const params = mover(byId(1), { telephone: '5' });
	const run = site.run('user.update');
	const result = await update(run, [
		begun(0, params, { user: params.user }, bad),
		begun(1, params, { user: params.user }),
	]);
	expect(result.map(gist)).toEqual(['badInput', 'updated']);
	expect(failedWith(result[0])).toMatchObject({ userId: 1, done: [] });
	expect(site.person(1).telephone).toBe('5');
});

it('creates a joiner if only the key was known', async () => {
	const site = await openSite();
	const result = await create(site.run('user.create'), [
		begun(0, joiner('00910'), { key: '00910' }),
	]);
	expect(result.map(gist)).toEqual(['created']);
	expect(site.carriers('00910')).toEqual([
		expect.objectContaining({ lastName: 'Iner', department: 'Sales' }),
	]);
});
