import type { INodeProperties } from 'n8n-workflow';

/** The custom field with the personnel number. */
export const correlationField: INodeProperties = {
	displayName: 'Correlation Field Name or ID',
	name: 'correlationField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getCorrelationFields' },
	default: '',
	description:
		'Custom field that contains the personnel number. If empty, the field labelled Personnel number is used, else custom field 14. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** The number of a user that an operation creates or finds. */
export const personnelNumber: INodeProperties = {
	displayName: 'Personnel Number',
	name: 'key',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 00123',
	description:
		'Personnel number from your HR system, as text: 00123 is not 123. It is stored in the correlation field.',
};

/**
 * One user of Net2. A column that is dropped on it is a personnel number: n8n chooses the first mode that is no list.
 * HR data has numbers, and a Net2 ID in its place would change another user.
 */
export const user: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'key', value: '' },
	required: true,
	description: 'The user in Net2, by personnel number or Net2 ID',
	modes: [
		{
			// The editor cuts a longer name.
			displayName: 'Number',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. 00123',
			hint: 'The personnel number, exactly as in the correlation field. Leading zeros count.',
		},
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'Net2 ID',
			name: 'net2Id',
			type: 'string',
			placeholder: 'e.g. 42',
			hint: 'The ID that Net2 gave the user, as userId in the output',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[1-9][0-9]*$',
						errorMessage:
							"A Net2 ID is a whole number above 0. For a personnel number choose 'Number'.",
					},
				},
			],
		},
	],
};

/** What matters only if the user is found by personnel number. */
const BY_NUMBER: INodeProperties['displayOptions'] = { show: { 'user.mode': ['key'] } };

/** Finds one user. */
export const userAndField: INodeProperties[] = [
	user,
	{ ...correlationField, displayOptions: BY_NUMBER },
];

export const onNotFound: INodeProperties = {
	displayName: 'When Not Found',
	name: 'onNotFound',
	type: 'options',
	displayOptions: BY_NUMBER,
	options: [
		{
			name: 'Report Not Found',
			value: 'report',
			description: 'The item succeeds with the outcome notFound',
		},
		{
			name: 'Stop With an Error',
			value: 'error',
			description: 'The item fails, so that a mistyped number is noticed',
		},
	],
	default: 'error',
	description:
		'What to do if no user has the personnel number. A nearly equal number, such as 123 for 00123, always fails.',
};
