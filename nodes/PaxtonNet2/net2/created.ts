import * as v from 'valibot';
import { replyMessages } from '../messages/reply';
import { type Call, placeOf } from './call';
import { failure } from './errors';
import { jsonOrNothing } from './reply';
import { createdSchema } from './schemas';
import type { HttpResponse } from './transport';

/**
 * The id in the reply to a POST, or null if the reply has none.
 *
 * @throws Net2Error `unknownOutcome` for a 2xx that is not JSON. It comes from a proxy or a broken server, and something may
 * have been created all the same. `badReply` for a 404 that the caller has not dealt with
 */
export function createdId(call: Call, response: HttpResponse): number | null {
	const place = placeOf(call, response.status);
	if (response.status === 404) throw failure(replyMessages.noRoute, place, place);
	const result = v.safeParse(createdSchema, jsonOrNothing(call, response));
	return result.success ? result.output.id : null;
}
