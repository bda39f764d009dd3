import { catalogue } from './message';

const NUMBER_OF_ITS_OWN =
	'Give each user a number of its own. To exchange two numbers, clear one of them first.';
const NAME_REMEDY =
	"Check the number. If it is the same employee, correct the name in Net2 or give the email address of both. You can also switch off 'Verify Name'.";
const DUPLICATE_REMEDY =
	"If it is the same employee, write the number into user {id} in Net2. If it is another employee, add {id} to 'Allow Duplicate Of'.";

/** Which user an item means, and whether it really is that user. */
export const identityMessages = catalogue({
	keyTooLong: {
		reason: 'badInput',
		message:
			'The personnel number "{start}…" has {length} characters. The field has room for {room}. Nothing was written.',
		remedy: "Check the value in 'Personnel Number'. No user in Net2 can have this one.",
	},
	badUserId: {
		reason: 'badInput',
		message: '"{text}" is not the id of a Net2 user.',
		remedy: "An id is a whole number above 0. For a personnel number choose 'Number'.",
	},
	noUserWithId: {
		reason: 'notFound',
		message: 'Net2 has no user with id {id}.',
		remedy: 'The user may have been deleted. Check the id in Net2.',
	},
	noUserWithNumber: {
		reason: 'notFound',
		message: 'No user in Net2 has personnel number "{number}".',
		remedy: "Check the number and 'Correlation Field Name or ID', or create the user first.",
	},
	similarNumber: {
		reason: 'nearMiss',
		message:
			'No user has personnel number "{number}". A similar one exists: {users}. Nothing was written.',
		remedy: "Correct the number in the item or in Net2, or choose the user by 'Net2 ID'.",
	},
	severalUsers: {
		reason: 'ambiguous',
		message:
			'{count} users in Net2 have personnel number "{number}": {users}. Nothing was written.',
		remedy: "Correct the number of all but one of them in Net2, or choose the user by 'Net2 ID'.",
	},
	deletedUser: {
		reason: 'ambiguous',
		message:
			'Personnel number "{number}" belongs to a user who was deleted in Net2: {users}. Nothing was written.',
		remedy: "If another employee has the number now, switch on 'Ignore Deleted' for this item.",
	},
	itemsDiffer: {
		reason: 'duplicateKey',
		message: 'Items {items} differ and are about the same user. Nothing was written for this user.',
		remedy: 'Pass one item for each user.',
	},

	leaversDiffer: {
		reason: 'duplicateKey',
		message:
			'Items {items} disable the same user, and name different leaver departments or marker fields. The first one counts, so the one of this item was not used.',
		remedy:
			'See the result of the first of these items. Move the user by hand if it must be in the other department.',
	},

	disablingItemsDiffer: {
		reason: 'duplicateKey',
		message:
			'Items {items} disable the same user, and name different values for a field or a department. The first one counts, so those of this item were not written.',
		remedy:
			'See the result of the first of these items. To write other values, pass one item for each user.',
	},

	// A new user who may be in Net2 already.
	duplicateByNumber: {
		reason: 'possibleDuplicate',
		message:
			'A new user with personnel number "{number}" may be a duplicate of user {id}, who has this number. Nothing was written.',
		remedy:
			"Run the item again, so that the node finds user {id}. 'Allow Duplicate Of' does not apply to an equal number.",
	},
	duplicateBySimilarNumber: {
		reason: 'possibleDuplicate',
		message:
			'A new user with personnel number "{number}" may be a duplicate of user {id}. That user has nearly the same number: "{present}". Nothing was written.',
		remedy: DUPLICATE_REMEDY,
	},
	duplicateByName: {
		reason: 'possibleDuplicate',
		message:
			'A new user with personnel number "{number}" may be a duplicate of user {id}. That user has the same name and no number. Nothing was written.',
		remedy: DUPLICATE_REMEDY,
	},
	duplicateByEmail: {
		reason: 'possibleDuplicate',
		message:
			'A new user with personnel number "{number}" may be a duplicate of user {id}. That user has the same email address and no number. Nothing was written.',
		remedy: DUPLICATE_REMEDY,
	},

	// The name of the user who was found.
	otherName: {
		reason: 'nameMismatch',
		message:
			'The {part} of user {id} in Net2 differs from the item. The number may belong to another employee. Nothing was written.',
		remedy: NAME_REMEDY,
	},
	otherNameForNumber: {
		reason: 'nameMismatch',
		message:
			'The {part} of user {id} (personnel number "{number}") in Net2 differs from the item. The number may belong to another employee. Nothing was written.',
		remedy: NAME_REMEDY,
	},

	// The number that an item gives to a user.
	numberOfOtherUser: {
		reason: 'duplicateKey',
		message:
			'User {id} cannot get personnel number "{number}", because user {holder} has "{present}". Nothing was written.',
		remedy: NUMBER_OF_ITS_OWN,
	},
	numberGivenTwice: {
		reason: 'duplicateKey',
		message:
			'User {id} cannot get personnel number "{number}", because another item gives it to {other}. Nothing was written.',
		remedy: NUMBER_OF_ITS_OWN,
	},
	newNumberTwice: {
		reason: 'duplicateKey',
		message:
			'No user is created with personnel number "{number}", because another item gives nearly the same number to {other}. Nothing was written.',
		remedy:
			"If it is one employee, pass one item. If they are two, run this item again later, with the id of the other user in 'Allow Duplicate Of'.",
	},
	newNumberOfOther: {
		reason: 'duplicateKey',
		message:
			'No user is created with personnel number "{number}", because {other} has it or gets it. Nothing was written.',
		remedy: NUMBER_OF_ITS_OWN,
	},
	fieldsOverwriteNumber: {
		reason: 'badInput',
		message:
			'The fields would overwrite the personnel number "{number}" with "{other}". Nothing was written.',
		remedy: "Remove the number from 'Fields'.",
	},
	fieldsOverwriteFoundNumber: {
		reason: 'badInput',
		message:
			'The user was found by personnel number "{number}", and the fields would overwrite it with "{other}". Nothing was written.',
		remedy: "Remove the number from 'Fields'. To change a number, choose the user by 'Net2 ID'.",
	},
	fieldSaysOtherNumber: {
		reason: 'badInput',
		message:
			'The personnel number is "{number}", but the mapped field {field} says "{other}". Nothing was written.',
		remedy: "Remove that field from 'Fields'. The node writes the personnel number there anyway.",
	},
	newUserWithoutNumber: {
		reason: 'badInput',
		message: 'A new user needs a personnel number. Nothing was written.',
		remedy: "Set 'Personnel Number' for this item.",
	},
	newUserWithoutName: {
		reason: 'badInput',
		message:
			'No user in Net2 has personnel number "{number}", and the item has no name for a new user. Nothing was written.',
		remedy: "Map 'First Name' or 'Last Name'.",
	},

	enabledUserNotDeleted: {
		reason: 'protected',
		message: 'User {id} is enabled, and the node deletes only disabled users. Nothing was written.',
		remedy: "Disable the user first, or switch on 'Force'.",
	},
});
