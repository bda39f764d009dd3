import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_BRAKES } from '../../lifecycle/synchronize/settings';
import { departmentChoice } from './department';

function brake(
	base: Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'description'>,
): INodeProperties {
	return { ...base, type: 'number', typeOptions: { minValue: 0 } };
}

const OF = 'in percent of the active managed users on the list. 0: none; 100: no limit.';

const { maxDisables, maxDisablePercent, maxRevokes, maxChangePercent } = DEFAULT_BRAKES;

/** An empty collection looks as if there were no limits. */
export const brakesNotice: INodeProperties = {
	displayName: `The brakes are on. Nothing at all is written if more than ${maxDisables} users or ${maxDisablePercent} percent would lose their access, more than ${maxRevokes} levels would be taken away, or more than ${maxChangePercent} percent would change. Add a brake below to set its limit.`,
	name: 'brakesNotice',
	type: 'notice',
	default: '',
};

/** Limits over which nothing is written. */
export const brakes: INodeProperties = {
	displayName: 'Brakes',
	name: 'brakes',
	type: 'collection',
	placeholder: 'Add Brake',
	default: {},
	description: 'Limits over which nothing at all is written. Those not added keep their default.',
	options: [
		brake({
			displayName: 'Max Change Percent',
			name: 'maxChangePercent',
			default: DEFAULT_BRAKES.maxChangePercent,
			description: `Users on record who may change, ${OF}`,
		}),
		brake({
			displayName: 'Max Deletes',
			name: 'maxDeletes',
			default: DEFAULT_BRAKES.maxDeletes,
			description: 'Users who may be deleted; synchronize deletes nobody',
		}),
		brake({
			displayName: 'Max Disable Percent',
			name: 'maxDisablePercent',
			default: DEFAULT_BRAKES.maxDisablePercent,
			description: `Users who may lose their access, ${OF}`,
		}),
		brake({
			displayName: 'Max Disables',
			name: 'maxDisables',
			default: DEFAULT_BRAKES.maxDisables,
			description: 'Users who may lose their access, now or by an end date. 0: none.',
		}),
		brake({
			displayName: 'Max Error Percent',
			name: 'maxErrorPercent',
			default: DEFAULT_BRAKES.maxErrorPercent,
			description: `Rows that may have an error, ${OF}`,
		}),
		brake({
			displayName: 'Max Key Change Percent',
			name: 'maxKeyChangePercent',
			default: DEFAULT_BRAKES.maxKeyChangePercent,
			description: `Users who may seem to have another key than before, ${OF}`,
		}),
		brake({
			displayName: 'Max Revokes',
			name: 'maxRevokes',
			default: DEFAULT_BRAKES.maxRevokes,
			description: 'Access levels that may be taken away. 0: none.',
		}),
		brake({
			displayName: 'Min List Size',
			name: 'minListSize',
			default: DEFAULT_BRAKES.minListSize,
			description: 'People who must be on the list at least',
		}),
	],
};

/** How the department column is to be read. */
export const departmentColumn: INodeProperties[] = departmentChoice
	.filter(({ name }) => name === 'departmentMode' || name === 'mapping')
	.map((property) =>
		property.name === 'mapping'
			? property
			: {
					...property,
					options: [
						{
							name: 'As Written',
							value: 'direct',
							description: 'The column names departments of Net2',
						},
						{
							name: 'Map From HR',
							value: 'mapped',
							description: 'Look up what HR calls the department in a table',
						},
					],
					default: 'direct',
					description: 'What the column department of the list holds',
				},
	);

export const mode: INodeProperties[] = [
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Apply',
				value: 'apply',
				description: 'Carry out all differences, unless a brake is tripped',
			},
			{
				name: 'Apply Approved Plan',
				value: 'applyApproved',
				description: 'Carry out a plan that somebody looked at, if nothing has changed since',
			},
			{ name: 'Plan', value: 'plan', description: 'Only tell what differs' },
		],
		default: 'plan',
		description: 'Whether to tell the differences or to carry them out',
	},
	{
		displayName: 'Plan Hash',
		name: 'planHash',
		type: 'string',
		noDataExpression: true,
		required: true,
		default: '',
		displayOptions: { show: { mode: ['applyApproved'] } },
		description: 'The field planHash in the summary of the plan that was approved, pasted by hand',
	},
];

export const missing: INodeProperties = {
	displayName: 'Missing From the List',
	name: 'missing',
	type: 'options',
	options: [
		{
			name: 'Disable',
			value: 'disable',
			description: 'Bar them as leavers; only for lists that are always complete',
		},
		{ name: 'Ignore', value: 'ignore', description: 'Say nothing of them' },
		{ name: 'Report', value: 'report', description: 'Tell them as orphans, and do nothing' },
	],
	default: 'ignore',
	description: 'What becomes of managed users who are active in Net2 and not on the list',
};

export const reopen: INodeProperties = {
	displayName: 'Reopen',
	name: 'reopen',
	type: 'boolean',
	default: false,
	description:
		'Whether to let people in again who are back on the list, if the marker field says that this node disabled them. Whoever was barred by hand stays barred.',
};
