import type { INodeProperties } from 'n8n-workflow';

/** One door. A column that is dropped on it is a name. The value of the list is the id. */
export const door: INodeProperties = {
	displayName: 'Door',
	name: 'door',
	type: 'resourceLocator',
	default: { mode: 'name', value: '' },
	description: 'The door in Net2',
	modes: [
		{
			// The editor cuts a longer name.
			displayName: 'Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Front door',
			hint: 'As Net2 shows it',
		},
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchDoors', searchable: true },
		},
		{
			displayName: 'Net2 ID',
			name: 'net2Id',
			type: 'string',
			placeholder: 'e.g. 6000001',
			hint: 'The serial number of the door controller',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[1-9][0-9]*$',
						errorMessage:
							"A Net2 ID is a whole number above 0. For the name of a door choose 'Name'.",
					},
				},
			],
		},
	],
};
