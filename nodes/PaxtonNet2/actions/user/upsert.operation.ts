import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { upsert } from '../../lifecycle/operations/upsert';
import type { Success } from '../../lifecycle/result/result';
import type { UpsertKey, UpsertParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { cardReader } from '../cardList';
import { departmentOf } from '../readDepartment';
import type { Item } from '../item';
import { levelList } from '../levelList';
import { nameOf } from '../readName';
import { accessLevels } from '../properties/accessLevels';
import { cards } from '../properties/card';
import { blankEndDate, endDate, startDate } from '../properties/dates';
import { departmentChoice, leaverDepartment } from '../properties/department';
import { fields } from '../properties/fields';
import { nameConvention } from '../properties/nameConvention';
import { upsertOptions } from '../properties/options';
import { correlationField, personnelNumber } from '../properties/user';

const properties: INodeProperties[] = [
	personnelNumber,
	correlationField,
	fields,
	nameConvention,
	...departmentChoice,
	{
		...accessLevels,
		required: false,
		description:
			'The user gets exactly these access levels and keeps individual doors. If empty, the levels stay as they are.',
	},
	cards,
	{
		displayName: 'Enabled',
		name: 'enabled',
		type: 'options',
		options: [
			{ name: 'Disable', value: 'disable', description: 'End the access of the user now' },
			{
				name: 'Enable',
				value: 'enable',
				description: 'Give access from the start date, or from today',
			},
			{
				name: 'Keep',
				value: 'keep',
				description:
					"Don't re-enable disabled users. New users get access only if 'Start Date' is set.",
			},
		],
		default: 'keep',
		description: 'Whether the user has access',
	},
	startDate,
	{
		displayName:
			"A new user gets access from 'Start Date', also with 'Keep'. If that day has passed, the doors open at once. Users who are disabled in Net2 stay disabled.",
		name: 'startDateNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { enabled: ['keep'] }, hide: { startDate: [''] } },
	},
	{
		...endDate,
		description:
			'Last day with access. If empty, the end date stays. Use the expression {{ "never" }} to remove an end date in the future. A user who has left stays disabled unless enabled.',
	},
	blankEndDate,
	{
		...leaverDepartment,
		description:
			"The department for users who have left. 'Disable' moves the user there. A user in it stays there and gets no levels unless enabled.",
	},
	upsertOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['upsert'] } },
	properties,
);

/** Whether the user has access. If an expression gives nothing, an end date of the item still counts. */
function enabledOf(item: Item): UpsertKey['enabled'] {
	if (item.date('endDate', 'End Date') === undefined)
		return item.chosen('enabled', 'Enabled', ENABLED);
	warnOfLost(item, 'enabled', 'Enabled');
	return item.choice('enabled', 'Enabled', ENABLED);
}

/** The leaver department. If its expression gives nothing, no end of access waits for it. */
function leaverDepartmentOf(item: Item, enabled: UpsertKey['enabled']) {
	if (enabled !== 'disable' && item.date('endDate', 'End Date') === undefined)
		return item.leaverDepartment();
	warnOfLost(item, 'leaverDepartment', 'Leaver Department');
	return item.department('leaverDepartment', 'Leaver Department');
}

function warnOfLost(item: Item, name: string, label: string): void {
	const lost = item.lostSetting(name, label);
	if (lost !== undefined) item.warnings.push(lost.message);
}

const ENABLED = ['keep', 'enable', 'disable'] as const;

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runStreaming<UpsertKey, UpsertParams, Success>({
		readKey(item) {
			const given = cardReader(item)(item.value('cards'));
			return {
				key: item.required('key', 'Personnel Number'),
				correlationField: item.correlationField(),
				cards: given.length === 0 ? undefined : given,
				enabled: enabledOf(item),
			};
		},
		async read(item, key) {
			const levels = levelList(item.value('accessLevels'));
			const mapped = item.fields();
			return {
				...key,
				fields: mapped,
				names: nameOf(item, mapped),
				department: await departmentOf(item),
				// Empty means keep. To remove all levels there is `set`, with a switch of its own.
				accessLevels: levels.length === 0 ? undefined : levels,
				startDate: item.date('startDate', 'Start Date'),
				endDate: item.date('endDate', 'End Date'),
				blankEndDate: item.blankEndDate(),
				leaverDepartment: leaverDepartmentOf(item, key.enabled),
			};
		},
		run: upsert,
	});
}
