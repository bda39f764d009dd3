import { catalogue } from './message';

const NO_FIELDS = 'This Net2 lists no custom fields.';
const FIELDS = 'The custom fields of this Net2 are: {customFields}.';
const KNOWN = 'Known are {known}.';

/** The fields of a user, their values, and the personnel number. */
export const fieldMessages = catalogue({
	// The field itself.
	unknownField: {
		reason: 'unknownField',
		message: 'The field {field} is unknown.',
		remedy: `${KNOWN} ${FIELDS}`,
	},
	unknownFieldOfNone: {
		reason: 'unknownField',
		message: 'The field {field} is unknown.',
		remedy: `${KNOWN} ${NO_FIELDS}`,
	},
	missingField: {
		reason: 'unknownField',
		message: 'The field {field} does not exist in this Net2.',
		remedy: FIELDS,
	},
	missingFieldOfNone: {
		reason: 'unknownField',
		message: 'The field {field} does not exist in this Net2.',
		remedy: NO_FIELDS,
	},
	unknownLabel: {
		reason: 'unknownField',
		message: 'No custom field is labelled {label}.',
		remedy: FIELDS,
	},
	unknownLabelOfNone: {
		reason: 'unknownField',
		message: 'No custom field is labelled {label}.',
		remedy: NO_FIELDS,
	},
	severalLabelled: {
		reason: 'unknownField',
		message: 'Several custom fields are labelled {label}.',
		remedy: `Name the field by its id. ${FIELDS}`,
	},
	severalDefaults: {
		reason: 'unknownField',
		message: 'Several fields are labelled "{label}".',
		remedy: `Name the correlation field by its id. ${FIELDS}`,
	},

	// Its value.
	notText: {
		reason: 'badInput',
		message: 'The field "{field}" must be text, but it is {kind}.',
		remedy: 'Write the value as text.',
	},
	tooLong: {
		reason: 'badInput',
		message: 'The field "{field}" can store {most} characters, but {value} has {length}.',
		remedy: 'Shorten the value. The node never cuts it.',
	},
	controlCharacters: {
		reason: 'badInput',
		message: 'The value {value} of the field "{field}" contains control characters.',
		remedy: 'Remove line breaks, tabs and other invisible characters.',
	},
	lostCharacters: {
		reason: 'badInput',
		message: 'The text {text} {place} has characters that were lost because of a wrong encoding.',
		remedy:
			"Choose the encoding of the file where it is read ('Encoding' in 'Extract from File'), e.g. windows-1252.",
	},
	notFlag: {
		reason: 'badInput',
		message: 'The field "{field}" must be true or false, but it is {value}.',
		remedy: 'Write true or false.',
	},
	shortPin: {
		reason: 'badInput',
		message: 'The PIN is a number with fewer than four digits: leading zeros may have been lost.',
		remedy: 'Give the PIN as text.',
	},
	badPin: {
		reason: 'badInput',
		message: 'The PIN has characters that are not digits.',
		remedy: 'Give the PIN as text of digits.',
	},

	// The name.
	noName: {
		reason: 'badInput',
		message: 'First and last name are both empty.',
		remedy: 'Give at least one of them. Net2 stores no user without a name.',
	},
	noFamilyName: {
		reason: 'badInput',
		message: "The name convention is given, but neither 'Own Name' nor 'Partner Name'.",
		remedy: "Map 'Own Name', or leave the name convention out.",
	},
	unknownConvention: {
		reason: 'badInput',
		message: 'The name convention {code} is unknown.',
		remedy:
			'Use one of B, BP, P and PB. B is the own name, and P the partner name. The codes 0 to 3 also work.',
	},

	// The personnel number.
	keyNotText: {
		reason: 'badInput',
		message: 'The personnel number must be text, but it is {kind}.',
		remedy: 'Give the personnel number as text, for example "00123".',
	},
	emptyKey: {
		reason: 'badInput',
		message: 'The personnel number is empty.',
		remedy: "Give it in 'Personnel Number', or in the column 'key' of the HR list.",
	},
	keyWithControlCharacters: {
		reason: 'badInput',
		message: 'The personnel number {key} contains control characters.',
		remedy: 'Remove line breaks, tabs and other invisible characters from it.',
	},
});
