import type { INodeProperties } from 'n8n-workflow';

/** Said of every date (rule 6). */
const ISO =
	'A date such as 2026-11-30 is meant in the time zone of the site; a time with an offset is converted. Day first with slashes is refused.';

export const startDate: INodeProperties = {
	displayName: 'Start Date',
	name: 'startDate',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-12-01',
	hint: ISO,
	description: 'First day with access. Empty: a start in the future is kept, else today.',
};

export const startNow: INodeProperties = {
	displayName: 'Start Now',
	name: 'startNow',
	type: 'boolean',
	default: false,
	description: 'Whether access starts today even if Net2 has a start date in the future',
};

export const endDate: INodeProperties = {
	displayName: 'End Date',
	name: 'endDate',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2027-05-31',
	hint: ISO,
	description:
		'Last day with access. Empty: an end in the past is cleared, one in the future is kept. The word never: there is no end, so one in the future is withdrawn.',
};

export const leaveDate: INodeProperties = {
	displayName: 'Date',
	name: 'date',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-12-31',
	displayOptions: { show: { withdraw: [false] } },
	hint: ISO,
	description: 'Last day with access, in the future; Net2 itself bars the user afterwards',
};
