import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getCards } from '../../lifecycle/cards/cards';
import { isFailure } from '../../lifecycle/result/result';
import type { GetParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { howMany, simplifyFew } from '../properties/lists';
import { userReadOptions } from '../properties/options';
import { userAndField } from '../properties/user';
import { readListParameters } from '../readList';

const properties: INodeProperties[] = [...userAndField, ...howMany, simplifyFew, userReadOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['getAll'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runRead<GetParams & { limit: number }, { cards: object[]; limit: number }>({
		read: (item) => ({ user: item.user(), limit: readListParameters(item).limit }),
		async run(run, requests) {
			const all = await getCards(run, requests);
			return all.map((answer, n) =>
				isFailure(answer) ? answer : { ...answer, limit: requests[n]?.params.limit ?? Infinity },
			);
		},
		entries: ({ cards, limit }) => cards.slice(0, limit),
		forms: { minimal: ['userId', 'id', 'tokenType', 'isLost'] },
	});
}
