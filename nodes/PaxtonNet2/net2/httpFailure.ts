import type { Call } from './call';
import { type CallDetails, Net2Error, type Reason } from './errors';
import { safeServerText } from './safeServerText';
import type { HttpResponse } from './transport';

type CallName = Pick<Call, 'method' | 'route' | 'right'>;

/**
 * The error for a reply that is neither a success, nor a 401, nor a 404.
 *
 * 403 is `notAllowed`; a redirect is `badReply`; 429 after all patience is `unreachable`, since it ends the
 * run; other 4xx are `badInput` for a write and for a read that was refused as wrong; 5xx are `badReply` for a
 * read and `unknownOutcome` for a write, which may have been done (API sheet 4). A server may repeat the headers of
 * a request, so the token is taken out of what it says.
 */
export function failureOf(call: CallName, response: HttpResponse, token: string): Net2Error {
	const { status } = response;
	const name = `${call.method} ${call.route}`;
	const said = safeServerText(response.body, [token]);
	const quoted = said === '' ? '' : ` Net2 says: ${said}`;
	const details: CallDetails = { method: call.method, route: call.route, status };
	const error = (reason: Reason, message: string, cure: string) =>
		new Net2Error(reason, message + quoted, cure, details);

	if (status === 403) {
		return error(
			'notAllowed',
			`Net2 refused ${name} (403): the operator may not ${call.right}.`,
			`Give the operator the right to ${call.right} in Net2, or check that the API licence covers it.`,
		);
	}
	if (status === 413) {
		return error('badInput', `Net2 refused ${name} (413): too large.`, 'Send something smaller.');
	}
	if (status === 429) {
		return error(
			'unreachable',
			`Net2 kept answering ${name} with 'too many requests' (429).`,
			'Run fewer workflows against this server at once, or lower the concurrency.',
		);
	}
	if (status >= 300 && status < 400) {
		return error(
			'badReply',
			`Net2 answered ${name} with a redirect (${status}), which is not followed.`,
			'Put the address that it leads to into the credential (often https and port 8443).',
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
					`Net2 failed at ${name} (${status}), and may or may not have done it.`,
					'Look at the person in Net2, or run this again: it looks before it acts.',
				);
	}
	return error(
		'badInput',
		`Net2 refused ${name} (${status}).`,
		'Check the values that were sent: length, dates, and whether another person holds them.',
	);
}

/** The error for a 2xx whose body is not what the API promises. */
export function unreadable(call: CallName, status: number, what: string): Net2Error {
	return new Net2Error(
		'badReply',
		`Net2 answered ${call.method} ${call.route} with ${what} instead of what the API promises.`,
		'Check that the address is that of the Net2 Local API, and that no proxy stands in between.',
		{ method: call.method, route: call.route, status },
	);
}

/** The error for a thing that a call is about and that Net2 does not have. */
export function notThere(call: CallName, what: string): Net2Error {
	return new Net2Error(
		'notFound',
		`Net2 has no ${what} (404 at ${call.method} ${call.route}).`,
		'It may have been deleted meanwhile.',
		{ method: call.method, route: call.route, status: 404 },
	);
}
