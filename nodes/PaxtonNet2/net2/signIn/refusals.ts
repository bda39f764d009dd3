import { type CallDetails, Net2Error } from '../errors';
import type { SignInReply } from './routes';

type Refused = Extract<SignInReply, { kind: 'refused' }>;

const ROUTE: CallDetails = { method: 'POST', route: '/authorization/tokens' };

/** The error for a refused password, client id or operator (API sheet 3.4). */
export function signInRefused(reply: Refused): Net2Error {
	const said = reply.said === '' ? '' : ` Net2 says: ${reply.said}`;
	const error = (message: string, cure: string) =>
		new Net2Error('signInRefused', message + said, cure, { ...ROUTE, status: reply.status });
	switch (reply.because) {
		case 'clientId':
			return error(
				'Net2 does not know the client id (invalid_client).',
				'Take the ClientID from the API licence file, see that the file lies in the ApiLicences folder of ' +
					'the Net2 installation under its own name, and restart the Net2 service.',
			);
		case 'right':
			return error(
				`Net2 did not let the operator sign in to its API (${reply.status}).`,
				'Check the rights of the operator in Net2, and that the API licence is valid.',
			);
		case 'credentials':
			return error(
				`Net2 refused the operator or the password (${reply.status}).`,
				'Write the operator as Net2 shows it (first name, space, last name), and check the password. It is ' +
					'not tried again for a minute, unless the credential is edited or its test passes.',
			);
	}
}

/** The error for a sign-in limit that outlasted our patience (API sheet 3.5). */
export function signInLimited(): Net2Error {
	return new Net2Error(
		'signInLimited',
		'Net2 kept refusing sign-ins because there are too many of them (429).',
		'Net2 admits two a second: wait a minute, and let fewer programs sign in from this address.',
		{ ...ROUTE, status: 429 },
	);
}

/** The error for a code that Net2 did not take. */
export function codeRefused(reply: Refused, cure: string): Net2Error {
	const said = reply.said === '' ? '' : ` Net2 says: ${reply.said}`;
	return new Net2Error(
		'signInRefused',
		`Net2 accepted the password, but refused the one-time code (${reply.status}).${said}`,
		cure,
		{ method: 'POST', route: '/authorization/mfa-challenge', status: reply.status },
	);
}

/** The error for a second factor that nobody is there to give. */
export function mfaRequired(message: string, cure: string): Net2Error {
	return new Net2Error('mfaRequired', message, cure, ROUTE);
}
