import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_SAFETY_LIMITS, isPercent, type LimitName } from '../../lifecycle/safetyLimits';
import { departmentChoice } from './department';

const { maxDisables, maxDisablePercent, maxJoiners, maxEnables, maxGrants } = DEFAULT_SAFETY_LIMITS;

/** An empty collection looks as if there were no limits. */
export const safetyLimitsNotice: INodeProperties = {
	displayName: `Safety limits are on. Nothing is written if more than ${maxDisables} users or ${maxDisablePercent}% would lose access, or more than ${maxJoiners} users would be created. The same applies if more than ${maxEnables} would get access again, or more than ${maxGrants} access levels would be added`,
	name: 'safetyLimitsNotice',
	type: 'notice',
	default: '',
};

const PERCENT =
	'in percent of the enabled users that the list matched. 0 allows none. 100 turns this limit off. It never stops fewer than 3.';

/** What each limit counts; see docs/safety-rules.md. */
const LIMITS: Array<[LimitName, string, string]> = [
	['maxChangePercent', 'Max Change Percent', 'Existing users who may change'],
	['maxDisablePercent', 'Max Disable Percent', 'Users who may lose access'],
	['maxDisables', 'Max Disables', 'Users who may lose access, now or earlier than Net2 says today'],
	['maxEnables', 'Max Enables', 'Users who may get access again'],
	['maxErrorPercent', 'Max Error Percent', 'Lines that may have an error'],
	['maxGrantPercent', 'Max Grant Percent', 'Existing users who may get more access levels'],
	['maxGrants', 'Max Grants', 'Access levels that may be added for existing users'],
	['maxJoinerPercent', 'Max Joiner Percent', 'Users who may be created'],
	['maxJoiners', 'Max Joiners', 'Users who may be created. Raise it for the first load.'],
	[
		'maxKeyChangePercent',
		'Max Key Change Percent',
		'Users who may seem to have another personnel number',
	],
	['maxRevokes', 'Max Revokes', 'Access levels that may be removed'],
	['minListSize', 'Min List Size', 'Employees that the list must name at least'],
	[
		'minMatchPercent',
		'Min Match Percent',
		'Enabled users with a personnel number that the list must name, in percent',
	],
];

export const safetyLimits: INodeProperties = {
	displayName: 'Safety Limits',
	name: 'safetyLimits',
	type: 'collection',
	placeholder: 'Add Limit',
	default: {},
	description:
		'If a limit is exceeded, nothing is written. Limits that you do not add keep their default.',
	options: LIMITS.map(([name, displayName, what]) => limitParameter(name, displayName, what)),
};

function limitParameter(name: LimitName, displayName: string, what: string): INodeProperties {
	const limit = DEFAULT_SAFETY_LIMITS[name];
	return {
		displayName,
		name,
		type: 'number',
		typeOptions: isPercent(name) ? { minValue: 0, maxValue: 100 } : { minValue: 0 },
		default: limit,
		description:
			isPercent(name) && name !== 'minMatchPercent' ? `${what}, ${PERCENT}` : withStop(what),
	};
}

function withStop(what: string): string {
	return what.includes('.') ? what : `${what}. 0 allows none.`;
}

export const leaversFirst: INodeProperties = {
	displayName: 'Leavers First',
	name: 'leaversFirst',
	type: 'boolean',
	default: false,
	description:
		'Whether leavers lose access even if a safety limit stops the rest. This applies to employees that HR marks as having left. Their own limits still apply.',
};

export const listKind: INodeProperties = {
	displayName: 'List Contains',
	name: 'listKind',
	type: 'options',
	options: [
		{
			name: 'All Employees',
			value: 'full',
			description: 'Users who are not on the list are absent',
		},
		{
			name: 'Changed Employees Only',
			value: 'changes',
			description: 'No user is absent, however short the list is',
		},
	],
	default: 'full',
	description: 'Whether the list is complete',
};

export const scope: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'string',
	default: '',
	placeholder: 'e.g. Sales, Warehouse',
	description:
		'Departments that this list is about, separated by commas. Only their users can be absent. Leave empty for all departments.',
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
					description: 'What the column department of the list contains',
				},
	);

const planId: INodeProperties = {
	displayName: 'Plan ID',
	name: 'planId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 2026-11-29-7F3A-9C21-B0D4',
	description: 'The planId in the summary of the plan that was approved. It is valid for 72 hours.',
};

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
				description: 'Write all differences, unless a safety limit is exceeded',
			},
			{
				name: 'Apply Approved Plan',
				value: 'applyApproved',
				description: 'Write a plan that was approved, if nothing has changed since',
			},
			{
				name: 'Plan',
				value: 'plan',
				description: 'Report the differences without writing anything',
			},
		],
		default: 'plan',
		description: 'Whether to report the differences or to write them',
	},
	{ ...planId, displayOptions: { show: { mode: ['applyApproved'] }, hide: { '@tool': [true] } } },
	{
		...planId,
		// A model that fills in the ID would approve the plan.
		noDataExpression: true,
		displayOptions: { show: { mode: ['applyApproved'], '@tool': [true] } },
	},
	{
		displayName: 'Approved By',
		name: 'approvedBy',
		type: 'string',
		default: '',
		displayOptions: { show: { mode: ['applyApproved'] } },
		placeholder: 'e.g. the email address of the approver',
		description: 'Who approved the plan. It goes into summary, audit and evidence.',
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
			description: 'Disable them. Choose this only for lists that are always complete.',
		},
		{ name: 'Ignore', value: 'ignore', description: 'Leave them out of the output' },
		{ name: 'Report', value: 'report', description: 'Report them as orphans and write nothing' },
	],
	default: 'ignore',
	description: 'What to do with enabled, managed users who are not listed',
};

export const reopen: INodeProperties = {
	displayName: 'Re-Enable Returning Users',
	name: 'reopen',
	type: 'boolean',
	default: false,
	description:
		'Whether the list gives access again to users that it disabled itself. It needs a marker field. Users who were disabled by hand or by Disable stay disabled.',
};

export const emailField: INodeProperties = {
	displayName: 'Email Field',
	name: 'emailField',
	type: 'string',
	default: '',
	placeholder: 'e.g. Email',
	description:
		'Label of the custom field for email. If empty, the field labelled Email is used, else field 9.',
};

export const titleField: INodeProperties = {
	displayName: 'Title Field',
	name: 'titleField',
	type: 'string',
	default: '',
	placeholder: 'e.g. Position',
	description:
		'Label of the custom field for the title. If empty, the field labelled Position is used, else field 10.',
};
