import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
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
import { cardNumberFormat, cardsFromLeavers, cardType, replaceFromLeavers } from './card';
import { listReport, report, reportLanguage } from './report';

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

const advanced: INodeProperties = {
	displayName: 'Advanced Options',
	name: 'advanced',
	type: 'boolean',
	default: true,
	description:
		'Whether the list offers rarely used options instead of the common ones. Options that are set keep their effect.',
};

/**
 * For operations with more than ten options. The list in the editor offers one group at a time, and an option that is set
 * is always shown. When n8n reads a node, it drops the options that are hidden then. It does not see the other options
 * from here, so that each has a form that only shows then.
 */
function grouped(common: INodeProperties[], rare: INodeProperties[]): INodeProperties {
	return collection([
		...common.flatMap((option) => [
			shownIf(option, {}, IS_ADVANCED),
			shownIf(option, { ...isSet(option), ...IS_ADVANCED }, {}),
		]),
		advanced,
		...rare.flatMap((option) => [
			shownIf(option, IS_ADVANCED, {}),
			shownIf(option, isSet(option), IS_ADVANCED),
			shownIf(option, { '/options': [undefined] }, {}),
		]),
	]);
}

type Conditions = NonNullable<IDisplayOptions['show']>;

const IS_ADVANCED: Conditions = { '/options.advanced': [true] };

function isSet({ name }: INodeProperties): Conditions {
	return { [`/options.${name}`]: [{ _cnd: { exists: true } }] };
}

function shownIf(option: INodeProperties, show: Conditions, hide: Conditions): INodeProperties {
	const { displayOptions } = option;
	return {
		...option,
		displayOptions: {
			show: { ...displayOptions?.show, ...show },
			hide: { ...displayOptions?.hide, ...hide },
		},
	};
}

const records = [eventId, evidence, ignoreDeleted];

/** For a new user. */
export const createOptions = grouped(
	[dryRun, output, verifyName, allowDuplicateOf, report, reportLanguage],
	[...records, ...connection],
);

/** For changes to the fields of a user who is in Net2. */
export const updateOptions = grouped(
	[dryRun, output, emptyValues, verifyName, report, reportLanguage],
	[...records, ...connection],
);

/** For everything about a user at once. */
export const upsertOptions = grouped(
	[
		dryRun,
		output,
		emptyValues,
		dateOrder,
		verifyName,
		allowDuplicateOf,
		report,
		reportLanguage,
		cardNumberFormat,
		cardsFromLeavers,
	],
	[...records, cardType, ...connection],
);

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

/** For the synchronisation of a whole list. */
export const listSyncOptions = grouped(
	[
		{
			...dryRun,
			description:
				"Whether to plan only, whatever 'Mode' says. Without this option 'Mode' decides.",
		},
		{ ...output, default: 'table', description: 'How much of each difference to return' },
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
		allowDuplicateOf,
	],
	[...records, includeCards, cardNumberFormat, cardType, cardsFromLeavers, ...connection],
);

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

/** For operations that write dates. */
export const dateOptions = grouped(
	[dryRun, output, markerField, dateOrder, report, reportLanguage],
	[...records, ...connection],
);

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
