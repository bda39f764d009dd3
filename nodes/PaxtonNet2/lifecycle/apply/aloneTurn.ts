import type { User } from '../../net2/model';
import type { UserPlan } from '../plan/userPlan';
import { withLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { seemsToGoAlone } from './recordHandler';

/** One user PUT that goes alone at a time (docs/safety-rules.md, rule 2). `work` learns whether it had to wait. */
export async function withAloneLock<T>(
	run: Run,
	work: (waited: boolean) => Promise<T>,
): Promise<T> {
	return await withLock(run, 'user PUT that goes alone', work);
}

/**
 * Works on a user whose PUT will have to go alone while no other such user is worked on. The turn is taken before the
 * reading for the write, so that the wait makes no reading outdated. If another PUT has shown meanwhile that Net2 keeps
 * the members in question, the work needs no turn.
 *
 * @param record what an earlier reading showed of the user
 */
export async function inTurn<T>(
	run: Run,
	record: User,
	plan: Pick<UserPlan, 'operations'>,
	work: (hasTurn: boolean) => Promise<T>,
): Promise<T> {
	const needsTurn = () => seemsToGoAlone(run, record, plan.operations);
	if (!needsTurn()) return await work(false);
	const turn = await withAloneLock(run, async () =>
		needsTurn() ? { done: await work(true) } : undefined,
	);
	return turn === undefined ? await work(false) : turn.done;
}
