import type { INodeProperties } from 'n8n-workflow';

/** Days of the site; a time with an offset is converted (docs/safety-rules.md, rule 6). */
const dayPicker: Pick<INodeProperties, 'type' | 'typeOptions' | 'default'> = {
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	default: '',
};

export const startDate: INodeProperties = {
	...dayPicker,
	displayName: 'Start Date',
	name: 'startDate',
	placeholder: 'e.g. 2026-12-01',
	description:
		'First day with access, in the time zone of the site. If empty, a start date in the future is kept, else access starts today.',
};

export const startNow: INodeProperties = {
	displayName: 'Start Now',
	name: 'startNow',
	type: 'boolean',
	default: false,
	description: 'Whether access starts today despite a start date in the future',
};

export const endDate: INodeProperties = {
	...dayPicker,
	displayName: 'End Date',
	name: 'endDate',
	placeholder: 'e.g. 2027-05-31',
	description:
		'Last day with access, in the time zone of the site. If empty, an end date in the past is cleared and one in the future is kept. Use the expression {{ "never" }} to remove an end date in the future.',
};

export const leaveDate: INodeProperties = {
	...dayPicker,
	displayName: 'Date',
	name: 'date',
	placeholder: 'e.g. 2026-12-31',
	displayOptions: { show: { withdraw: [false] } },
	description: 'Last day with access, in the future. Net2 itself ends the access after that day.',
};

/** What an end date means that the HR data leaves blank; see docs/hr-data.md. */
export const blankEndDate: INodeProperties = {
	displayName: 'Blank End Date',
	name: 'blankEndDate',
	type: 'options',
	options: [
		{ name: 'Keep', value: 'keep', description: 'Keep the end date that the user has in Net2' },
		{
			name: 'Remove',
			value: 'remove',
			description:
				'Remove an end date that is in the future. It gives no access to a disabled user.',
		},
	],
	default: 'keep',
	description: "What it means if 'End Date' is empty for an item",
};

export const blankLeaveDate: INodeProperties = {
	...blankEndDate,
	options: [
		{ name: 'Keep', value: 'keep', description: 'Keep the end date in Net2 and report an error' },
		{ name: 'Remove', value: 'remove', description: 'Remove a leave date that is in the future' },
	],
	displayOptions: { show: { withdraw: [false] } },
	description: "What it means if 'Date' is empty for an item",
};
