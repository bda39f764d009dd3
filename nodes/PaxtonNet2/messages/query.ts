import { catalogue } from './message';

/** Searches with the database queries of Net2, and for events. */
export const queryMessages = catalogue({
	unknownFieldNumber: {
		reason: 'badInput',
		message: 'Net2 has no custom field {field}.',
		remedy: 'Choose one of the custom fields 1 to 14.',
	},
	invalidCharacter: {
		reason: 'badInput',
		message: 'A value to search for contains an invalid character (a null or half a character).',
		remedy: 'Remove the character before the value reaches this node.',
	},
	valueTooLong: {
		reason: 'badInput',
		message: 'A value to search for is too long for a query ({length} characters).',
		remedy:
			'Net2 keeps at most 100 characters in a custom field. Check which column is mapped to the personnel number.',
	},
	lengthTooShort: {
		reason: 'badInput',
		message: 'No query has a length of {length}.',
		remedy: 'Use a length of 100 or more.',
	},
	noQueryRun: {
		reason: 'badReply',
		message: 'Net2 ran no query.',
		remedy: 'Run the item again.',
	},
	queryRefused: {
		reason: 'badReply',
		message: '{cause}',
		remedy: 'This server does not run the query.',
	},
	emptyQuery: {
		reason: 'badReply',
		message: 'Net2 answered a query for all users with no user, although its list shows {users}.',
		remedy: 'Check that the operator may see all users by the SQL route.',
	},
	eventsByNoNumber: {
		reason: 'badInput',
		message: 'Events cannot be selected by {value}, since it is not a whole number.',
		remedy: 'Use a whole number, for example 28.',
	},
	eventsByNoTime: {
		reason: 'badInput',
		message: 'Events cannot be selected by a value that is not a time.',
		remedy: 'Use a time of the form 2026-11-24T09:00:00.',
	},
});
