import type { INodeProperties } from 'n8n-workflow';

export const numberFormat: INodeProperties = {
	displayName: 'Number Format',
	name: 'numberFormat',
	type: 'options',
	options: [
		{
			name: 'CSN (Serial Number of the Card)',
			value: 'csn',
			description:
				'Bytes in base 16, such as 04 A2 2B 1C; the first four make the number that Net2 keeps',
		},
		{
			name: 'Decimal',
			value: 'decimal',
			description: 'The number as Net2 shows it, at most 8 digits',
		},
		{ name: 'Hexadecimal', value: 'hex', description: 'The number of Net2 in base 16' },
	],
	default: 'decimal',
	description: 'How card numbers are written here. It is never guessed: 10000001 may be either.',
};

export const tokenType: INodeProperties = {
	displayName: 'Card Type',
	name: 'tokenType',
	type: 'options',
	options: [
		{ name: 'Fingerprint Verification Card', value: 'FingerprintVerificationCard' },
		{ name: 'Hands Free Key Card', value: 'HandsFreeKeyCard' },
		{ name: 'Hands Free Token', value: 'HandsFreeToken' },
		{ name: 'Keyfob', value: 'Keyfob' },
		{ name: 'Prox Card', value: 'ProxCard' },
		{ name: 'Prox ISO Card', value: 'ProxIsoCard' },
		{ name: 'Prox ISO Card Without Magstripe', value: 'ProxIsoCardWithoutMagstripe' },
		{ name: 'Telephone Caller ID', value: 'TelephoneCallerId' },
		{ name: 'Unspecified', value: 'Unspecified' },
		{ name: 'Vehicle Number Plate', value: 'VehicleNumberPlate' },
		{ name: 'Watchprox', value: 'Watchprox' },
	],
	default: 'ProxCard',
	description: 'What kind of card it is, by the names that Net2 uses',
};

/** One card of the user. */
export const card: INodeProperties = {
	displayName: 'Card',
	name: 'card',
	type: 'resourceLocator',
	default: { mode: 'number', value: '' },
	required: true,
	description: 'The card of this user',
	modes: [
		{
			// By Number would be cut by the editor.
			displayName: 'Number',
			name: 'number',
			type: 'string',
			placeholder: 'e.g. 12345678',
			hint: 'Written as Number Format says',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 0',
			hint: 'The ID that Get Many of Card tells; 0 is one, too',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^[0-9]+$', errorMessage: 'A card ID is a whole number' },
				},
			],
		},
	],
};

/** Cards that a user is to have. */
export const cards: INodeProperties = {
	displayName: 'Cards',
	name: 'cards',
	type: 'string',
	default: '',
	placeholder: 'e.g. 12345678, 23456789',
	description:
		'Numbers of cards that the user is to have, as a list or with commas between. Those missing are added, none is taken away; a number that somebody else holds is refused. How numbers are written is set in the options.',
};

/** A collection of options with those that say how such numbers are to be read. */
export function withCards(
	collection: INodeProperties,
	more: INodeProperties[] = [],
): INodeProperties {
	const options = [
		...(collection.options ?? []),
		...more,
		{ ...numberFormat, displayName: 'Card Number Format' },
		{ ...tokenType, description: 'What kind of cards those are that do not say so themselves' },
	];
	const nameOf = (option: (typeof options)[number]) =>
		'displayName' in option ? option.displayName : option.name;
	return {
		...collection,
		options: options.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en')),
	};
}
