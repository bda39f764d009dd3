import { catalogue } from './message';

const NEW_PLAN = 'Make a new plan, check it, and have it approved.';
const OTHER_FIELD = "Choose another 'Email Field' or 'Title Field'.";

/** The whole HR list: the plan, the settings, and lines for which the user is in doubt. */
export const synchronizeMessages = catalogue({
	// The approved plan
	badPlanId: {
		reason: 'badInput',
		message: '"{planId}" is not a plan ID. Nothing was written.',
		remedy: "Run the mode 'Plan', and copy 'planId' from its summary into 'Plan ID'.",
	},
	planExpired: {
		reason: 'conflict',
		message: 'The plan was made more than 72 hours ago. Nothing was written.',
		remedy: NEW_PLAN,
	},
	planDiffers: {
		reason: 'conflict',
		message:
			'The list, the settings or Net2 has changed since this plan was made, or it was made on another server. Nothing was written.',
		remedy: NEW_PLAN,
	},

	// Settings
	reopenWithoutMarker: {
		reason: 'badInput',
		message:
			"'Re-Enable Returning Users' needs a 'Marker Field'. Without one the node does not know which users it disabled. Nothing was written.",
		remedy:
			"Set 'Marker Field' in the options, for example to Notes, or switch off 'Re-Enable Returning Users'.",
	},
	emailFieldTaken: {
		reason: 'badInput',
		message:
			'The email address would go to {field}, which is the field of the personnel number or of the marker. Nothing was written.',
		remedy: OTHER_FIELD,
	},
	titleFieldTaken: {
		reason: 'badInput',
		message:
			'The job title would go to {field}, which is the field of the personnel number or of the marker. Nothing was written.',
		remedy: OTHER_FIELD,
	},
	noneProtected: {
		reason: 'badInput',
		message:
			'Department None cannot be protected, because every new user is in it. Nothing was written.',
		remedy: "Enter ids of users in 'Protected Users and Departments' instead.",
	},

	// The user of a line
	similarNumber: {
		reason: 'nearMiss',
		message:
			'No user has personnel number "{number}". A similar one exists: {users}. Nothing was written.',
		remedy: 'Correct the number in the list or in Net2. Leading zeros count.',
	},
	newNumberTwice: {
		reason: 'duplicateKey',
		message:
			'The list has new employees with the personnel numbers {numbers}, which are nearly the same. Nothing was written for them.',
		remedy:
			"If it is one employee, leave one line in the list. If they are two, create one of them by 'User: Create', and add the id to 'Allow Duplicate Of'.",
	},
	swappedNumbers: {
		reason: 'nameMismatch',
		message:
			'User {holder} has personnel number "{number}", but user {other} has the name or email address of this line. The two numbers may be swapped. Nothing was written.',
		remedy:
			"Correct the number in the list or in Net2. If both lines are right, switch off 'Verify Name'.",
	},
	sameWithoutNumber: {
		reason: 'possibleDuplicate',
		message:
			'No user has personnel number "{number}", but user {id} has the same name or email address and no number. Nothing was written.',
		remedy:
			"If it is the same employee, write the number into user {id} in Net2. If it is another employee, add the id to 'Allow Duplicate Of'.",
	},
	sameWithOtherNumber: {
		reason: 'ambiguous',
		message:
			'No user has personnel number "{number}", but {users} has the same name or email and is not on the list. Nothing was written.',
		remedy:
			"If it is the same employee, correct the number in Net2. If not, give the email addresses of both, or add the id to 'Allow Duplicate Of'.",
	},
});
