import { signInMessages } from '../../messages/signIn';
import { placeOf } from '../call';
import { failure, type Net2Error } from '../errors';
import { inWordsOfNet2 } from '../safeServerText';
import { type SignInReply, TOKEN_REQUEST } from './routes';

type Refused = Extract<SignInReply, { kind: 'refused' }>;

/** The error for a refused password, client id or operator (docs/net2-api.md). */
export function signInRefused({ because, status, said }: Refused): Net2Error {
	const values = { status, said: inWordsOfNet2(said) };
	const place = placeOf(TOKEN_REQUEST, status);
	switch (because) {
		case 'clientId':
			return failure(signInMessages.unknownClientId, values, place);
		case 'right':
			return failure(signInMessages.operatorNotAllowed, values, place);
		case 'credentials':
			return failure(signInMessages.wrongPassword, values, place);
	}
}

/** The error for a limit on sign-ins that outlasted all retries (docs/net2-api.md). */
export function signInLimited(): Net2Error {
	return failure(signInMessages.tooManySignIns, {}, placeOf(TOKEN_REQUEST, 429));
}

/** What a rejected one-time code means depends on where it came from. */
export type WrongCode = (typeof signInMessages)[
	| 'wrongCode'
	| 'wrongCodeInCredential'
	| 'wrongAuthenticatorSecret'];

/** The error for a one-time code that Net2 rejected. */
export function codeRefused({ status, said }: Refused, message: WrongCode): Net2Error {
	return failure(
		message,
		{ status, said: inWordsOfNet2(said) },
		{ method: 'POST', route: '/authorization/mfa-challenge', status },
	);
}
