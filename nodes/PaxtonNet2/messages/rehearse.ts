import { catalogue } from './message';

/** What stops a rehearsal, or leaves one of its questions open. */
export const rehearseMessages = catalogue({
	// The user of the rehearsal
	noUserYet: {
		reason: 'internal',
		message: 'The rehearsal has no user yet.',
		remedy: 'Report this message.',
	},
	createUnconfirmed: {
		reason: 'unknownOutcome',
		message: "Net2 did not confirm the user '{name}', and the node did not find it.",
		remedy:
			"Look for this name in Net2, and delete the user if it is there. Then run 'Connection: Rehearse' again.",
	},
	userGone: {
		reason: 'conflict',
		message: 'User {id} of the rehearsal is gone.',
		remedy: "Check that no other program deletes users, and run 'Connection: Rehearse' again.",
	},
	userNotDeleted: {
		reason: 'notVerified',
		message: 'Net2 still has user {id}.',
		remedy: 'Delete it in Net2.',
	},

	// Its access
	accessNotEnded: {
		reason: 'conflict',
		message: 'Net2 did not return the past end date, so the node gave the user no access level.',
		remedy: 'Read the finding about dates.',
	},
	mayHaveAccess: {
		reason: 'conflict',
		message:
			'The user still has an access level or a door, so the node changed no dates, PIN or card.',
		remedy: 'Read the finding about clearing access levels.',
	},
	cardNotKept: {
		reason: 'notVerified',
		message: 'Net2 did not keep the card.',
		remedy: 'Add a card in Net2 itself.',
	},
});
