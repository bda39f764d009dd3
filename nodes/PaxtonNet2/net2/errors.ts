/** Why something was not done, in words a workflow can branch on (design, section 6). */
export type Reason =
	| 'notFound'
	| 'ambiguous'
	| 'nearMiss'
	| 'duplicateKey'
	| 'nameMismatch'
	| 'unknownDepartment'
	| 'unknownLevel'
	| 'unknownField'
	| 'unknownColumn'
	| 'badInput'
	| 'notAllowed'
	| 'heldByOther'
	| 'conflict'
	| 'notVerified'
	| 'unknownOutcome'
	| 'brake'
	| 'protected'
	| 'liteLimit'
	| 'signInRefused'
	| 'mfaRequired'
	| 'signInLimited'
	| 'unreachable'
	| 'certificate'
	| 'badReply'
	| 'timeout'
	| 'cancelled';

/** Where a call failed. The route is a template (`/users/{id}`), so that it never carries a value. */
export interface CallDetails {
	method?: string;
	route?: string;
	status?: number;
}

/**
 * The one error of this package: what happened (`message`) and what to do about it (`cure`).
 * Both are written for the person who runs the workflow, and neither ever carries a password, token,
 * code, PIN or whole card number.
 */
export class Net2Error extends Error {
	override readonly name = 'Net2Error';

	constructor(
		readonly reason: Reason,
		message: string,
		readonly cure: string,
		readonly call: CallDetails = {},
	) {
		super(message);
	}

	/** `message` and `cure` as one text; a message may end in words of Net2, which have no full stop. */
	get explanation(): string {
		if (this.cure === '') return this.message;
		return `${this.message}${/[.!?]$/.test(this.message) ? '' : '.'} ${this.cure}`;
	}
}

/** After one of these there is no point in going on to the next person. */
const RUN_ENDING: ReadonlySet<Reason> = new Set([
	'signInRefused',
	'mfaRequired',
	'signInLimited',
	'unreachable',
	'certificate',
	'brake',
	'cancelled',
]);

/** Whether an error ends the whole run early (design, section 6). */
export function endsTheRun(reason: Reason): boolean {
	return RUN_ENDING.has(reason);
}
