import { catalogue } from './message';

const RAISE = "Check the list. If it is right, raise '{option}' in 'Safety Limits'.";
const RAISE_KEY_CHANGES =
	"Check the column with the personnel numbers. If they are right, raise '{option}' in 'Safety Limits'.";

/** The safety limits as they were set, and those that a plan exceeds. */
export const limitMessages = catalogue({
	notASetOfLimits: {
		reason: 'badInput',
		message: "'Safety Limits' is {value}, but it must be a set of limits.",
		remedy:
			'Add each limit by its name, or use an expression that returns an object such as {example}.',
	},
	unknownLimit: {
		reason: 'badInput',
		message: "'Safety Limits' has no limit '{name}'.",
		remedy: 'Use one of these names: {names}.',
	},
	badCountLimit: {
		reason: 'badInput',
		message: "The safety limit '{name}' is {value}.",
		remedy:
			"Enter a whole number, 0 or more, in 'Safety Limits'. Remove the limit to use its default.",
	},
	badPercentLimit: {
		reason: 'badInput',
		message: "The safety limit '{name}' is {value}.",
		remedy: "Enter a number from 0 to 100 in 'Safety Limits'. Remove the limit to use its default.",
	},

	// A plan that exceeds a limit. `{count}` has its noun, for example 3 users.
	loseAccess: {
		reason: 'safetyLimit',
		message: '{count} would lose access, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	levelsRemoved: {
		reason: 'safetyLimit',
		message: '{count} would be removed, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	newUsers: {
		reason: 'safetyLimit',
		message: '{count} would be created, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	accessAgain: {
		reason: 'safetyLimit',
		message: '{count} would get access again, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	levelsAdded: {
		reason: 'safetyLimit',
		message:
			'{count} would be added for existing users, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	usersGetLevels: {
		reason: 'safetyLimit',
		message: '{count} would get more access levels, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	badLines: {
		reason: 'safetyLimit',
		message: '{count} cannot be processed, and the limit is {limit}. Nothing was written.',
		remedy: "Correct these lines, or raise '{option}' in 'Safety Limits' to process the others.",
	},
	usersChange: {
		reason: 'safetyLimit',
		message: '{count} would change, and the limit is {limit}. Nothing was written.',
		remedy: RAISE,
	},
	oneNumberChanged: {
		reason: 'safetyLimit',
		message:
			'{count} seems to have another personnel number, and the limit is {limit}. Nothing was written.',
		remedy: RAISE_KEY_CHANGES,
	},
	numbersChanged: {
		reason: 'safetyLimit',
		message:
			'{count} seem to have another personnel number, and the limit is {limit}. Nothing was written.',
		remedy: RAISE_KEY_CHANGES,
	},
	listTooShort: {
		reason: 'safetyLimit',
		message: 'The list names {count}, but it must name at least {limit}. Nothing was written.',
		remedy: "Check that the list is complete. If it is, lower 'Min List Size' in 'Safety Limits'.",
	},
	tooFewMatches: {
		reason: 'safetyLimit',
		message:
			'The list names {named} of {numbered} enabled users who have a personnel number. It must name at least {required} ({percent}% of {numbered}). Nothing was written.',
		remedy:
			"Check that it is the list of this site. Check that 'Correlation Field Name or ID' is the field with the personnel numbers. If both are right, lower 'Min Match Percent' in 'Safety Limits'.",
	},
});
