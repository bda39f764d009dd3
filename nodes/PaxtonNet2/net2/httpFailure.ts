import { replyMessages } from '../messages/reply';
import { type Call, placeOf } from './call';
import { failure, type Net2Error } from './errors';
import { inWordsOfNet2, safeServerText, secretsIn } from './safeServerText';
import type { HttpResponse } from './transport';

type FailedCall = Pick<Call, 'method' | 'route' | 'right'> & Pick<Partial<Call>, 'json'>;

interface FailureContext {
	/** Texts that the message must not show. */
	secrets: readonly string[];
	/** Whether Net2 answered other requests of this route since this one began. */
	othersServed?: boolean | undefined;
}

/**
 * The error for a reply that is not a success, a 401 or a 404.
 *
 * 403 is `notAllowed`, and a redirect is `badReply`. 429 after all retries is `unreachable`, because it ends the run. If
 * Net2 answered others of this route meanwhile, it is `badReply`. Other 4xx are `badInput`. 5xx are `badReply` for a
 * read. For a write they are `unknownOutcome`, since it may have been done (docs/net2-api.md). A server may repeat what it
 * was sent, also earlier. So `secrets` are removed from its text: the token, and what the credential contains. PINs and
 * codes of this request are removed as well.
 */
export function failureOf(
	call: FailedCall,
	response: HttpResponse,
	{ secrets, othersServed = false }: FailureContext,
): Net2Error {
	const { status } = response;
	const place = placeOf(call, status);
	const said = safeServerText(response.body, [...secrets, ...secretsIn(call.json)]);
	const values = { ...place, right: call.right, said: inWordsOfNet2(said) };
	if (status === 403) return failure(replyMessages.forbidden, values, place);
	if (status === 413) return failure(replyMessages.contentTooLarge, values, place);
	if (status === 429) {
		const limited = othersServed ? replyMessages.tooManyForOne : replyMessages.tooManyRequests;
		return failure(limited, values, place);
	}
	if (status >= 300 && status < 400) return failure(replyMessages.redirect, values, place);
	if (status < 500) return failure(replyMessages.rejected, values, place);
	const failed = call.method === 'GET' ? replyMessages.readFailed : replyMessages.writeFailed;
	return failure(failed, values, place);
}
