import type { INodeProperties } from 'n8n-workflow';

/** The table that translates HR's words into Net2's (design, section 9). Never a path on disk. */
export const mapping: INodeProperties = {
	displayName: 'Mapping Table',
	name: 'mapping',
	type: 'collection',
	placeholder: 'Add Setting',
	default: { source: 'rows', rows: '[]' },
	description:
		'Table with one row per HR department. Its columns are Department and DepartmentNet2, unless named otherwise.',
	options: [
		{
			displayName: 'Binary Property',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			placeholder: 'e.g. data',
			description:
				'Input property that holds the CSV file. An item without it uses the file of the first item.',
			displayOptions: { show: { source: ['binary'] } },
		},
		{
			displayName: 'Column With Access Level',
			name: 'levelColumn',
			type: 'string',
			default: 'AccessLevel',
			placeholder: 'e.g. AccessLevel',
			description: 'Header of the column that holds an access level, one row per level',
		},
		{
			displayName: 'Column With HR Name',
			name: 'fromColumn',
			type: 'string',
			default: 'Department',
			placeholder: 'e.g. Department',
			description: 'Header of the column that holds the department as HR calls it',
		},
		{
			displayName: 'Column With Net2 Name',
			name: 'toColumn',
			type: 'string',
			default: 'DepartmentNet2',
			placeholder: 'e.g. DepartmentNet2',
			description: 'Header of the column that holds the department as Net2 calls it',
		},
		{
			displayName: 'CSV Text',
			name: 'csvText',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '',
			placeholder: 'e.g. Department;DepartmentNet2',
			description: 'The table as CSV, with a header line; columns separated by ; or ,',
			displayOptions: { show: { source: ['csvText'] } },
		},
		{
			displayName: 'Rows',
			name: 'rows',
			type: 'json',
			default: '[]',
			placeholder: 'e.g. [{ "Department": "HR", "DepartmentNet2": "Human Resources" }]',
			description:
				'The table as a list of objects, typed in or given by an expression such as the items of another node',
			displayOptions: { show: { source: ['rows'] } },
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'A CSV file in a binary property' },
				{ name: 'CSV Text', value: 'csvText', description: 'Text pasted here' },
				{ name: 'Rows', value: 'rows', description: 'A list of objects' },
			],
			default: 'rows',
			description: 'Where the table comes from',
		},
	],
};
