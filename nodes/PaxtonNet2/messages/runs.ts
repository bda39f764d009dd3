import { catalogue } from './message';

/** What concerns a run as a whole, and the names that its items use. */
export const runsMessages = catalogue({
	// The run
	/** The end of a message that begins with _Not attempted_. */
	ended: {
		reason: 'cancelled',
		message: 'the run ended.',
		remedy: '',
	},
	fault: {
		reason: 'internal',
		message: 'The node has a fault ({kind}). Nothing more was written for this item.',
		remedy: "Look at the user in Net2. Report the fault with the stack frames from n8n's log.",
	},
	unlistedUsersUnknown: {
		reason: 'notAllowed',
		message:
			'Net2 did not answer by the SQL route. Its list of users may leave out users whose End Date has passed. So the node cannot know whether the personnel number is free. Nothing was written.',
		remedy:
			"Check that the operator has the right to 'customquery' and that the Net2 services run. Then run the item again.",
	},
	emptyUserList: {
		reason: 'badReply',
		message:
			'Net2 returned an empty list of users, although it has at least user {id}. Nothing was written.',
		remedy:
			'Check that the Net2 services run, and that no proxy changes the replies. Then run the item again.',
	},

	// Departments
	severalDepartments: {
		reason: 'unknownDepartment',
		message: 'Net2 has {count} departments named "{name}" (ids {ids}).',
		remedy: "Rename one of them in Net2, or choose the department by 'Net2 ID'.",
	},
	unknownDepartmentId: {
		reason: 'unknownDepartment',
		message: 'Net2 has no department with id "{id}".',
		remedy:
			'If "{id}" is the name of a department, choose \'Name\'. Otherwise check the id in Net2.{near}',
	},
	unknownDepartment: {
		reason: 'unknownDepartment',
		message: 'Net2 has no department named "{name}".',
		remedy: '{near}Create it in Net2, or correct the name.',
	},

	// Access levels
	levelWithoutName: {
		reason: 'unknownLevel',
		message: 'An access level has no name.',
		remedy: "Check the name in Net2's list of access levels.",
	},
	levelNumberWithoutId: {
		reason: 'unknownLevel',
		message: 'Net2 has no access level "{number}".',
		remedy: 'To name an access level by its id, write id:{number}.',
	},
	levelOfOtherName: {
		reason: 'unknownLevel',
		message: 'The item has access level {id} as "{name}", but Net2 has it as "{present}".',
		remedy:
			'The item may be from another site, or the level was renamed. Read the levels of this site again, or give the name alone.',
	},
	unknownLevel: {
		reason: 'unknownLevel',
		message: 'Net2 has no access level "{level}".',
		remedy: "{near}Check the name in Net2's list of access levels.",
	},
	severalLevels: {
		reason: 'unknownLevel',
		message: 'Net2 has {count} access levels named "{name}" (ids {ids}).',
		remedy: 'Rename one of them in Net2, or write the id, e.g. id:{first}.',
	},
	levelOfNoAccess: {
		reason: 'unknownLevel',
		message: '"{name}" is Net2\'s name for no access, so it cannot be granted or revoked.',
		remedy:
			"Choose another level. To remove all levels, use 'Set' with an empty list and 'Allow Empty'.",
	},
});
