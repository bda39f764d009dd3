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
				'Bytes in base 16, such as 04 A2 2B 1C. Net2 stores the number of the first four.',
		},
		{
			name: 'Decimal',
			value: 'decimal',
			description: 'The number as Net2 shows it, at most 8 digits',
		},
		{ name: 'Hexadecimal', value: 'hex', description: 'The number of Net2 in base 16' },
	],
	default: 'decimal',
	description: 'How card numbers are written. The node does not guess: 10000001 may be either.',
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
	description: 'Kind of card, by the names that Net2 uses. Its API calls cards tokens.',
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
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchCards' },
		},
		{
			displayName: 'Net2 ID',
			name: 'net2Id',
			type: 'string',
			placeholder: 'e.g. 0',
			hint: 'The ID from Get Many of Card. 0 is a valid ID.',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[0-9]+$',
						errorMessage: "A Net2 ID is a whole number. For a card number choose 'Number'.",
					},
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
		'Card numbers that the user must have, as a list or text. Separate them by commas. Missing cards are added and none is removed. A number of another user is refused.',
};

export const replaceFromLeavers: INodeProperties = {
	displayName: 'Replace From Leavers',
	name: 'replaceFromLeavers',
	type: 'boolean',
	default: false,
	description:
		'Whether a card moves from a user whose end date has passed. The result shows that user. A card of any other user is refused.',
};

/** Without cards these options say nothing. */
const WITH_CARDS: INodeProperties['displayOptions'] = { hide: { '/cards': [''] } };

/** How the numbers in 'Cards' are written. */
export const cardNumberFormat: INodeProperties = {
	...numberFormat,
	displayName: 'Card Number Format',
	displayOptions: WITH_CARDS,
};

export const cardType: INodeProperties = {
	...tokenType,
	displayOptions: WITH_CARDS,
	description: 'Kind of the cards that do not name a kind themselves',
};

export const cardsFromLeavers: INodeProperties = {
	...replaceFromLeavers,
	displayOptions: WITH_CARDS,
};
