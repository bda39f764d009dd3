import { levelList } from '../../nodes/PaxtonNet2/actions/levelList';
import { explain, failed } from '../../nodes/PaxtonNet2/lifecycle/result/resultBuilder';
import type { ItemOptions, Run } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import {
	isFailure,
	type Result,
	type Success,
} from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { synchronize } from '../../nodes/PaxtonNet2/lifecycle/synchronize/synchronize';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { LEAVERS } from '../lifecycle/support/params';
import { NO_LIMITS } from '../lifecycle/synchronize/support';
import { keyOf, ROWS } from './keys';

/** A row of the HR list; null: HR has taken this person off it. */
export interface ListedParams {
	key: string;
	row: Record<string, unknown> | null;
	/** Whether the list may give access again. It is one setting of the whole list. */
	reopen?: boolean;
}

/**
 * All requests as one HR list. Users without a request are on it too, with nothing but a key. So only users that HR
 * removed are missing. A request of which the list reports nothing is `unchanged`.
 */
export async function synchronizeStage(
	run: Run,
	requested: ListedParams[],
	options: ItemOptions,
): Promise<Result[]> {
	const keys = new Set(requested.map(({ key }) => key));
	const others = Array.from({ length: ROWS }, (_, n) => ({ key: keyOf(n) }));
	const list = [
		...requested.flatMap(({ row }) => (row === null ? [] : [row])),
		...others.filter(({ key }) => !keys.has(key)),
	];
	try {
		const answers = await synchronize(
			run,
			list.map((json, index) => ({ index, json })),
			{
				mode: 'apply',
				limits: NO_LIMITS,
				columnNames: [],
				severalLines: 'refuse',
				leaverStatuses: [],
				blankEndDate: 'keep',
				leaversFirst: true,
				listKind: 'full',
				scope: [],
				missing: 'disable',
				reopen: requested.some(({ reopen }) => reopen === true),
				leaverDepartment: LEAVERS,
				protect: [],
				markerField: 'Notes',
				departmentOf: (name) => ({ by: 'name', name }),
				levelsOf: levelList,
				options,
			},
		);
		const results = answers.map(({ answer }) => answer).filter(isResult);
		return requested.map(({ key }) => {
			const result = results.find((one) => (isFailure(one) ? one.error : one).key === key);
			return result === undefined ? unchanged(run, key) : carriedOut(run, result);
		});
	} catch (error) {
		return requested.map(({ key }) => failed(run, explain(error), { key }));
	}
}

/** Differences have the shape of a result. The summary has not. */
function isResult(answer: object): answer is Result {
	return isFailure(answer) || ('outcome' in answer && 'userId' in answer);
}

/** What is only reported, such as a user who was disabled by hand, has not become as HR wants it. */
function carriedOut(run: Run, result: Result): Result {
	const kind = 'kind' in result ? result.kind : undefined;
	if (isFailure(result) || kind !== 'blockedByHand') return result;
	return failed(run, new Net2Error('notAllowed', 'Barred by hand.', 'Use enable.'), result);
}

function unchanged(run: Run, key: string): Success {
	return {
		operation: run.operation,
		outcome: 'unchanged',
		changed: false,
		dryRun: false,
		verified: true,
		userId: null,
		key,
		name: '',
		summary: '',
		changes: [],
		user: null,
		warnings: [],
		undo: null,
		audit: [],
	};
}
