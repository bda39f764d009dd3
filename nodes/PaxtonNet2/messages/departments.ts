import { catalogue } from './message';

const DEPARTMENT_NAME_REMEDY = 'Give a name on one line of at most 100 characters.';

/** Departments of Net2: their names, and whether one may be deleted. */
export const departmentMessages = catalogue({
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
});
