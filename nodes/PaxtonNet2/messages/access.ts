import { catalogue } from './message';

const LET_A_PERSON_DECIDE =
	"To give the user access, use a workflow in which a person decides, with 'Only' set to 'Any User'.";

/** The dates and access levels of a user, and who may get access again. */
export const accessMessages = catalogue({
	// Dates.
	endDatePassed: {
		reason: 'badInput',
		message: 'The end date {date} has passed. Nothing was written.',
		remedy: "Set a later 'End Date', or leave it empty.",
	},
	endBeforeStart: {
		reason: 'badInput',
		message: 'The end date {end} lies before the start date {start}. Nothing was written.',
		remedy: 'Correct one of the two dates.',
	},
	noLeaveDate: {
		reason: 'badInput',
		message: 'The leave date is empty. Nothing was written.',
		remedy: "Set 'Date', or switch on 'Withdraw'.",
	},
	leaveDatePassed: {
		reason: 'badInput',
		message: 'The leave date {date} has passed. Nothing was written.',
		remedy: "Use 'Disable' for a user who has left already.",
	},
	leftAlready: {
		reason: 'notAllowed',
		message:
			'This user left on {date}, and a later date would give access again. Nothing was written.',
		remedy: "If that is what you want, use 'Enable' with this 'End Date'.",
	},
	tooLateToWithdraw: {
		reason: 'notAllowed',
		message:
			'The leave date {date} has passed, and withdrawing it would give access again. Nothing was written.',
		remedy: "If the employee is back, use 'Enable'.",
	},
	leaverWithoutEnd: {
		reason: 'badInput',
		message:
			"The item moves the user to the leaver department '{department}' without an end date, so the doors would stay open. Nothing was written.",
		remedy: "Set 'End Date', or use 'Disable' for a leaver.",
	},

	// Who may get access again.
	notDisabledByNode: {
		reason: 'notAllowed',
		message:
			'This user was not disabled by this node, so the step does not give access. Nothing was written.',
		remedy: LET_A_PERSON_DECIDE,
	},
	notCreatedInRun: {
		reason: 'notAllowed',
		message:
			'This user was not created in this run, so the step does not give access. Nothing was written.',
		remedy: LET_A_PERSON_DECIDE,
	},

	// Access levels.
	noLevelNamed: {
		reason: 'badInput',
		message: 'No access level is named. Nothing was written.',
		remedy: "Set 'Access Levels'.",
	},
	setToNoLevels: {
		reason: 'badInput',
		message:
			'The list of access levels is empty, which would remove all access. Nothing was written.',
		remedy: "If that is what you want, switch on 'Allow Empty'.",
	},
	userWithNoLevels: {
		reason: 'badInput',
		message:
			'The list of access levels is empty, which would remove all access. Nothing was written.',
		remedy: "Leave it out to keep the levels. To remove all of them, use 'Set' with 'Allow Empty'.",
	},
	untilPassed: {
		reason: 'badInput',
		message: "The time {until} has passed, so '{level}' was not granted. Nothing was written.",
		remedy: "Set a later 'Until'.",
	},
	exclusiveLevels: {
		reason: 'conflict',
		message:
			'The rules give several levels that exclude each other: {levels}. Nothing was written.',
		remedy: 'Decide in the table which of them the user is to have.',
	},
	secondLevelOnLite: {
		reason: 'liteLimit',
		message:
			'This Net2 keeps one access level for each user (Net2 Lite), and this would be a second one. Nothing was written.',
		remedy: "To replace the present level, use 'Set', or 'Create or Update', with that one level.",
	},
});
