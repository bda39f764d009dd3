import type { INodeProperties } from 'n8n-workflow';

/**
 * A name as Dutch HR systems keep it. Every part is text, so that an expression may give it; the convention differs from
 * person to person.
 */
export const nameConvention: INodeProperties = {
	displayName: 'Name Convention',
	name: 'nameConvention',
	type: 'collection',
	placeholder: 'Add Part of the Name',
	default: {},
	description:
		"Composes first, middle and last name from own name and partner name, each with its prefix. Leave the names out of 'Fields' then.",
	options: [
		{
			displayName: 'Convention',
			name: 'convention',
			type: 'string',
			default: 'B',
			placeholder: 'e.g. {{ $json.convention }}',
			description:
				'B: own name. BP: own - partner. P: partner. PB: partner - own. If empty, or without a partner name: own name.',
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
