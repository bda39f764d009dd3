import type { Reason } from '../../messages/reason';

/** What became of one request. */
export type Outcome =
	/** The user did not exist, and was created. */
	| 'created'
	/** A user with this number existed already, and was found instead of created. */
	| 'correlated'
	/** Something about the user was changed. */
	| 'updated'
	/** The user got access, or got it again. */
	| 'enabled'
	/** The user's access was ended. */
	| 'disabled'
	/** The user, card or department was deleted. */
	| 'deleted'
	/** The user got access levels. */
	| 'granted'
	/** The user lost access levels. */
	| 'revoked'
	/** Everything was as requested already. Nothing was written. */
	| 'unchanged'
	/** There is no such user, and the item is to report that. */
	| 'notFound';

/** One field, before and after. A PIN shows as `set` or `cleared`, never as itself. */
export interface Change {
	/** The name of the field, such as `telephone`, `customField:9` or `accessLevelEnd:Server room`. */
	field: string;
	/** The value before. */
	from: unknown;
	/** The value afterwards. */
	to: unknown;
}

/** A change as it goes out, with the name that the site or Net2 shows for the field. */
export interface LabelledChange extends Change {
	/** The name that the site or Net2 shows for the field. */
	label: string;
}

/** Who did what, when, and to what effect. */
export interface AuditEntry {
	/** ISO, UTC. */
	at: string;
	/** What was done, or what failed. */
	message: string;
	/** Whether the step failed. */
	isError: boolean;
	/** The Net2 operator whose name Net2 itself records with the change. */
	operator: string;
	/** Absent outside of n8n. */
	workflowId?: string;
	/** The name of the workflow. */
	workflowName?: string;
	/** The number of the execution in n8n. */
	executionId?: string;
	/** Who approved the plan that was applied. */
	approvedBy?: string;
	/** The HR event that caused it, if the item names one. */
	eventId?: string;
	/** Before and after, of the step that this entry is about. */
	changes?: LabelledChange[];
}

/** A user as a workflow sees one. No PIN; dates as Net2 gave them. */
export interface UserView {
	/** The id in Net2. */
	id: number | null;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	telephone: string | null;
	extension: string | null;
	fax: string | null;
	/** Judged by both dates: has started and has not ended. */
	enabled: boolean;
	/** The first day with access, as Net2 has it. */
	startDate: string | null;
	/** The End Date, as Net2 has it. Empty: the access does not end. */
	endDate: string | null;
	/** Empty: the department None. Absent: it was not read. */
	department?: { id: number; name: string } | null;
	/** All access levels. Absent: they were not read. */
	accessLevels?: Array<{ id: number; name: string }>;
	/** By the site's own labels. */
	customFields: Record<string, string | null>;
	/** Whether the user has a PIN. The PIN itself is never returned. */
	hasPin: boolean;
	isAlarmUser?: boolean;
	isAntiPassbackUser?: boolean;
	isLockdownExempt?: boolean;
}

/** What reverses a write; what was before is sealed in it. */
export interface Undo {
	/** The operation that is reversed, such as `user.disable`. */
	operation: string;
	/** The user that it is about. */
	userId: number;
	/** The personnel number. */
	key: string | null;
	/** The name of the user. */
	name: string;
	/** What it reverses, in one sentence. */
	summary: string;
	/** What was there before, sealed. Only the credential that made it can open it. */
	sealed: string;
}

/**
 * What became of an item that was carried out.
 *
 * @template Word the words for the outcome, for the few operations with words of their own
 */
export interface Success<Word extends string = Outcome> {
	/** Resource and operation, such as `user.disable`. */
	operation: string;
	/** What became of the item. */
	outcome: Word;
	/** Whether anything was written. */
	changed: boolean;
	/** Whether this was a dry run, which writes nothing. */
	dryRun: boolean;
	/** Whether Net2 was read afterwards and showed what the item says. */
	verified: boolean;
	/** Present if something was deleted. */
	deleted?: true;
	/** The id in Net2. Empty: a user that only a dry run would create, or no user. */
	userId: number | null;
	/** The personnel number, if the item named one. */
	key: string | null;
	/** The name of the user. Empty text if the operation read no name. */
	name: string;
	/** One sentence for a person to read: what happened to which user, and when access begins or ends. */
	summary: string;
	/** What was changed, or would be. */
	changes: LabelledChange[];
	/** What this run read of the user; levels alone if only levels were read. */
	user: Partial<UserView> | null;
	/**
	 * What a person should know, in sentences. A warning about the server or the site as a whole is on one item, the
	 * first without an error.
	 */
	warnings: string[];
	/** Pass it to **User → Undo** to reverse the change. Empty: nothing was written, or it cannot be reversed. */
	undo: Undo | null;
	/** Who did what, and when. */
	audit: AuditEntry[];
}

/** The only top-level key is `error`: only so does n8n send it to the error output. */
export interface Failure {
	error: {
		message: string;
		reason: Reason;
		operation: string;
		key: string | null;
		userId: number | null;
		/** Empty if it is not known, or if the user in Net2 may be another employee than the item means. */
		name: string;
		/** The steps that were taken before it failed. */
		done: string[];
		undo: Undo | null;
		/** False: the run had ended before; absent on all others. */
		attempted?: false;
		/** Of what was done; absent where nothing was. */
		audit?: AuditEntry[];
	};
}

export type Result = Success | Failure;

export function isFailure(result: object): result is Failure {
	return 'error' in result;
}
