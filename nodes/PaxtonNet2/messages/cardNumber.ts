import { catalogue } from './message';

const OR_CSN = 'If it is the serial number of the card, choose the format CSN.';

/** Card numbers as a reader or a list shows them. No message repeats a number. */
export const cardNumberMessages = catalogue({
	noNumber: {
		reason: 'badInput',
		message: 'The card number is empty.',
		remedy: 'Give the number of the card.',
	},
	badText: {
		reason: 'badInput',
		message: 'The card number is too long or has control characters.',
		remedy: 'Give it as it is read, in at most 30 characters.',
	},
	notDecimal: {
		reason: 'badInput',
		message: 'The card number is not a number that Net2 can store.',
		remedy: `Give digits only, at most 8 of them. ${OR_CSN}`,
	},
	notHex: {
		reason: 'badInput',
		message: 'The card number is not a number that Net2 can store.',
		remedy: `Give digits 0 to 9 and A to F, at most 5F5E0FF. ${OR_CSN}`,
	},
	notSerial: {
		reason: 'badInput',
		message: 'The card number is not the serial number (CSN, UID) of a card.',
		remedy: 'Give its bytes, four at least, in base 16: 04 A2 2B 1C or 04:A2:2B:1C.',
	},
	zero: {
		reason: 'badInput',
		message: 'The card number is 0, which is not a card.',
		remedy: 'Check the number and its format.',
	},
});
