import type { INodeProperties } from 'n8n-workflow';
import { listReport, report, reportLanguage } from './report';

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	// n8n applies the default when the option is added, and who adds it wants a preview.
	default: true,
	description:
		'Whether to report the changes without making them. Without this option the node writes. An expression must give true or false.',
};

const emptyValues: INodeProperties = {
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

const eventId: INodeProperties = {
	displayName: 'Event ID',
	name: 'eventId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.eventId }}',
	description: 'ID of the HR event that causes the change. It goes into audit and evidence.',
};

const evidence: INodeProperties = {
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

const ignoreDeleted: INodeProperties = {
	displayName: 'Ignore Deleted',
	name: 'ignoreDeleted',
	type: 'boolean',
	default: false,
	description: 'Whether to reuse a personnel number that belongs only to a deleted user',
};

const markerField: INodeProperties = {
	displayName: 'Marker Field',
	name: 'markerField',
	type: 'string',
	default: '',
	placeholder: 'e.g. Notes',
	description:
		'Custom field where the node stores leaver, temporary-access and rule data. Existing text is kept.',
};

const allowDuplicateOf: INodeProperties = {
	displayName: 'Allow Duplicate Of',
	name: 'allowDuplicateOf',
	type: 'string',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. 42, 108',
	description:
		'Net2 IDs of users who really are other people with the same name or email. Type them by hand, separated by commas. If empty, such a new user is not created.',
};

/** How a date such as 03/12/2026 is read. */
const dateOrder: INodeProperties = {
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

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 32 },
	default: 4,
	description:
		"Number of simultaneous requests to start with. The node adapts it to Net2's response times. Use 1 to send one at a time.",
};

const output: INodeProperties = {
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

const session: INodeProperties = {
	displayName: 'Saved Sign-In',
	name: 'session',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Saved sign-in from an earlier sign-in with a second factor, as an expression. Leave empty to sign in with the credential.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 600 },
	default: 30,
	description: 'Seconds to wait for each reply of Net2',
};

const verifyName: INodeProperties = {
	displayName: 'Verify Name',
	name: 'verifyName',
	type: 'boolean',
	default: true,
	description:
		'Whether the name or the email of the item must match the user in Net2. It stops a wrong personnel number from changing another employee.',
};

const connection = [maxConcurrency, timeout, session];

/** The collection of options, the common ones first. */
function collection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}

/** For a new user or the fields of a user. */
export const fieldOptions = collection([
	dryRun,
	output,
	emptyValues,
	verifyName,
	allowDuplicateOf,
	ignoreDeleted,
	eventId,
	evidence,
	report,
	reportLanguage,
	...connection,
]);

/** For changes to the fields of a user who is in Net2. */
export const updateOptions = collection([
	dryRun,
	output,
	emptyValues,
	verifyName,
	ignoreDeleted,
	eventId,
	evidence,
	report,
	reportLanguage,
	...connection,
]);

/** For everything about a user at once. */
export const upsertOptions = collection([
	dryRun,
	output,
	emptyValues,
	dateOrder,
	verifyName,
	allowDuplicateOf,
	ignoreDeleted,
	eventId,
	evidence,
	report,
	reportLanguage,
	...connection,
]);

/** For other operations that write. */
export const writeOptions = collection([
	dryRun,
	output,
	eventId,
	evidence,
	ignoreDeleted,
	report,
	reportLanguage,
	...connection,
]);

/** For operations that write dates. */
export const dateOptions = collection([
	dryRun,
	output,
	dateOrder,
	eventId,
	evidence,
	ignoreDeleted,
	report,
	reportLanguage,
	...connection,
]);

/** For the synchronisation of a whole list. */
export const listSyncOptions = collection([
	{
		...dryRun,
		description: "Whether to plan only, whatever 'Mode' says. Without this option 'Mode' decides.",
	},
	{
		...output,
		default: 'table',
		description: 'How much of each difference to return',
	},
	{
		...listReport,
	},
	{
		...markerField,
		description:
			'Custom field where the node stores which users this list manages, and what a leaver had. With it, only managed users can be absent.',
	},
	{
		displayName: 'Protected Users and Departments',
		name: 'protect',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1, 42, Board',
		description:
			'Net2 IDs of users and names of departments that the list must not change, separated by commas',
	},
	dateOrder,
	{
		...emptyValues,
		description:
			'What an empty cell means for names, phone, email and title. Empty departments, levels and dates always keep what Net2 has.',
	},
	{
		...verifyName,
		description:
			'Whether the name or the email of a line must match the user in Net2. It stops a wrong personnel number from changing another employee.',
	},
	evidence,
	allowDuplicateOf,
	{
		displayName: 'Email Field',
		name: 'emailField',
		type: 'string',
		default: '',
		placeholder: 'e.g. Email',
		description:
			'Label of the custom field for email. If empty, the field labelled Email is used, else field 9.',
	},
	eventId,
	ignoreDeleted,
	{
		displayName: 'Title Field',
		name: 'titleField',
		type: 'string',
		default: '',
		placeholder: 'e.g. Position',
		description:
			'Label of the custom field for the title. If empty, the field labelled Position is used, else field 10.',
	},
	...connection,
]);

/** For operations that store something in the marker field. */
export const markerOptions = collection([
	dryRun,
	output,
	markerField,
	eventId,
	evidence,
	ignoreDeleted,
	report,
	reportLanguage,
	...connection,
]);

/** For the operation that gives access. */
export const enableOptions = collection([
	dryRun,
	output,
	markerField,
	dateOrder,
	eventId,
	evidence,
	ignoreDeleted,
	report,
	reportLanguage,
	...connection,
]);

/** For operations that write, and are about no user. */
export const thingOptions = collection([dryRun, output, session, timeout]);

/** For doors. */
export const doorOptions = collection([dryRun, output, session, timeout]);

/** For operations that read one user. */
export const userReadOptions = collection([output, ignoreDeleted, ...connection]);

/** For lists of events. */
export const eventOptions = collection([output, includeCards, ...connection]);

/** For the trigger, which has no items. */
export const triggerOptions = collection([
	includeCards,
	{
		...session,
		description:
			'Saved sign-in from an earlier sign-in with a second factor, as an expression. Leave empty to sign in with the credential.',
	},
	{ ...timeout, description: 'Seconds to wait for each reply of Net2' },
]);

/** For lists. */
export const listOptions = collection([output, ...connection]);

/** For operations on the connection. */
export const connectionOptions = collection(connection);

/** Only shown on the tool variant of the node. */
export const allowWrites: INodeProperties = {
	displayName: 'Allow Writes',
	name: 'allowWrites',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	displayOptions: { show: { '@tool': [true] } },
	description:
		'Whether an AI model may change users and their access in Net2. Otherwise every call is a dry run. A model can never delete, open a door or apply a list.',
};
