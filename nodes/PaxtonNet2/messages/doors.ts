import { catalogue } from './message';

const CHECK_DOOR = 'Check the name or id in Net2, and the rights of the operator.';

/** Doors of Net2, by id and by name. */
export const doorMessages = catalogue({
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
		remedy: 'Check the doors in Net2. Each door needs an id of its own.',
	},
	severalDoorsNamed: {
		reason: 'ambiguous',
		message: 'Net2 has {count} doors named "{name}" (ids {ids}).',
		remedy: 'Choose the door by id.',
	},
});
