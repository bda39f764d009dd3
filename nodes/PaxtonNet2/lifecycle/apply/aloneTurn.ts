import type { User } from '../../net2/model';
import type { UserPlan } from '../plan/userPlan';
import { takeTurn } from '../run/keyedMutex';
import type { Turn } from '../run/processState';
import type { Run } from '../run/request';
import { seemsToGoAlone } from './recordHandler';

/** One user PUT that goes alone at a time (docs/safety-rules.md, rule 2). */
export async function takeAloneTurn(run: Run): Promise<Turn> {
	return await takeTurn(run, 'user PUT that goes alone');
}

/**
 * A turn for a user whose PUT will have to go alone. It is taken before the reading for the write, so that the wait
 * makes no reading outdated. Undefined: no turn is needed, perhaps because another PUT has shown meanwhile that Net2
 * keeps the members in question.
 *
 * @param record what an earlier reading showed of the user
 */
export async function aloneTurnFor(
	run: Run,
	record: User,
	{ operations }: Pick<UserPlan, 'operations'>,
): Promise<Turn | undefined> {
	if (!seemsToGoAlone(run, record, operations)) return undefined;
	const turn = await takeAloneTurn(run);
	if (seemsToGoAlone(run, record, operations)) return turn;
	turn.release();
	return undefined;
}
