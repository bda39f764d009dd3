import type { Call } from './call';
import type { Reason } from '../messages/reason';
import { type CallDetails, Net2Error } from './errors';
import { inWordsOfNet2, safeServerText, secretsIn } from './safeServerText';
import type { HttpResponse } from './transport';

type CallName = Pick<Call, 'method' | 'route' | 'right'>;
type FailedCall = CallName & Pick<Partial<Call>, 'json'>;

/**
 * The error for a reply that is not a success, a 401 or a 404.
 *
 * 403 is `notAllowed`, and a redirect is `badReply`. 429 after all retries is `unreachable`, because it ends the run.
 * Other 4xx are `badInput`. 5xx are `badReply` for a read and `unknownOutcome` for a write, which may have been done
 * (docs/net2-api.md). A server may repeat what it was sent, also earlier. So `secrets` are removed from its text: the token,
 * and what the credential contains. PINs and codes of this request are removed as well.
 */
export function failureOf(
	call: FailedCall,
	response: HttpResponse,
	secrets: readonly string[],
): Net2Error {
	const { status } = response;
	const name = `${call.method} ${call.route}`;
	const said = safeServerText(response.body, [...secrets, ...secretsIn(call.json)]);
	const details: CallDetails = { method: call.method, route: call.route, status };
	const error = (reason: Reason, message: string, remedy: string) =>
		new Net2Error(reason, message + inWordsOfNet2(said), remedy, details);

	if (status === 403) {
		return error(
			'notAllowed',
			`Net2 rejected ${name} (403): the operator may not ${call.right}.`,
			`Give the operator the right to ${call.right} in Net2, or check that the API licence covers it.`,
		);
	}
	if (status === 413) {
		return error(
			'badInput',
			`Net2 rejected ${name} (413), because the content is too large.`,
			'Send a smaller file.',
		);
	}
	if (status === 429) {
		return error(
			'unreachable',
			`Net2 kept answering ${name} with 'too many requests' (429).`,
			"Run fewer workflows against this server at the same time, or lower 'Max Concurrency'.",
		);
	}
	if (status >= 300 && status < 400) {
		return error(
			'badReply',
			`Net2 answered ${name} with a redirect (${status}), which the node does not follow.`,
			"Set 'Base URL' in the credential to the address that it leads to, often https and port 8443.",
		);
	}
	if (status >= 500) {
		return call.method === 'GET'
			? error(
					'badReply',
					`Net2 failed at ${name} (${status}).`,
					'Check that the Net2 services run, and try again.',
				)
			: error(
					'unknownOutcome',
					`Net2 failed at ${name} (${status}) and may or may not have made the change.`,
					'Check the user in Net2, or run the operation again. It reads before it writes.',
				);
	}
	return error(
		'badInput',
		`Net2 rejected ${name} (${status}).`,
		'Check the values that were sent: their length, the dates, and whether another user has them.',
	);
}

/** The error for a 2xx whose body is not what the API promises. */
export function unreadable(call: CallName, status: number, what: string): Net2Error {
	return new Net2Error(
		'badReply',
		`Net2 answered ${call.method} ${call.route} with ${what} instead of what the API promises.`,
		"Check that 'Base URL' is the address of the Net2 Local API, and that no proxy changes its replies.",
		{ method: call.method, route: call.route, status },
	);
}

/** The error for a thing that Net2 does not have. */
export function notThere(call: CallName, what: string): Net2Error {
	return new Net2Error(
		'notFound',
		`Net2 has no ${what} (404 at ${call.method} ${call.route}).`,
		'Check whether it was deleted in the meantime.',
		{ method: call.method, route: call.route, status: 404 },
	);
}
