import { userMarkerMessages } from '../../messages/userMarker';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import { changeEachUser } from '../apply/changeEachUser';
import { expire } from '../marker/markerEntries';
import { hidesTemporaryAccess, markerEntries } from '../plan/planMarker';
import { failed } from '../result/resultBuilder';
import type { Result } from '../result/result';
import type { ItemOptions, Run } from '../run/request';
import { policyFor, refuseWithoutMarkerField } from '../users/policyFor';

/**
 * Removes every level whose time has come, and only those. The level goes first, and its entry in the marker field
 * after it. So the next run completes whatever fails. It returns one result for each user that it changes. It returns
 * a failure for each user whose marker field was changed by hand. The end of that temporary access is unknown.
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
	const users = await run.reference.users();
	const due = users.filter(isDue);
	const field = policy.markerField?.name ?? '';
	const changedByHand = users
		.filter((user) => !isDue(user) && hidesTemporaryAccess(user, policy))
		.map(({ id }) =>
			failed(run, failure(userMarkerMessages.markerByHand, { field, id }), { userId: id }),
		);
	const requests = due.map(({ id }, index) => ({ index, options, params: { id: String(id) } }));
	const results = await changeEachUser(
		run,
		requests,
		({ id }) => ({ by: 'id', id }),
		async () => ({
			policy: await policyFor(run, needs),
			desired: { access: { change: 'none' }, levels: { mode: 'removeExpired' } },
			outcome: 'revoked',
		}),
	);
	return [...results, ...changedByHand];
}
