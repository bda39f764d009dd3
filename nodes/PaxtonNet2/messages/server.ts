import { catalogue } from './message';

const ADDRESS_REMEDY =
	"Set 'Base URL' in the credential to the address of the Net2 server, for example https://net2.example.local:8443.";

/** The way to the Net2 server, and what it sends. */
export const serverMessages = catalogue({
	noAddress: {
		reason: 'badInput',
		message: 'The Net2 address is empty.',
		remedy: ADDRESS_REMEDY,
	},
	addressWithoutScheme: {
		reason: 'badInput',
		message: 'The Net2 address must begin with https:// or http://.',
		remedy: ADDRESS_REMEDY,
	},
	badAddress: {
		reason: 'badInput',
		message: 'The Net2 address is not a valid URL.',
		remedy: ADDRESS_REMEDY,
	},
	addressWithUser: {
		reason: 'badInput',
		message: 'The Net2 address contains a user name or a password.',
		remedy: "Remove them from 'Base URL'. The fields 'Operator' and 'Password' are for them.",
	},
	addressWithQuery: {
		reason: 'badInput',
		message: 'The Net2 address must not contain a ? or a #.',
		remedy: ADDRESS_REMEDY,
	},
});
