import { catalogue } from './message';

const DECIDE = 'Look at the user in Net2 and decide which state is right.';

/** Why an earlier operation is not reversed. */
export const undoMessages = catalogue({
	// The undo itself
	notOurs: {
		reason: 'badInput',
		message:
			"The node cannot open this 'undo'. It belongs to another server, operator or password, or it was changed. Nothing was written.",
		remedy: "Pass the 'undo' of an earlier output unchanged, with the credential that made it.",
	},
	otherServer: {
		reason: 'badInput',
		message:
			'The undo belongs to another server than the credential, {server}. Nothing was written.',
		remedy: 'Choose the credential with which the operation ran.',
	},
	used: {
		reason: 'conflict',
		message: 'This undo was used before. Nothing was written.',
		remedy: 'Each undo works once.',
	},
	tooOld: {
		reason: 'notAllowed',
		message: 'This undo is {age} days old. An undo is valid for {days} days. Nothing was written.',
		remedy: 'Make the change with the operation for it, for example User → Enable.',
	},
	mayNotDelete: {
		reason: 'notAllowed',
		message:
			'This undo would delete the user who was created, which an AI model may not do. Nothing was written.',
		remedy: 'Let a person run the undo.',
	},
	createdInPlan: {
		reason: 'internal',
		message: 'The creation of a user is not undone by a plan.',
		remedy: '',
	},

	// The user
	userIsGone: {
		reason: 'notFound',
		message: 'Net2 has no user {id} any more. Nothing was written.',
		remedy: 'There is nothing to undo.',
	},
	otherUser: {
		reason: 'conflict',
		message:
			'User {id} in Net2 is another user now. The undo is for personnel number "{number}", and the user has "{present}" or another name. Nothing was written.',
		remedy: 'Find the user of the undo in Net2 and make the change by hand.',
	},
	reliedOn: {
		reason: 'conflict',
		message:
			'A later operation relied on what the undo would reverse for user {id}. Nothing was written.',
		remedy:
			'If the change is still right, make it with the operation for it, for example User → Enable.',
	},
	leaveDatePassed: {
		reason: 'notAllowed',
		message:
			'The leave date of user {id} has passed, and the undo would give access. Nothing was written.',
		remedy: 'If the employee has not left, use User → Enable.',
	},

	accessGivenSince: {
		reason: 'notAllowed',
		message:
			'User {id} had no access when that operation ended, and has been given access since. The undo would give more. Nothing was written.',
		remedy: 'If the user is to have more access, use Access Level → Grant.',
	},
	temporaryOver: {
		reason: 'notAllowed',
		message:
			'The temporary access to {levels} has ended, so the undo does not give it. Nothing was written.',
		remedy: "To give it again, use Access Level → Grant with a later 'Until'.",
	},

	// What has changed since
	changedSince: {
		reason: 'conflict',
		message: 'The user is no longer as that operation left it: {changes}. Nothing was written.',
		remedy: DECIDE,
	},
	alreadyReversed: {
		reason: 'conflict',
		message:
			'The user is no longer as that operation left it: everything is as it was before that operation already. Nothing was written.',
		remedy: DECIDE,
	},
	departmentChanged: {
		reason: 'conflict',
		message:
			'The user is no longer as that operation left it: the department is {department} now. Nothing was written.',
		remedy: DECIDE,
	},
	cardsGone: {
		reason: 'conflict',
		message:
			'The user is no longer as that operation left it: {count} of the cards are gone. Nothing was written.',
		remedy: DECIDE,
	},
	cardChanged: {
		reason: 'conflict',
		message:
			'The user is no longer as that operation left it: card {card} is marked {state} now. Nothing was written.',
		remedy: DECIDE,
	},
	levelsGone: {
		reason: 'conflict',
		message:
			'Net2 no longer has {count} of the access levels that the user had before. Nothing was written.',
		remedy: 'Decide which levels the user should have now, and set them.',
	},
});
