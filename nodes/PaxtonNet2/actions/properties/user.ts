import type { INodeProperties } from 'n8n-workflow';

/** The field that keys stand in. Shared by everything that takes a key. */
export const correlationField: INodeProperties = {
	displayName: 'Correlation Field Name or ID',
	name: 'correlationField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getCorrelationFields' },
	default: '',
	description:
		'Net2 field that holds the key, such as the personnel number. Empty: the field labelled Personnel number, else custom field 14. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** One user of Net2. The value is text: the key 00123 is not 123. */
export const user: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The Net2 user, by the ID that Net2 gave or by the key that your HR system uses',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 42',
			hint: 'The number that Net2 gave the user, as the output field userId of this node tells it',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[1-9][0-9]*$',
						errorMessage:
							'A Net2 user ID is a whole number above 0. For a personnel number choose By Key.',
					},
				},
			],
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. 00123',
			hint: 'The personnel number, exactly as it stands in the correlation field; leading zeros count',
		},
	],
};

/** What matters only where the user is chosen by key. */
const BY_KEY: INodeProperties['displayOptions'] = { show: { 'user.mode': ['key'] } };

/** Find one user, by whatever is at hand. */
export const userAndField: INodeProperties[] = [
	user,
	{ ...correlationField, displayOptions: BY_KEY },
];

export const onNotFound: INodeProperties = {
	displayName: 'When the Key Is Not Found',
	name: 'onNotFound',
	type: 'options',
	displayOptions: BY_KEY,
	options: [
		{
			name: 'Stop With an Error',
			value: 'error',
			description: 'The item fails, so that no leaver slips through on a mistyped key',
		},
		{
			name: 'Report Not Found',
			value: 'report',
			description: 'The item succeeds with the outcome notFound',
		},
	],
	default: 'error',
	description:
		'What to do when nobody has the key. A key that is nearly the same, such as 123 for 00123, always fails.',
};
