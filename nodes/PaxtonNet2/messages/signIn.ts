import { catalogue } from './message';

const API_REMEDY =
	"Check that 'Base URL' is the address of the Net2 Local API (often https and port 8443), that its services " +
	'run, and that no proxy changes its replies.';

const REQUEST_CODE_REMEDY =
	"Run 'Connection: Request Code', then 'Connection: Submit Code' with the code from the email. After that the " +
	'node renews the sign-in as long as a workflow uses it at least every hour.';

const SECRET_REMEDY =
	"Enter 'Authenticator Secret' in the credential, so that runs need no person. Or run 'Connection: Submit Code'.";

const ANOTHER_CODE_REMEDY =
	"A code works once and for a short time. Run 'Connection: Request Code' again to get another one.";

/** Signing in to Net2: the password, the second factor, and the route for both. */
export const signInMessages = catalogue({
	unknownClientId: {
		reason: 'signInRefused',
		message: 'Net2 does not know the client id (invalid_client).{said}',
		remedy:
			"Copy the ClientID from the API licence file to 'Client ID' in the credential. Check that the file is in the " +
			'folder ApiLicences of the Net2 installation under its own name. Then restart the Net2 service.',
	},
	operatorNotAllowed: {
		reason: 'signInRefused',
		message: 'Net2 does not allow the operator to sign in to its API ({status}).{said}',
		remedy: 'Check the rights of the operator in Net2, and that the API licence is valid.',
	},
	wrongPassword: {
		reason: 'signInRefused',
		message: 'Net2 rejected the operator or the password ({status}).{said}',
		remedy:
			"Write 'Operator' exactly as Net2 shows it (first name, space, last name), and check 'Password'. The node tries again " +
			'after a minute, or once you edit or test the credential.',
	},
	tooManySignIns: {
		reason: 'signInLimited',
		message: 'Net2 kept rejecting sign-ins, because there are too many of them (429).',
		remedy:
			'Net2 accepts two sign-ins per second. Wait a minute, and run fewer programs that sign in from this machine.',
	},
	secondFactorRequired: {
		reason: 'mfaRequired',
		message: 'Net2 accepted the password and requires a second factor.',
		remedy:
			"Choose 'Second Factor' in the credential. With an authenticator secret, runs need no person. Or use an operator " +
			'without a second factor.',
	},
	secondFactorNotChosen: {
		reason: 'mfaRequired',
		message: 'Net2 accepted the password but requires a second factor of this operator.',
		remedy: "Choose 'Second Factor' in the credential, or use an operator without one.",
	},
	otherSecondFactor: {
		reason: 'mfaRequired',
		message:
			'Net2 requires a second factor but did not start one of the chosen type ({status}).{said}',
		remedy: "Set 'Second Factor' in the credential to the one that this operator has in Net2.",
	},
	emailCodeRequired: {
		reason: 'mfaRequired',
		message: 'Net2 accepted the password and requires a one-time code.',
		remedy: REQUEST_CODE_REMEDY,
	},
	emailCodeUsed: {
		reason: 'mfaRequired',
		message: 'The one-time code in the credential was used before. Nothing was sent.',
		remedy: REQUEST_CODE_REMEDY,
	},
	authenticatorCodeRequired: {
		reason: 'mfaRequired',
		message: 'Net2 accepted the password and requires a one-time code.',
		remedy: SECRET_REMEDY,
	},
	authenticatorCodeUsed: {
		reason: 'mfaRequired',
		message: 'The one-time code in the credential was used before. Nothing was sent.',
		remedy: SECRET_REMEDY,
	},
	wrongAuthenticatorSecret: {
		reason: 'signInRefused',
		message: 'Net2 accepted the password but rejected the one-time code ({status}).{said}',
		remedy:
			"Check that 'Authenticator Secret' in the credential belongs to this operator. Check the clocks of this machine and of " +
			'the Net2 server.',
	},
	wrongCodeInCredential: {
		reason: 'signInRefused',
		message: 'Net2 accepted the password but rejected the one-time code ({status}).{said}',
		remedy: 'A one-time code works once and for a short time. Get another one.',
	},
	wrongCode: {
		reason: 'signInRefused',
		message: 'Net2 accepted the password but rejected the one-time code ({status}).{said}',
		remedy: ANOTHER_CODE_REMEDY,
	},
	codeUsed: {
		reason: 'mfaRequired',
		message: 'This code was used before. Nothing was sent.',
		remedy: ANOTHER_CODE_REMEDY,
	},
	noCode: {
		reason: 'badInput',
		message: 'The code is empty. Nothing was sent.',
		remedy: "Pass the code from the email in 'Code'.",
	},
	otherChallenge: {
		reason: 'badInput',
		message:
			'The challenge does not belong to this credential, or was altered. The code was not sent.',
		remedy:
			"Pass 'challenge' unchanged from 'Connection: Request Code', and use the same credential for both operations.",
	},
	noSignIn: {
		reason: 'badReply',
		message: 'The sign-in route of Net2 answered with something that is not a sign-in.',
		remedy: API_REMEDY,
	},
	noChallenge: {
		reason: 'badReply',
		message:
			'The sign-in route of Net2 answered with a request for a second factor without a challenge.',
		remedy: API_REMEDY,
	},
	foreignReply: {
		reason: 'badReply',
		message: 'The sign-in route of Net2 answered with something that is not from Net2.',
		remedy: API_REMEDY,
	},
	signInRedirect: {
		reason: 'badReply',
		message: 'The sign-in route of Net2 answered with a redirect ({status}).',
		remedy: API_REMEDY,
	},
	noSignInRoute: {
		reason: 'badReply',
		message: "The sign-in route of Net2 answered with 'not found' (404).",
		remedy: API_REMEDY,
	},
	noSecondFactorRoute: {
		reason: 'badReply',
		message: 'Net2 has no route {path} for the second factor (404).',
		remedy: API_REMEDY,
	},
	signInFails: {
		reason: 'unreachable',
		message: 'The sign-in route of Net2 fails ({status}).',
		remedy: 'Check that the Net2 service and the Net2 Local API service run, and try again.',
	},
	signInTimedOut: {
		reason: 'unreachable',
		message: 'Net2 did not answer the sign-in in time.',
		remedy:
			"Check that the Net2 services run and are not overloaded. Then try again, or raise 'Timeout' in the options.",
	},
});
