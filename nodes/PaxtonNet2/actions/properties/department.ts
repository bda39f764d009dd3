import type { INodeProperties } from 'n8n-workflow';
import { mapping } from './mapping';

/**
 * A department by name, which is what HR data has. Net2 gives the id of a deleted department away again, so an id is the
 * last choice.
 */
function departmentLocator(
	base: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'displayOptions'>,
): INodeProperties {
	return {
		...base,
		type: 'resourceLocator',
		default: { mode: 'name', value: '' },
		modes: [
			{
				// The editor cuts a longer name.
				displayName: 'Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Sales',
				hint: 'As Net2 shows it',
			},
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchDepartments', searchable: true },
			},
			{
				displayName: 'Net2 ID',
				name: 'net2Id',
				type: 'string',
				placeholder: 'e.g. 5',
				hint: 'Use 0 for no department',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^[0-9]+$',
							errorMessage:
								"A Net2 ID is a whole number. For the name of a department choose 'Name'.",
						},
					},
				],
			},
		],
	};
}

/** Where a user belongs: kept, named, or looked up from what HR calls it. */
export const departmentChoice: INodeProperties[] = [
	{
		displayName: 'Department Mode',
		name: 'departmentMode',
		type: 'options',
		options: [
			{
				name: 'Choose Directly',
				value: 'direct',
				description: 'Use a department of Net2',
			},
			{
				name: 'Keep',
				value: 'keep',
				description: 'Keep the department. A new user gets none.',
			},
			{
				name: 'Map From HR',
				value: 'mapped',
				description: 'Look up the HR department in a table',
			},
		],
		default: 'keep',
		description: 'How the department in Net2 is decided',
	},
	departmentLocator({
		displayName: 'Department',
		name: 'department',
		displayOptions: { show: { departmentMode: ['direct'] } },
		description: 'The department in Net2. If empty, the department stays as it is.',
	}),
	{
		displayName: 'HR Department',
		name: 'hrDepartment',
		type: 'string',
		default: '',
		placeholder: 'e.g. Human Resources',
		displayOptions: { show: { departmentMode: ['mapped'] } },
		description:
			'The department as HR calls it. The node looks it up in the table. If empty, the department stays as it is.',
	},
	{ ...mapping, displayOptions: { show: { departmentMode: ['mapped'] } } },
];

/** One department that is itself changed. */
export const oneDepartment: INodeProperties = {
	...departmentLocator({
		displayName: 'Department',
		name: 'department',
		description: 'The department in Net2',
	}),
	required: true,
};

export const departmentName: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Facilities',
};

/** Where users are moved who have left. */
export const leaverDepartment = departmentLocator({
	displayName: 'Leaver Department',
	name: 'leaverDepartment',
	description: 'The department for users who have left. Leave empty if you have none.',
});
