import { catalogue } from './message';

const DELETED_REMEDY = 'Check whether it was deleted in the meantime.';

/** What a change is about, and Net2 does not have. */
export const missingMessages = catalogue({
	user: {
		reason: 'notFound',
		message: 'Net2 has no such user (404 at {method} {route}).',
		remedy: DELETED_REMEDY,
	},
	userOrDepartment: {
		reason: 'notFound',
		message: 'Net2 has no such user or department (404 at {method} {route}).',
		remedy: DELETED_REMEDY,
	},
	userOrToken: {
		reason: 'notFound',
		message: 'Net2 has no such user or token (404 at {method} {route}).',
		remedy: DELETED_REMEDY,
	},
	department: {
		reason: 'notFound',
		message: 'Net2 has no such department (404 at {method} {route}).',
		remedy: DELETED_REMEDY,
	},
	door: {
		reason: 'notFound',
		message: 'Net2 has no such door (404 at {method} {route}).',
		remedy: DELETED_REMEDY,
	},
});
