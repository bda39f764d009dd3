import { type CallDetails, Net2Error } from '../errors';
import { inWordsOfNet2 } from '../safeServerText';
import type { SignInReply } from './routes';

type Refused = Extract<SignInReply, { kind: 'refused' }>;

const ROUTE: CallDetails = { method: 'POST', route: '/authorization/tokens' };

/** The error for a refused password, client id or operator (docs/net2-api.md). */
export function signInRefused(reply: Refused): Net2Error {
	const said = inWordsOfNet2(reply.said);
	const error = (message: string, cure: string) =>
		new Net2Error('signInRefused', message + said, cure, { ...ROUTE, status: reply.status });
	switch (reply.because) {
		case 'clientId':
			return error(
				'Net2 does not know the client id (invalid_client).',
				"Copy the ClientID from the API licence file to 'Client ID' in the credential. Check that the file is in the " +
					'folder ApiLicences of the Net2 installation under its own name, and restart the Net2 service.',
			);
		case 'right':
			return error(
				`Net2 does not allow the operator to sign in to its API (${reply.status}).`,
				'Check the rights of the operator in Net2, and that the API licence is valid.',
			);
		case 'credentials':
			return error(
				`Net2 rejected the operator or the password (${reply.status}).`,
				"Write 'Operator' exactly as Net2 shows it (first name, space, last name), and check 'Password'. The node tries again " +
					'after a minute, or once you edit or test the credential.',
			);
	}
}

/** The error for a limit on sign-ins that outlasted all retries (docs/net2-api.md). */
export function signInLimited(): Net2Error {
	return new Net2Error(
		'signInLimited',
		'Net2 kept rejecting sign-ins, because there are too many of them (429).',
		'Net2 accepts two sign-ins per second. Wait a minute, and run fewer programs that sign in from this machine.',
		{ ...ROUTE, status: 429 },
	);
}

/** The error for a one-time code that Net2 rejected. */
export function codeRefused(reply: Refused, cure: string): Net2Error {
	const said = inWordsOfNet2(reply.said);
	return new Net2Error(
		'signInRefused',
		`Net2 accepted the password but rejected the one-time code (${reply.status}).${said}`,
		cure,
		{ method: 'POST', route: '/authorization/mfa-challenge', status: reply.status },
	);
}

/** The error for a second factor that the node cannot give by itself. */
export function mfaRequired(message: string, cure: string): Net2Error {
	return new Net2Error('mfaRequired', message, cure, ROUTE);
}
