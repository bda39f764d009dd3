import { applyRules } from '../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { deleteUser } from '../../nodes/PaxtonNet2/lifecycle/operations/deleteUser';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { addCard } from '../../nodes/PaxtonNet2/lifecycle/cards/addCard';
import type { ItemOptions, Request, Run } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import type { Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { synchronizeStage } from './listStage';

/** The nodes of the workflow, in the order in which a person passes them. */
export const STAGES = [
	'synchronize',
	'create',
	'upsert',
	'update',
	'grant',
	'revoke',
	'set',
	'rules',
	'card',
	'setLeaveDate',
	'enable',
	'disable',
	'delete',
	'undo',
] as const;
export type Stage = (typeof STAGES)[number];

type Requests = Array<Request<never>>;

/** The verbs by stage. What they are handed is made above, each of its own kind. */
export async function carryOutStage(
	stage: Stage,
	run: Run,
	requested: unknown[],
	options: ItemOptions,
): Promise<Result[]> {
	const verbs: Record<Stage, (run: Run, requests: Requests) => Promise<Result[]>> = {
		synchronize: async (_, requests) =>
			await synchronizeStage(
				run,
				requests.map(({ params }) => params),
				options,
			),
		create,
		upsert,
		update,
		grant,
		revoke,
		set: setLevels,
		rules: applyRules,
		card: addCard,
		setLeaveDate,
		enable,
		disable,
		delete: deleteUser,
		undo,
	};
	// As the node hands them over: an item is read only when its turn comes.
	const requests: unknown = requested.map((params, index) => {
		return { index, params, options, load: async () => await Promise.resolve(params) };
	});
	if (!areRequests(requests)) throw new Error('Asks come in a list.');
	return await verbs[stage](run, requests);
}

/** The parameters were made for its stage by `deedsOf`; the compiler cannot follow a list of all kinds. */
function areRequests(requests: unknown): requests is Requests {
	return Array.isArray(requests);
}
