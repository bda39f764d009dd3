import { filled, type Message, type Values } from '../messages/message';
import type { Reason } from '../messages/reason';

/** Where a request failed. The route is a template (`/users/{id}`), so that it never contains a value. */
export interface CallDetails {
	method?: string | undefined;
	route?: string | undefined;
	status?: number | undefined;
	/** No reply came within the time limit of the request. */
	timedOut?: true | undefined;
	/** The connection broke after the request was sent. */
	brokeOff?: true | undefined;
	/** The cause does not pass by itself, for example http:// on an https port, so a retry only costs time. */
	lasting?: true | undefined;
}

/** A name from Net2 or a cell of an HR list may have any length. A reader needs no more than this. */
const MOST_CHARACTERS = 2_000;

function short(text: string): string {
	return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/**
 * The one error of this package: what happened (`message`) and what to do about it (`remedy`). Both are written for
 * the person who runs the workflow. Neither ever contains a password, token, code, PIN or whole card number.
 */
export class Net2Error extends Error {
	override readonly name = 'Net2Error';

	readonly remedy: string;

	constructor(
		readonly reason: Reason,
		message: string,
		remedy: string,
		readonly call: CallDetails = {},
		/** The errors whose words this one repeats. */
		readonly madeOf: readonly Net2Error[] = [],
	) {
		super(short(message));
		this.remedy = short(remedy);
	}

	/** `message` and `remedy` as one text. A message may end in words of Net2, which have no full stop. */
	get explanation(): string {
		if (this.remedy === '') return this.message;
		return `${this.message}${/[.!?]"?$/.test(this.message) ? '' : '.'} ${this.remedy}`;
	}
}

/**
 * The error for a message of the catalogue (`messages/`).
 *
 * @param values what replaces the names in braces
 * @param call where a request failed
 */
export function failure<const M extends Message>(
	message: M,
	...[values, call]: [keyof Values<M>] extends [never]
		? [values?: Values<M>, call?: CallDetails]
		: [values: Values<M>, call?: CallDetails]
): Net2Error {
	const texts = filled(message, values ?? {});
	return new Net2Error(message.reason, texts.message, texts.remedy, call);
}

/** These concern the server, the sign-in or the whole list, so the next user would fail in the same way. */
const RUN_ENDING: ReadonlySet<Reason> = new Set<Reason>([
	'signInRefused',
	'mfaRequired',
	'signInLimited',
	'unreachable',
	'tls',
	'certificate',
	'safetyLimit',
	'cancelled',
]);

/**
 * Whether an error ends the whole run early. All other errors concern one user: the run goes on with the next one.
 * The client gives `unreachable` only for a server that stays away, never for one lost connection (docs/net2-api.md).
 */
export function endsTheRun(reason: Reason): boolean {
	return RUN_ENDING.has(reason);
}

/** The transport gives these only if nothing of the request was sent, unless the connection broke later. */
const NO_CONNECTION: ReadonlySet<Reason> = new Set<Reason>(['unreachable', 'tls', 'certificate']);

/** Whether the request never reached the server. Nothing was written then, and a repeat is safe. */
export function wasNeverSent({ reason, call }: Net2Error): boolean {
	return NO_CONNECTION.has(reason) && call.brokeOff !== true && call.status === undefined;
}

/** Whether a write may have happened although no reply confirmed it. */
export function outcomeUnknown(error: unknown): boolean {
	return (
		error instanceof Net2Error && (error.reason === 'unknownOutcome' || error.reason === 'timeout')
	);
}

/** Whether a failed reading says nothing about the next one: the connection broke, or the reply took too long. */
export function isTransient(error: unknown): boolean {
	return error instanceof Net2Error && (error.call.brokeOff ?? error.call.timedOut ?? false);
}
