import type { INodeProperties } from 'n8n-workflow';

/** One door. The value of the list is its id. */
export const door: INodeProperties = {
	displayName: 'Door',
	name: 'door',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The door in Net2',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchDoors', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Front door',
			hint: 'Exactly as Net2 shows it',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 6000001',
			hint: 'The serial number of the door controller',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[1-9][0-9]*$',
						errorMessage: 'A door ID is a whole number above 0',
					},
				},
			],
		},
	],
};
