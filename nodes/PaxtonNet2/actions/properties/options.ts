import type { INodeProperties } from 'n8n-workflow';
import { listReport, report } from './report';

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description:
		'Whether to only tell what would happen. Net2 is read, and nothing is written. May differ from item to item.',
};

const emptyValues: INodeProperties = {
	displayName: 'Empty Values',
	name: 'emptyValues',
	type: 'options',
	options: [
		{
			name: 'Clear',
			value: 'clear',
			description: 'An empty value empties the field in Net2',
		},
		{ name: 'Keep', value: 'keep', description: 'An empty value leaves the field as it is' },
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
	description:
		'ID of the HR event that asks for it, kept in the audit entries and the evidence. May differ from item to item.',
};

const evidence: INodeProperties = {
	displayName: 'Evidence',
	name: 'evidence',
	type: 'options',
	options: [
		{
			name: 'CSV',
			value: 'csv',
			description: 'One flat row for each change, with who, when, before and after',
		},
		{ name: 'None', value: 'none', description: 'The audit entries alone' },
	],
	default: 'none',
	description: 'What to add to each result for the records. Taken from the first item.',
};

const ignoreDeleted: INodeProperties = {
	displayName: 'Ignore Deleted',
	name: 'ignoreDeleted',
	type: 'boolean',
	default: false,
	description:
		'Whether a key that only somebody deleted in Net2 had counts as free. Otherwise the item fails and names them.',
};

const markerField: INodeProperties = {
	displayName: 'Marker Field',
	name: 'markerField',
	type: 'string',
	default: '',
	placeholder: 'e.g. Notes',
	description:
		'Label of a roomy custom field in which Net2 keeps what must outlive a run: what a leaver had, when a level ends, what rules granted. Other text in it stays.',
};

export const includeCards: INodeProperties = {
	displayName: 'Include Card Numbers',
	name: 'includeCards',
	type: 'boolean',
	default: false,
	description: 'Whether to show whole card numbers; otherwise their last two digits',
};

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 32 },
	default: 4,
	description:
		'How many calls Net2 gets at a time. Up to retryIdempotent as many, but no more than eight, while it answers quickly, fewer while it is slow or says that it is too much; 1 is always one. Taken from the first item.',
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Full',
			value: 'full',
			description: 'Everything: what changed, the user as read back, and the audit lines',
		},
		{
			name: 'Minimal',
			value: 'minimal',
			description: 'Outcome, user ID, key, names of changed fields, warnings and how to undo it',
		},
	],
	default: 'full',
	description: 'How much of each result to pass on. Taken from the first item.',
};

const session: INodeProperties = {
	displayName: 'Session',
	name: 'session',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'A sealed session from an earlier sign-in with a second factor, as an expression. Taken from the first item.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 600 },
	default: 30,
	description: 'Seconds to wait for each reply of Net2. Taken from the first item.',
};

const verifyName: INodeProperties = {
	displayName: 'Verify Name',
	name: 'verifyName',
	type: 'boolean',
	default: true,
	description:
		'Whether to refuse when the last name given is not the one that Net2 has for the user, so that a wrong key changes nobody else',
};

const ofThisNode = [maxConcurrency, session, timeout];

function collection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
	};
}

/** For operations that write fields. */
export const fieldOptions = collection([
	dryRun,
	emptyValues,
	eventId,
	evidence,
	ignoreDeleted,
	output,
	report,
	verifyName,
	...ofThisNode,
]);

/** For other operations that write. */
export const writeOptions = collection([
	dryRun,
	eventId,
	evidence,
	ignoreDeleted,
	output,
	report,
	...ofThisNode,
]);

/** For the synchronise of a whole list. */
export const listSyncOptions = collection([
	{ ...dryRun, description: 'Whether to only plan, whatever the mode is. Net2 is read only.' },
	{
		...emptyValues,
		description:
			'What a blank cell in the columns of names, phone, e-mail and title means. Blank departments, levels and dates always keep what there is.',
	},
	{
		...ignoreDeleted,
		description:
			'Whether a key that only somebody deleted in Net2 had counts as free. Otherwise that row fails and names them.',
	},
	{
		...markerField,
		description:
			'Label of a roomy custom field in which Net2 keeps whom this list manages, and what a leaver had. With it, only people who carry the marker can be missing.',
	},
	evidence,
	output,
	listReport,
	{
		...verifyName,
		description:
			'Whether to refuse a row when neither first nor last name is that of the user with its key, or when its key is new and its name or e-mail is that of somebody with another key',
	},
	{
		displayName: 'E-Mail Field',
		name: 'emailField',
		type: 'string',
		default: '',
		placeholder: 'e.g. Email',
		description:
			'Label of the custom field for e-mail. Empty: the one labelled Email, else field 9.',
	},
	{
		displayName: 'Title Field',
		name: 'titleField',
		type: 'string',
		default: '',
		placeholder: 'e.g. Position',
		description:
			'Label of the custom field for title. Empty: the one labelled Position, else field 10.',
	},
	{
		displayName: 'Protect',
		name: 'protect',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1, 42, Board',
		description:
			'IDs of users, and names of departments, that the list must not touch; commas between',
	},
	...ofThisNode,
]);

/** For operations that remember something in the person's marker field. */
export const markerOptions = collection([
	dryRun,
	eventId,
	evidence,
	ignoreDeleted,
	markerField,
	output,
	report,
	...ofThisNode,
]);

/** For operations that write, and are about no user. */
export const thingOptions = collection([dryRun, output, session, timeout]);

/** For a rehearsal, which always sends a few requests at the same time. */
export const rehearseOptions = collection([session, timeout]);

/** For doors. */
export const doorOptions = collection([dryRun, session, timeout]);

/** For operations that read one user. */
export const userReadOptions = collection([ignoreDeleted, output, ...ofThisNode]);

/** For lists that tell of cards. */
export const eventOptions = collection([includeCards, ...ofThisNode]);

/** For the trigger. */
export const triggerOptions = collection([includeCards, session, timeout]);

/** For lists. */
export const listOptions = collection(ofThisNode);

/** Only shown on the tool variant of the node. */
export const allowWrites: INodeProperties = {
	displayName: 'Allow Writes',
	name: 'allowWrites',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	displayOptions: { show: { '@tool': [true] } },
	description:
		'Whether a model may change people and their access in Net2. Otherwise every call is a dry run. Deleting, and opening doors, is never open to a model.',
};
