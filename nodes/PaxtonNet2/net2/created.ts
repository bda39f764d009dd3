import * as v from 'valibot';
import type { Call } from './call';
import { unreadable } from './httpFailure';
import { expectDone, jsonOrNothing } from './reply';
import { createdSchema } from './schemas';
import type { HttpResponse } from './transport';

/**
 * The id in the reply to a POST, or null if the reply has none.
 *
 * @throws Net2Error `unknownOutcome` for a 2xx that is not JSON. It comes from a proxy or a broken server, and something may
 * have been created all the same. `badReply` for a 404 that the caller has not dealt with
 */
export function createdId(call: Call, response: HttpResponse): number | null {
	if (response.status === 404) throw unreadable(call, 404, "'not found' (404)");
	expectDone(call, response, 'route of that name');
	const result = v.safeParse(createdSchema, jsonOrNothing(call, response));
	return result.success ? result.output.id : null;
}
