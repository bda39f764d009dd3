import { catalogue } from './message';

const RIGHT_REMEDY =
	'Give the operator the right to {right} in Net2, or check that the API licence covers it.';

const API_REMEDY =
	"Check that 'Base URL' is the address of the Net2 Local API, and that no proxy changes its replies.";

const SERVICES_REMEDY =
	'Check that the Net2 services run and are not overloaded. Then run the workflow again.';

/** What Net2 answers to a call: a refusal, a reply that cannot be read, or nothing any more. */
export const replyMessages = catalogue({
	forbidden: {
		reason: 'notAllowed',
		message: 'Net2 rejected {method} {route} (403): the operator may not {right}.{said}',
		remedy: RIGHT_REMEDY,
	},
	refusedTwice: {
		reason: 'notAllowed',
		message: 'Net2 signed the operator in, but refused {method} {route} twice (401).',
		remedy: RIGHT_REMEDY,
	},
	refusedOnce: {
		reason: 'notAllowed',
		message:
			'Net2 rejected {method} {route} (401). Nothing was done, and the node does not send it again.',
		remedy:
			'Run it again if it is still wanted. If that is refused too, give the operator the right to {right}.',
	},
	everyTokenRefused: {
		reason: 'signInRefused',
		message: 'Net2 signs the operator in, but then refuses every token it has given (401).',
		remedy:
			'Restart the Net2 service and the Net2 Local API service, and check the clock of the server.',
	},
	rejected: {
		reason: 'badInput',
		message: 'Net2 rejected {method} {route} ({status}).{said}',
		remedy:
			'Check the values that were sent: their length, the dates, and whether another user has them.',
	},
	contentTooLarge: {
		reason: 'badInput',
		message: 'Net2 rejected {method} {route} (413), because the content is too large.{said}',
		remedy: 'Send a smaller file.',
	},
	readFailed: {
		reason: 'badReply',
		message: 'Net2 failed at {method} {route} ({status}).{said}',
		remedy: 'Check that the Net2 services run, and try again.',
	},
	writeFailed: {
		reason: 'unknownOutcome',
		message:
			'Net2 failed at {method} {route} ({status}) and may or may not have made the change.{said}',
		remedy: 'Check the user in Net2, or run the operation again. It reads before it writes.',
	},
	writeNotJson: {
		reason: 'unknownOutcome',
		message: 'Net2 answered {method} {route} ({status}) with something that is not JSON.',
		remedy: "Check in Net2 whether it was done, and check 'Base URL' in the credential.",
	},
	redirect: {
		reason: 'badReply',
		message:
			'Net2 answered {method} {route} with a redirect ({status}), which the node does not follow.{said}',
		remedy:
			"Set 'Base URL' in the credential to the address that it leads to, often https and port 8443.",
	},
	noRoute: {
		reason: 'badReply',
		message:
			"Net2 answered {method} {route} with 'not found' (404) instead of what the API promises.",
		remedy: API_REMEDY,
	},
	emptyReply: {
		reason: 'badReply',
		message: 'Net2 answered {method} {route} with nothing at all instead of what the API promises.',
		remedy: API_REMEDY,
	},
	partOfUserMissing: {
		reason: 'badReply',
		message: 'Net2 has this user, but answered {method} {route} ({status}) as if it had not.',
		remedy:
			'Run the item again. If it fails again, check what is between n8n and Net2, such as a proxy.',
	},
	userListedTwice: {
		reason: 'badReply',
		message:
			'Net2 answered {method} {route} with two entries for user {id}, and they differ. Nothing was written.',
		remedy: 'Run the workflow again. If it fails again, look at the user in Net2.',
	},
	webPage: {
		reason: 'badReply',
		message: 'Net2 answered {method} {route} with a web page instead of what the API promises.',
		remedy: API_REMEDY,
	},
	textForPicture: {
		reason: 'badReply',
		message: 'Net2 answered {method} {route} with text instead of what the API promises.',
		remedy: API_REMEDY,
	},
	brokenJson: {
		reason: 'badReply',
		message: 'Net2 answered {method} {route} with broken JSON instead of what the API promises.',
		remedy: API_REMEDY,
	},
	otherJson: {
		reason: 'badReply',
		message:
			'Net2 answered {method} {route} with JSON of another shape instead of what the API promises.',
		remedy: API_REMEDY,
	},
	otherJsonAt: {
		reason: 'badReply',
		message:
			'Net2 answered {method} {route} with JSON of another shape (at {path}) instead of what the API promises.',
		remedy: API_REMEDY,
	},
	tooManyEntries: {
		reason: 'badReply',
		message:
			'Net2 answered {method} {route} with more than 1,000,000 entries instead of what the API promises.',
		remedy: API_REMEDY,
	},
	noReply: {
		reason: 'badReply',
		message: 'Net2 sent no reply to {method} {route}. {cause}',
		remedy:
			'Check that the Net2 services run, and run the item again. If only this item fails, look at the user in Net2.',
	},
	staysAway: {
		reason: 'unreachable',
		message:
			'Net2 did not answer {requests} requests in a row within {seconds} seconds, so the run ends here.',
		remedy: SERVICES_REMEDY,
	},
	staysUnreachable: {
		reason: 'unreachable',
		message:
			'Net2 did not answer {requests} requests in a row within {seconds} seconds, so the run ends here. {cause}',
		remedy: '{remedyOfCause}',
	},
	routeStalled: {
		reason: 'unreachable',
		message:
			'Net2 answers, but not to {route}. It did not answer it for {users} users in a row, so the run ends here.',
		remedy: SERVICES_REMEDY,
	},
	tooManyRequests: {
		reason: 'unreachable',
		message: "Net2 kept answering {method} {route} with 'too many requests' (429).{said}",
		remedy: "Run fewer workflows against this server at the same time, or lower 'Max Concurrency'.",
	},
	tooManyForOne: {
		reason: 'badReply',
		message:
			"Net2 kept answering {method} {route} with 'too many requests' (429), although it answered others like it.{said}",
		remedy:
			'Run the item again. If only this item fails, check what is between n8n and Net2, such as a proxy.',
	},
	requestLimit: {
		reason: 'safetyLimit',
		message: 'The node has sent {limit} requests, which is the limit.',
		remedy: 'Check that Net2 answers without repeated requests, and try again.',
	},
});
