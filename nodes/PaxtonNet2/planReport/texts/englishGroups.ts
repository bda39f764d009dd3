import type { Texts } from './texts';

/** What the groups of users are called in English. */
export const englishGroups: Texts['groups'] = {
	leavers: {
		short: ['leave', 'left'],
		heading: 'Leavers',
		lead: 'These users lose access. The report shows why, and whether access ends now or on a date.',
	},
	joiners: {
		short: ['join', 'joined'],
		heading: 'Joiners',
		lead: 'These employees have no user in Net2 yet, so the node creates one.',
	},
	rehires: {
		short: ['return', 'returned'],
		heading: 'Rehires',
		lead: 'A list disabled these users earlier. They get access again.',
	},
	movers: {
		short: ['move', 'moved'],
		heading: 'Movers',
		lead: 'These users get another department or job title.',
	},
	changes: {
		short: ['change otherwise', 'changed otherwise'],
		heading: 'Other changes',
		lead: 'Something else differs from the list, such as a name, a date or an access level.',
	},
	notes: {
		short: ['get a note', 'got a note'],
		heading: 'Notes of the node',
		lead: 'The node writes into the marker field that this list manages these users. Their access stays as it is.',
	},
	blocked: {
		short: ['stay disabled', 'stay disabled'],
		heading: 'On the list, but disabled in Net2',
		lead: 'Nothing happens to these users, because a person may have disabled them. The differences are shown.',
	},
	orphans: {
		short: ['not on the list', 'not on the list'],
		heading: 'Enabled in Net2, but not on the list',
		lead: 'Nothing happens to these users. If one of them has left, have HR correct the list.',
	},
	duplicates: {
		short: ['shared numbers', 'shared numbers'],
		heading: 'Personnel numbers that several users have',
		lead: 'Nothing happens to these users, because the list could mean any of them.',
	},
	disabled: {
		short: ['lose access', 'lost access'],
		heading: 'Disabled',
		lead: 'These users lose access.',
	},
	deleted: {
		short: ['deleted', 'deleted'],
		heading: 'Deleted',
		lead: 'These users are deleted permanently.',
	},
	revoked: {
		short: ['lose levels', 'lost levels'],
		heading: 'Access levels removed',
		lead: 'These users lose access levels.',
	},
	created: {
		short: ['created', 'created'],
		heading: 'Created',
		lead: 'These users are new in Net2.',
	},
	enabled: {
		short: ['get access', 'got access'],
		heading: 'Enabled',
		lead: 'These users get access.',
	},
	granted: {
		short: ['get levels', 'got levels'],
		heading: 'Access levels added',
		lead: 'These users get access levels.',
	},
	updated: {
		short: ['change', 'changed'],
		heading: 'Changed',
		lead: 'Something changes for these users.',
	},
	unchanged: {
		short: ['unchanged', 'unchanged'],
		heading: 'Unchanged',
		lead: 'Nothing changes for these users.',
	},
};
