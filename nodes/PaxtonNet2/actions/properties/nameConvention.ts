import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The list takes an expression, which may return each code of HR systems (docs/name-conventions.md). */
export const conventionOptions: INodePropertyOptions[] = [
	{ name: 'Own Name', value: 'B' },
	{ name: 'Own Name - Partner Name', value: 'BP' },
	{ name: 'Partner Name', value: 'P' },
	{ name: 'Partner Name - Own Name', value: 'PB' },
];

/**
 * A name as Dutch HR systems keep it. Every part takes an expression, because the convention differs from
 * employee to employee.
 */
export const nameConvention: INodeProperties = {
	displayName: 'Name Convention',
	name: 'nameConvention',
	type: 'collection',
	placeholder: 'Add Part of the Name',
	default: {},
	description:
		"Composes the name from own name and partner name, with prefixes. Leave the names out of 'Fields' then.",
	options: [
		{
			displayName: 'Convention',
			name: 'convention',
			type: 'options',
			options: conventionOptions,
			default: 'B',
			description:
				'Which names the employee uses. An expression may also return the codes E, 0, 1, 2 or 3. If it returns none, or without a partner name, the own name is used.',
		},
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Anna',
			description: 'First name or the name that the employee uses. If empty, the first name stays.',
		},
		{
			displayName: 'Own Name',
			name: 'ownName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Berg',
			description: 'Last name at birth, without its prefix',
		},
		{
			displayName: 'Own Prefix',
			name: 'ownPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. van den',
			description: 'Prefix of the own name',
		},
		{
			displayName: 'Partner Name',
			name: 'partnerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Vries',
			description: 'Last name of the partner, without its prefix',
		},
		{
			displayName: 'Partner Prefix',
			name: 'partnerPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. de',
			description: 'Prefix of the name of the partner',
		},
	],
};
