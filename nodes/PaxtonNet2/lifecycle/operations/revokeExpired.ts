import type { User } from '../../net2/model';
import { changeEachUser } from '../apply/changeEachUser';
import { expire } from '../marker/markerEntries';
import { markerEntries } from '../plan/planMarker';
import type { Result } from '../result/result';
import type { ItemOptions, Run } from '../run/request';
import { policyFor, refuseWithoutMarkerField } from '../users/policyFor';

/**
 * Removes every level whose time has come, and only those. The level goes first and its entry in the marker field after
 * it, so that the next run completes whatever fails. One result for each user that it changes.
 */
export async function revokeExpired(
	run: Run,
	markerField: string | undefined,
	options: ItemOptions,
): Promise<Result[]> {
	const needs = { levels: true, markerField: refuseWithoutMarkerField(markerField) };
	const policy = await policyFor(run, needs);
	const isDue = (user: User) => {
		const entries = markerEntries(user, policy);
		return expire(entries, policy.now).entries !== entries;
	};
	const due = (await run.net2.users.list()).filter(isDue);
	const requests = due.map(({ id }, index) => ({ index, options, params: { id: String(id) } }));
	return await changeEachUser(
		run,
		requests,
		({ id }) => ({ by: 'id', id }),
		async () => ({
			policy: await policyFor(run, needs),
			desired: { access: { change: 'none' }, levels: { mode: 'removeExpired' } },
			outcome: 'revoked',
		}),
	);
}
