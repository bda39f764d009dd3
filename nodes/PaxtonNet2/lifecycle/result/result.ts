import type { Reason } from '../../net2/errors';

/** What became of one request. */
export type Outcome =
	| 'created'
	| 'correlated'
	| 'updated'
	| 'enabled'
	| 'disabled'
	| 'deleted'
	| 'granted'
	| 'revoked'
	| 'unchanged'
	| 'notFound';

/** One field, before and after. A PIN shows as `set` or `cleared`, never as itself. */
export interface Change {
	field: string;
	from: unknown;
	to: unknown;
}

/** A change as it goes out, with the name that the site or Net2 shows for the field. */
export interface LabelledChange extends Change {
	label: string;
}

/** Who did what, when, and to what effect. */
export interface AuditEntry {
	/** ISO, UTC. */
	at: string;
	message: string;
	isError: boolean;
	/** The Net2 operator whose name Net2 itself records with the change. */
	operator: string;
	/** Absent outside of n8n. */
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	/** Who approved the plan that was applied. */
	approvedBy?: string;
	/** The HR event that caused it, if the item names one. */
	eventId?: string;
	/** Before and after, of the step that this entry is about. */
	changes?: LabelledChange[];
}

/** A person as a workflow sees one. No PIN; dates as Net2 gave them. */
export interface UserView {
	id: number | null;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	telephone: string | null;
	extension: string | null;
	fax: string | null;
	/** Judged by both dates: has started and has not ended. */
	enabled: boolean;
	startDate: string | null;
	endDate: string | null;
	/** Null: None. Undefined: not read. */
	department?: { id: number; name: string } | null;
	accessLevels?: Array<{ id: number; name: string }>;
	/** By the site's own labels. */
	customFields: Record<string, string | null>;
	hasPin: boolean;
	isAlarmUser?: boolean;
	isAntiPassbackUser?: boolean;
	isLockdownExempt?: boolean;
}

/** What reverses a write; what was before is sealed in it. */
export interface Undo {
	operation: string;
	userId: number;
	key: string | null;
	name: string;
	summary: string;
	sealed: string;
}

/**
 * What became of an item that was carried out.
 *
 * @template Word the words for the outcome, for the few operations with words of their own
 */
export interface Success<Word extends string = Outcome> {
	operation: string;
	outcome: Word;
	changed: boolean;
	dryRun: boolean;
	verified: boolean;
	/** As n8n's own nodes say that something is gone. */
	deleted?: true;
	/** Null: a user that only a dry run would create, or no user. */
	userId: number | null;
	key: string | null;
	/** Empty if the operation read no name. */
	name: string;
	/** One sentence for a person to read: what happened to which user, and when access begins or ends. */
	summary: string;
	changes: LabelledChange[];
	/** What this run read of the user; levels alone if only levels were read. */
	user: Partial<UserView> | null;
	warnings: string[];
	undo: Undo | null;
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
