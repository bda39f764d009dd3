import { catalogue } from './message';

/** The marker field, where the node keeps its own data of a user. */
export const userMarkerMessages = catalogue({
	markerFieldNeeded: {
		reason: 'badInput',
		message:
			"This operation needs a 'Marker Field', where the node stores what was granted. Nothing was written.",
		remedy: "Set 'Marker Field' in the options, for example to Notes.",
	},
	markerFieldHasNumber: {
		reason: 'badInput',
		message:
			"The 'Marker Field' is the field of the personnel number, which it would overwrite. Nothing was written.",
		remedy: "Choose another 'Marker Field', for example Notes.",
	},
	markerFieldFull: {
		reason: 'badInput',
		message:
			"The marker field '{field}' of this user has no room for what the node has to store. Nothing was written.",
		remedy: "Choose a longer custom field as 'Marker Field', for example Notes.",
	},
	markerOverwritten: {
		reason: 'badInput',
		message:
			'The field {field} contains data that this node needs later, and the item would overwrite it. Nothing was written.',
		remedy: 'Map another field, or move the marker to a field of its own.',
	},
	markerInValue: {
		reason: 'badInput',
		message:
			'The value for {field} contains "[n8n", with which the node marks its own data. Nothing was written.',
		remedy: 'Remove it from the value.',
	},
	markerByHand: {
		reason: 'conflict',
		message:
			"The field '{field}' of user {id} contains an entry that this node did not write. The node cannot find out whether temporary access has ended. Nothing was written.",
		remedy:
			'Look at the access levels of user {id}, and remove the text in brackets that begins with "[n8n" from \'{field}\'.',
	},
});
