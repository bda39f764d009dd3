import type { INodeProperties } from 'n8n-workflow';

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	// n8n applies the default when the option is added, and who adds it wants a preview.
	default: true,
	description:
		'Whether to report the changes without making them. Without this option the node writes. An expression must give true or false.',
};

export const emptyValues: INodeProperties = {
	displayName: 'Empty Values',
	name: 'emptyValues',
	type: 'options',
	options: [
		{ name: 'Clear', value: 'clear', description: 'An empty value clears the field in Net2' },
		{ name: 'Keep', value: 'keep', description: 'An empty value keeps what Net2 has' },
	],
	default: 'keep',
	description: 'What an empty value in the fields means',
};

export const eventId: INodeProperties = {
	displayName: 'Event ID',
	name: 'eventId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.eventId }}',
	description: 'ID of the HR event that causes the change. It goes into audit and evidence.',
};

export const evidence: INodeProperties = {
	displayName: 'Evidence',
	name: 'evidence',
	type: 'options',
	options: [
		{
			name: 'CSV',
			value: 'csv',
			description: 'One flat row for each change, with operator, time, before and after',
		},
		{ name: 'None', value: 'none', description: 'Only the audit entries' },
	],
	default: 'none',
	description: 'What to add to each result for your records. The first item decides.',
};

export const ignoreDeleted: INodeProperties = {
	displayName: 'Ignore Deleted',
	name: 'ignoreDeleted',
	type: 'boolean',
	default: false,
	description: 'Whether to reuse the personnel number of a deleted user',
};

export const markerField: INodeProperties = {
	displayName: 'Marker Field',
	name: 'markerField',
	type: 'string',
	default: '',
	placeholder: 'e.g. Notes',
	description:
		'Custom field where the node stores leaver, temporary-access and rule data. Existing text is kept.',
};

export const allowDuplicateOf: INodeProperties = {
	displayName: 'Allow Duplicate Of',
	name: 'allowDuplicateOf',
	type: 'string',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. 42, 108',
	description:
		'Net2 IDs of other people with the same name or email. Type them by hand, separated by commas. If empty, such a new user is not created.',
};

/** How a date such as 03/12/2026 is read. */
export const dateOrder: INodeProperties = {
	displayName: 'Date Order',
	name: 'dateOrder',
	type: 'options',
	options: [
		{ name: 'Day First', value: 'dayFirst', description: '03/12/2026 is 3 December' },
		{ name: 'ISO Only', value: 'none', description: 'Only dates such as 2026-12-03' },
		{ name: 'Month First', value: 'monthFirst', description: '03/12/2026 is 12 March' },
	],
	default: 'none',
	description: 'How dates with slashes, dots or hyphens are read',
};

export const includeCards: INodeProperties = {
	displayName: 'Include Card Numbers',
	name: 'includeCards',
	type: 'boolean',
	default: false,
	description: 'Whether to show whole card numbers. Otherwise only the last two digits are shown.',
};

export const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 32 },
	default: 4,
	description:
		"Number of simultaneous requests to start with. The node adapts it to Net2's response times. Use 1 to send one at a time.",
};

export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Full',
			value: 'full',
			description: 'All members: changes, the user as read back, undo and audit',
		},
		{
			name: 'Minimal',
			value: 'minimal',
			description: 'Outcome, IDs, names of changed fields and undo, without personal data',
		},
		{
			name: 'Table',
			value: 'table',
			description: 'One flat row with number, name, what happened, changes and access dates',
		},
	],
	default: 'full',
	description: 'How much of each result to return. The first item decides.',
};

export const session: INodeProperties = {
	displayName: 'Saved Sign-In',
	name: 'session',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Saved sign-in from an earlier second factor, as an expression. Leave empty to sign in with the credential.',
};

export const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 600 },
	default: 30,
	description: 'Seconds to wait for each reply of Net2',
};

export const verifyName: INodeProperties = {
	displayName: 'Verify Name',
	name: 'verifyName',
	type: 'boolean',
	default: true,
	description:
		'Whether the name or email must match the user in Net2. It stops a wrong personnel number from changing another employee.',
};
