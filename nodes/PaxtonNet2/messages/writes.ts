import { catalogue } from './message';

const OTHER_WRITER =
	'Another program or person changes this user. Look at the user in Net2, then run the item again.';

/** What goes wrong while a plan is carried out on a user. */
export const writesMessages = catalogue({
	// A new user
	severalAfterLostReply: {
		reason: 'ambiguous',
		message: 'After a lost reply {count} users have personnel number "{number}": {users}.',
		remedy: 'Delete all but one of them in Net2, then run the item again.',
	},
	createUnconfirmed: {
		reason: 'unknownOutcome',
		message:
			'Net2 did not say whether it created the user, and no user has personnel number "{number}" yet.',
		remedy:
			'Run the item again. The node looks for the number first and completes what is half done.',
	},
	createdByOtherRun: {
		reason: 'conflict',
		message:
			'Another run has just created a user with personnel number "{number}": {users}. Nothing was written.',
		remedy: 'Run the item again. The node then finds that user.',
	},
	createdByOtherProgram: {
		reason: 'duplicateKey',
		message:
			'Another program created user {others} with personnel number "{number}" at the same time. User {id}, which this run created, has no access.',
		remedy: 'Delete user {id} in Net2, then run the item again.',
	},
	planCreatesNone: {
		reason: 'internal',
		message: 'The plan of a new user does not create one.',
		remedy: '',
	},
	createWithinPlan: {
		reason: 'internal',
		message: 'A user is created before a plan is applied.',
		remedy: '',
	},

	// Another writer, before the write
	endDateChanged: {
		reason: 'conflict',
		message:
			'The End Date of the user is {now} now, and it was {planned} when the change was planned. The dates were not written.',
		remedy: OTHER_WRITER,
	},
	levelsChanged: {
		reason: 'conflict',
		message: 'Another program changes this user: {changes}. Access levels were not written.',
		remedy: 'Look at the user in Net2, then run the item again.',
	},
	markerChanged: {
		reason: 'conflict',
		message:
			'Another process stored data of this node in {field} since the change was planned. The change was not written.',
		remedy: OTHER_WRITER,
	},

	partRejected: {
		reason: 'badInput',
		message: "Net2 rejected a part of the change, which was not written: '{part}'. {problem}",
		remedy: 'Correct the value, or make it shorter. Then run the item again.',
	},

	// After the write
	readBackDiffers: {
		reason: 'notVerified',
		message: 'Net2 accepted the change but reads back otherwise: {problems}.',
		remedy: 'Look at this user in Net2, then run the item again.',
	},
	readBackInUtc: {
		reason: 'notVerified',
		message:
			'Net2 accepted the change but reads back otherwise: {problems}. It returns times in UTC, and the credential has no time zone.',
		remedy:
			"Set 'Time Zone' in the credential to the zone of the building. Then look at this user in Net2, and run the item again.",
	},
	otherDataChanged: {
		reason: 'conflict',
		message:
			'The change was written, but other data of the user is not as it was before: {members}.',
		remedy:
			'Another program or person may have changed this user. Check the user in Net2, then run the item again.',
	},
	pinLost: {
		reason: 'conflict',
		message:
			'The change was written, but other data of the user is not as it was before: {members}.',
		remedy:
			"The node never writes a PIN back. Check the user in Net2, and enter the PIN there. 'Connection: Rehearse' shows what this Net2 clears.",
	},
	changedAtEnd: {
		reason: 'conflict',
		message: 'The node wrote the change, but at the end of the run {changes}.',
		remedy: OTHER_WRITER,
	},
	leaveMeanwhile: {
		reason: 'conflict',
		message:
			'While the node wrote the change, another process set the End Date {endDate}. The node wrote that End Date once more, so the dates of this item do not count.',
		remedy: OTHER_WRITER,
	},
	accessAtEnd: {
		reason: 'conflict',
		message:
			'The node disabled the user, but at the end of the run the End Date is {endDate} again.',
		remedy: OTHER_WRITER,
	},
});
