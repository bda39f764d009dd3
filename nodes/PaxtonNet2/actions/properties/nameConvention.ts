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
		'Composes first, middle and last name from own name and partner name, each with its prefix. Leave those out of the fields then.',
	options: [
		{
			displayName: 'Convention',
			name: 'convention',
			type: 'string',
			default: 'B',
			placeholder: 'e.g. {{ $json.convention }}',
			description:
				'B: own name. BP: own - partner. P: partner. PB: partner - own. Empty, or no partner name: own name.',
		},
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Anna',
			description: 'First name or the name that the person goes by. Empty: it stays.',
		},
		{
			displayName: 'Own Name',
			name: 'ownName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Berg',
			description: 'Family name at birth, without its prefix',
		},
		{
			displayName: 'Own Prefix',
			name: 'ownPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. van den',
			description: 'What stands before the own name',
		},
		{
			displayName: 'Partner Name',
			name: 'partnerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Vries',
			description: 'Family name of the partner, without its prefix',
		},
		{
			displayName: 'Partner Prefix',
			name: 'partnerPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. de',
			description: 'What stands before the name of the partner',
		},
	],
};
