import type { INodeProperties } from 'n8n-workflow';
import { mapping } from './mapping';

/** A department by name; by ID only where somebody insists, since Net2 gives an ID away again. */
function departmentLocator(
	base: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'displayOptions'>,
): INodeProperties {
	return {
		...base,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchDepartments', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Sales',
				hint: 'Exactly as Net2 shows it',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 5',
				hint: '0 stands for no department',
				validation: [
					{
						type: 'regex',
						properties: { regex: '^[0-9]+$', errorMessage: 'A department ID is a whole number' },
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
				name: 'Keep',
				value: 'keep',
				description: 'Leave the department as it is; a new user gets none',
			},
			{
				name: 'Choose Directly',
				value: 'direct',
				description: 'Name a department of Net2',
			},
			{
				name: 'Map From HR',
				value: 'mapped',
				description: 'Look up what HR calls the department in a table',
			},
		],
		default: 'keep',
		description: 'How the department in Net2 is decided',
	},
	departmentLocator({
		displayName: 'Department',
		name: 'department',
		displayOptions: { show: { departmentMode: ['direct'] } },
		description: 'The department in Net2. Empty: the department stays as it is.',
	}),
	{
		displayName: 'HR Department',
		name: 'hrDepartment',
		type: 'string',
		default: '',
		placeholder: 'e.g. Human Resources',
		displayOptions: { show: { departmentMode: ['mapped'] } },
		description:
			'The department as HR calls it, to be looked up in the table. Empty: the department stays as it is.',
	},
	{ ...mapping, displayOptions: { show: { departmentMode: ['mapped'] } } },
];

/** One department, that is to be changed itself. */
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

/** Where people are put who have left. */
export const leaverDepartment = departmentLocator({
	displayName: 'Leaver Department',
	name: 'leaverDepartment',
	description:
		'The department for people who have left, if you keep one. Empty: departments play no part in leaving.',
});
