import { catalogue } from './message';

const DEPARTMENT_NAME_REMEDY = 'Give a name on one line of at most 100 characters.';
const CHOOSE_DOOR_BY_ID = 'Choose the door by id.';
const CHECK_DOOR = 'Check the name or id in Net2, and the rights of the operator.';
const TRY_TRIGGER =
	"Use a card at a door and fetch the test event again, or choose other 'Events' or another 'Door'. An active workflow starts as soon as a fitting event happens.";

/** Departments, doors and events of Net2. */
export const directoryMessages = catalogue({
	noDepartmentName: {
		reason: 'badInput',
		message: 'The department has no name.',
		remedy: DEPARTMENT_NAME_REMEDY,
	},
	badDepartmentName: {
		reason: 'badInput',
		message: 'The name of the department is no usable one.',
		remedy: DEPARTMENT_NAME_REMEDY,
	},
	departmentExists: {
		reason: 'conflict',
		message: 'Net2 has a department named "{name}" already (id {id}).',
		remedy: 'Use that one, or choose another name.',
	},
	departmentNone: {
		reason: 'protected',
		message: 'None means that a user is in no department. It cannot be changed or deleted.',
		remedy: 'Choose another department.',
	},
	departmentInUse: {
		reason: 'protected',
		message: 'Department "{name}" is in use: user {ids}.',
		remedy: 'Move these people to another department first.',
	},
	departmentUseUnknown: {
		reason: 'notAllowed',
		message: 'Net2 does not show whether department "{name}" has users, so it was not deleted.',
		remedy: 'Give the operator the right to see users and departments in Net2.',
	},
	departmentNotThereYet: {
		reason: 'unknownOutcome',
		message:
			'The server did not say whether it created department "{name}", and it is not there yet.',
		remedy: 'Look in Net2, and run the item again if it is missing.',
	},

	badDoorId: {
		reason: 'badInput',
		message: '"{text}" is not the id of a door.',
		remedy: "An id is a whole number above 0, as 'Get Many' of 'Door' shows it.",
	},
	noDoorWithId: {
		reason: 'notFound',
		message: 'Net2 has no door with id {id} that this operator sees.',
		remedy: CHECK_DOOR,
	},
	noDoorNamed: {
		reason: 'notFound',
		message: 'Net2 has no door named "{name}" that this operator sees.',
		remedy: CHECK_DOOR,
	},
	severalDoorsWithId: {
		reason: 'ambiguous',
		message: 'Net2 has {count} doors with id {id} (ids {ids}).',
		remedy: CHOOSE_DOOR_BY_ID,
	},
	severalDoorsNamed: {
		reason: 'ambiguous',
		message: 'Net2 has {count} doors named "{name}" (ids {ids}).',
		remedy: CHOOSE_DOOR_BY_ID,
	},

	untilBeforeSince: {
		reason: 'badInput',
		message: "'Until' ({until}) is before 'Since' ({since}).",
		remedy: "Correct one of them. If 'Since' is empty, it is 24 hours ago.",
	},
	someEventsMissing: {
		reason: 'badReply',
		message: 'Net2 did not return all events between {from} and {to}.',
		remedy: "Choose a shorter time with 'Since' and 'Until'.",
	},
	eventTimeIgnored: {
		reason: 'badReply',
		message:
			'Net2 ignored the time for which events were requested and returned old events, so new events cannot be read.',
		remedy:
			"Run 'Connection: Check'. Your Net2 installer knows whether this version of the API can select events by time.",
	},
	noEvents: {
		reason: 'notFound',
		message: 'There is no event to show. Net2 returned no events.',
		remedy: TRY_TRIGGER,
	},
	noFittingEvent: {
		reason: 'notFound',
		message:
			'There is no event to show. None of the last {count} events of Net2 fits this trigger.',
		remedy: TRY_TRIGGER,
	},
});
