import type { INodeProperties } from 'n8n-workflow';
import {
	dryRun,
	emptyValues,
	eventId,
	evidence,
	ignoreDeleted,
	markerField,
	allowDuplicateOf,
	dateOrder,
	includeCards,
	maxConcurrency,
	output,
	session,
	timeout,
	verifyName,
} from './optionFields';
import { replaceFromLeavers } from './card';
import { listReport, report, reportLanguage } from './report';

export { includeCards };

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

/** For a new card. */
export const newCardOptions = collection([
	dryRun,
	output,
	replaceFromLeavers,
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
	listReport,
	reportLanguage,
	{
		...markerField,
		description:
			'Custom field where the node stores leaver and list data. With it, only users that the list manages can be absent.',
	},
	{
		displayName: 'Protected Users and Departments',
		name: 'protect',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1, 42, Board',
		description:
			'User IDs and department names that the list must not change. Separate them by commas.',
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
			'Whether the name or email must match the user in Net2. It stops a wrong personnel number from changing another employee.',
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

/** For a rehearsal, which always sends a few requests at the same time. */
export const rehearseOptions = collection([session, timeout]);

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
			'Saved sign-in from an earlier second factor, as an expression. Leave empty to sign in with the credential.',
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
