import type { INodeProperties } from 'n8n-workflow';
import { HR_COLUMNS, type HrColumn } from '../../mapping/hrColumns';
import { conventionOptions } from './nameConvention';

/** How the lines of an HR list are understood; see docs/hr-data.md. */

const COLUMN_OPTIONS: Record<HrColumn, string> = {
	key: 'Personnel Number',
	firstName: 'First Name',
	middleName: 'Middle Name',
	lastName: 'Last Name',
	department: 'Department',
	email: 'Email',
	title: 'Title',
	phone: 'Phone',
	startDate: 'Start Date',
	endDate: 'End Date',
	status: 'Status',
	primary: 'Primary Line',
	accessLevels: 'Access Levels',
	cards: 'Cards',
	eventId: 'Event ID',
	nameConvention: 'Name Convention',
	ownName: 'Own Name',
	ownPrefix: 'Own Prefix',
	partnerName: 'Partner Name',
	partnerPrefix: 'Partner Prefix',
};

const meanings = [
	...HR_COLUMNS.map((value) => ({ name: COLUMN_OPTIONS[value], value })),
	{
		name: 'Ignore',
		value: 'ignore',
		description: 'The column says nothing that the node should use',
	},
].sort((a, b) => a.name.localeCompare(b.name, 'en'));

export const columnNames: INodeProperties = {
	displayName: 'Column Names',
	name: 'columnNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Column',
	default: {},
	description:
		'Meaning of columns that the node does not recognise. The summary lists the columns that it recognised.',
	options: [
		{
			displayName: 'Column',
			name: 'columns',
			values: [
				{
					displayName: 'Column',
					name: 'column',
					type: 'string',
					default: '',
					placeholder: 'e.g. Datum uit dienst',
					description: 'Name of the column in the HR list',
				},
				{
					displayName: 'Meaning',
					name: 'means',
					type: 'options',
					options: meanings,
					default: 'ignore',
					description: 'What the column contains',
				},
			],
		},
	],
};

export const severalLines: INodeProperties = {
	displayName: 'Several Lines',
	name: 'severalLines',
	type: 'options',
	options: [
		{
			name: 'Merge',
			value: 'merge',
			description:
				'Use the line in force today, and the latest end date. The employee has left when all lines have ended.',
		},
		{
			name: 'Refuse',
			value: 'refuse',
			description: 'Report these lines as errors, unless all of them have ended',
		},
	],
	default: 'refuse',
	description: 'What to do with several different lines for one employee',
};

export const leaverStatuses: INodeProperties = {
	displayName: 'Leaver Statuses',
	name: 'leaverStatuses',
	type: 'string',
	default: '',
	placeholder: 'e.g. Retired, Archived',
	description:
		'More status values that mean that the employee has left. Separate them by commas. Leave empty to use the known values only, e.g. inactive or terminated.',
};

export const listNameConvention: INodeProperties = {
	displayName: 'Name Convention',
	name: 'nameConvention',
	type: 'options',
	options: conventionOptions,
	default: 'B',
	description:
		'Convention for lines with own name and partner name but no convention. An expression may also return the codes E, 0, 1, 2 or 3.',
};
