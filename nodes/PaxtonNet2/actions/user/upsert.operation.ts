import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { upsert } from '../../lifecycle';
import type { UpsertParams, UpsertKey } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { cardReader } from '../cardList';
import { departmentWish } from '../departmentWish';
import { levelList } from '../levelList';
import { nameWish } from '../nameWish';
import { accessLevels } from '../properties/accessLevels';
import { cards, withCards } from '../properties/card';
import { endDate, startDate } from '../properties/dates';
import { departmentChoice, leaverDepartment } from '../properties/department';
import { fields } from '../properties/fields';
import { nameConvention } from '../properties/nameConvention';
import { fieldOptions } from '../properties/options';
import { correlationField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 00123',
		description:
			'Personnel number or other key of your HR system. Somebody who has it is completed; nobody has it: a user is created. As text: 00123 is not 123.',
	},
	correlationField,
	fields,
	nameConvention,
	...departmentChoice,
	{
		...accessLevels,
		required: false,
		description:
			'Exactly these access levels, by name; individual doors stay. Empty: the levels stay as they are.',
	},
	cards,
	{
		displayName: 'Enabled',
		name: 'enabled',
		type: 'options',
		options: [
			{ name: 'Disable', value: 'disable', description: 'Bar the user as of now' },
			{ name: 'Enable', value: 'enable', description: 'Let the user in, from the start date on' },
			{
				name: 'Keep',
				value: 'keep',
				description:
					'Open nobody who is barred; a new user is opened only if a start date is given',
			},
		],
		default: 'keep',
		description: 'Whether the user may open doors',
	},
	startDate,
	{
		...endDate,
		description:
			'Last day with access. Empty: keeps what there is. The word never: there is no end, so one in the future is withdrawn; somebody who has left stays out unless enabled.',
	},
	{
		...leaverDepartment,
		description:
			'The department for people who have left, if you keep one. Disable moves people there; somebody in it stays there, and gets no levels, unless enabled.',
	},
	withCards(fieldOptions),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['upsert'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItemMeanwhile<UpsertKey, UpsertParams, object>({
		begin(item) {
			const given = cardReader(item)(item.value('cards'));
			return {
				key: item.required('key', 'Key'),
				correlationField: item.correlationField(),
				cards: given.length === 0 ? undefined : given,
				enabled: item.choice('enabled', 'Enabled', ['keep', 'enable', 'disable']),
			};
		},
		async read(item, beginning) {
			const levels = levelList(item.value('accessLevels'));
			const mapped = item.fields();
			return {
				...beginning,
				fields: mapped,
				names: nameWish(item, mapped),
				department: await departmentWish(item),
				// Empty means keep; taking all levels away is for set, knowingly.
				accessLevels: levels.length === 0 ? undefined : levels,
				startDate: item.text('startDate', 'Start Date'),
				endDate: item.text('endDate', 'End Date'),
				leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
			};
		},
		act: upsert,
	});
}
