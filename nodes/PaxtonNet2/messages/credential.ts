import { catalogue } from './message';

const PROFILE_REMEDY =
	"Run 'connection: rehearse' again and copy its whole 'siteProfile' value, or leave the field empty.";

/** The fields of the credential, apart from the address of the server. */
export const credentialMessages = catalogue({
	unreadableCredential: {
		reason: 'badInput',
		message: 'The credential of this node could not be read.',
		remedy:
			"Choose a 'Paxton Net2 API' credential in the node, and check that this workflow may use it.",
	},
	badCaCertificate: {
		reason: 'certificate',
		message:
			"The text in 'CA Certificate' of the credential is not a certificate in PEM format. Nothing was sent.",
		remedy: 'Paste the whole file, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
	},
	badAuthenticatorSecret: {
		reason: 'badInput',
		message:
			"The text in 'Authenticator Secret' of the credential is not an authenticator secret. Nothing was sent.",
		remedy: 'Enter the base32 text that Net2 shows with the QR code, or its otpauth:// address.',
	},
	badMaxReplySize: {
		reason: 'badInput',
		message:
			"'Max Reply Size (MiB)' in the credential is not a whole number from 1 to 256. Nothing was sent to Net2.",
		remedy: 'Enter a number of MiB. The default is 32.',
	},
	badProfile: {
		reason: 'badInput',
		message: 'The site profile cannot be read.',
		remedy: PROFILE_REMEDY,
	},
	badProfileAt: {
		reason: 'badInput',
		message: "The site profile cannot be read. The problem is at '{path}'.",
		remedy: PROFILE_REMEDY,
	},
	profileNotJson: {
		reason: 'badInput',
		message: 'The site profile cannot be read. It is not valid JSON.',
		remedy: PROFILE_REMEDY,
	},
});
