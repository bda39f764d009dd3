import * as v from 'valibot';
import type { Call } from './call';
import { Net2Error } from './errors';
import { unreadable } from './httpFailure';
import { expectDone, jsonOf, textOf } from './reply';
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
	const text = textOf(response);
	if (text === '') return null;
	const value = jsonOf(text);
	if (value === undefined)
		throw new Net2Error(
			'unknownOutcome',
			`Net2 answered ${call.method} ${call.route} (${response.status}) with something that is not JSON.`,
			"Check in Net2 whether it was created, and check 'Base URL' in the credential.",
			{ method: call.method, route: call.route, status: response.status },
		);
	const result = v.safeParse(createdSchema, value);
	return result.success ? result.output.id : null;
}
