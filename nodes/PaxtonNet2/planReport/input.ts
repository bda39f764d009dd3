import {
	isFailure,
	type Change,
	type Failure,
	type Result,
	type Success,
} from '../lifecycle/result/result';
import { withoutSiteWarnings } from '../lifecycle/result/siteWarnings';
import type { Kind } from '../lifecycle/synchronize/difference';
import type { DifferenceResult } from '../lifecycle/synchronize/planOutput';
import type { Summary } from '../lifecycle/synchronize/summary';
import type { ReportLanguage } from './languages';

/** One result of a run that the report is about. */
export type ReportItem = DifferenceResult | Result | Summary;

/** What the node is set to, as far as it decides what a list does. */
export interface ListSettings {
	listKind: 'full' | 'changes';
	missing: 'ignore' | 'report' | 'disable';
	reopen: boolean;
	leaversFirst: boolean;
	/** Names of departments. Empty: all users. */
	scope: string[];
	/** Ids of users and names of departments that the list never changes. */
	protect: string[];
	/** '' if leavers stay in their department. */
	leaverDepartment: string;
}

/** Where a report comes from. */
export interface ReportSource {
	/** e.g. `user.synchronize` */
	operation: string;
	workflowName: string;
	/** '' in a run that has none. */
	executionId: string;
	/** The address of Net2. '' if the run ended before it was known. */
	server: string;
	/** The Net2 operator whose name Net2 records with the changes. '' if not known. */
	operator: string;
	/** The file of the HR list. '' if the input has no file. */
	listName: string;
	/** The site's time when the report was made: `2026-11-30T09:00:00`. Dates of users are compared with it. */
	madeAt: string;
	/** The site's time until which a plan can be applied, in the same form. */
	validUntil: string;
	/** The site's time zone, for example `Europe/Amsterdam`. */
	zone: string;
	/** Absent for operations on single users. */
	settings?: ListSettings | undefined;
}

export interface ReportInput {
	items: ReportItem[];
	source: ReportSource;
	language: ReportLanguage;
	/** The site's names of custom fields, by `customField:<id>`. */
	labels: ReadonlyMap<string, string>;
	/** Warnings about the site as a whole, which the page shows above all users. Absent: there are none. */
	siteWarnings?: ReadonlySet<string>;
}

export type LeaveReason = 'endDate' | 'status' | 'absent' | 'overdue' | 'startDate';

/** One user, as far as the report shows the user. */
export interface Entry {
	/** Absent outside of a synchronisation. */
	kind?: Kind | undefined;
	reason?: LeaveReason | undefined;
	outcome: string;
	dryRun: boolean;
	verified: boolean;
	name: string;
	key: string | null;
	userId: number | null;
	changes: Change[];
	warnings: string[];
}

export type Refusal = Failure['error'] & { name?: string };

/** All results of one run, by what they are. */
export interface Findings {
	entries: Entry[];
	refusals: Refusal[];
	summary?: Summary;
	/** Warnings about the site as a whole. A summary has them among its own. */
	siteWarnings: readonly string[];
}

export function findingsIn({
	items,
	siteWarnings = new Set(),
}: Pick<ReportInput, 'items' | 'siteWarnings'>): Findings {
	const findings: Findings = { entries: [], refusals: [], siteWarnings: [...siteWarnings] };
	for (const item of items)
		if (isFailure(item)) findings.refusals.push(item.error);
		else if (isSummary(item)) findings.summary = item;
		else findings.entries.push(entryOf(withoutSiteWarnings({ siteWarnings }, item)));
	return findings;
}

export function isSummary(item: object): item is Summary {
	return 'kind' in item && item.kind === 'summary';
}

type Named = (DifferenceResult | Success) & {
	name?: string;
	kind?: Kind;
	reason?: LeaveReason | undefined;
};

function entryOf(item: Named): Entry {
	const { operation, kind, reason, dryRun, verified, name, key, userId, changes, warnings, user } =
		item;
	// A card that is created or deleted is a change of its user.
	const isCard = operation.startsWith('card.') && item.changes.length > 0;
	return {
		kind,
		reason,
		outcome: isCard ? 'updated' : item.outcome,
		dryRun,
		verified,
		name: name !== undefined && name !== '' ? name : nameOf(user, changes),
		key,
		userId,
		changes,
		warnings,
	};
}

/** The name as it was read. For a user who does not exist yet, the name that the user gets. */
function nameOf(user: Success['user'], changes: Change[]): string {
	const given = (field: string) => changes.find((change) => change.field === field)?.to;
	const parts =
		user === null
			? ['firstName', 'middleName', 'lastName'].map(given)
			: [user.firstName, user.middleName, user.lastName];
	return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
