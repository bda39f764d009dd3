import type { SafetyLimits } from '../safetyLimits';
import type { DepartmentRef, FieldValues, ItemOptions } from '../run/request';
import type { HrListSettings } from './hrList';

export type Mode = 'plan' | 'apply' | 'applyApproved';

/** What a person sets at the node for the list as a whole. */
export interface Settings extends HrListSettings {
	mode: Mode;
	/** `applyApproved` only: the `planId` of the plan that was approved. */
	planId?: string;
	limits: SafetyLimits;
	/** Whether employees who have left lose their access even if a limit stops the rest of the list. */
	leaversFirst: boolean;
	/** `changes`: the list contains changed employees only, so no user is absent. */
	listKind: 'full' | 'changes';
	/** Names of departments: only their users can be absent from the list. Empty: all users. */
	scope: string[];
	/** What a user is who is managed by the list and not on it. */
	missing: 'ignore' | 'report' | 'disable';
	/** Give access again to users that this list disabled. */
	reopen: boolean;
	leaverDepartment?: DepartmentRef | undefined;
	/** Ids of users, and names of departments, that are left alone. */
	protect: string[];
	correlationField?: string | undefined;
	/** Where the node stores that a user is managed by the list, and what a leaver had. */
	markerField?: string | undefined;
	/** Custom fields for the columns; absent: by label, else by Net2's default number. */
	emailField?: string | undefined;
	titleField?: string | undefined;
	/** What HR calls a department, in Net2's words. Throws `unknownDepartment` where it has none. */
	departmentOf: (hrName: string, index: number) => DepartmentRef | Promise<DepartmentRef>;
	/** Whether a plan shows whole card numbers; else their last two digits. */
	includeCards?: boolean;
	/** For evidence and audit: who approved the plan. */
	approvedBy?: string | undefined;
	options: ItemOptions;
	/** Receives how far the run is, in words that name no user. */
	onProgress?: (message: string) => void;
}

/** Fields of a user by id, as an upsert takes them. */
export type { FieldValues };
