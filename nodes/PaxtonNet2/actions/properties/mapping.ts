import type { INodeProperties } from 'n8n-workflow';

/** The table that translates HR's words into Net2's. Never a path on disk. */
export const mapping: INodeProperties = {
	displayName: 'Mapping Table',
	name: 'mapping',
	type: 'collection',
	placeholder: 'Add Setting',
	default: { source: 'rows', rows: '[]' },
	description:
		'Table with one row for each HR department. Its columns are Department and DepartmentNet2, unless you name others.',
	options: [
		{
			displayName: 'Column With Access Level',
			name: 'levelColumn',
			type: 'string',
			default: 'AccessLevel',
			placeholder: 'e.g. AccessLevel',
			description: 'Header of the column with the access level. Write one row for each level.',
		},
		{
			displayName: 'Column With HR Name',
			name: 'fromColumn',
			type: 'string',
			default: 'Department',
			placeholder: 'e.g. Department',
			description: 'Header of the column with the department as HR calls it',
		},
		{
			displayName: 'Column With Net2 Name',
			name: 'toColumn',
			type: 'string',
			default: 'DepartmentNet2',
			placeholder: 'e.g. DepartmentNet2',
			description: 'Header of the column with the department as Net2 calls it',
		},
		{
			displayName: 'CSV Text',
			name: 'csvText',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '',
			placeholder: 'e.g. Department;DepartmentNet2',
			description: 'The table as CSV with a header line. Separate columns by semicolons or commas.',
			displayOptions: { show: { source: ['csvText'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			placeholder: 'e.g. data',
			description:
				'Name of the input field with the CSV file. An item without it uses the file of the first item.',
			displayOptions: { show: { source: ['binary'] } },
		},
		{
			displayName: 'Rows',
			name: 'rows',
			type: 'json',
			default: '[]',
			placeholder: 'e.g. [{ "Department": "HR", "DepartmentNet2": "Human Resources" }]',
			description:
				'The table as a list of objects. Type it in, or use an expression such as the items of another node.',
			displayOptions: { show: { source: ['rows'] } },
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'A CSV file in an input data field' },
				{ name: 'CSV Text', value: 'csvText', description: 'Text pasted here' },
				{ name: 'Rows', value: 'rows', description: 'A list of objects' },
			],
			default: 'rows',
			description: 'Where the table comes from',
		},
	],
};
