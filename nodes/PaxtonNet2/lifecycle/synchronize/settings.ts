import type { DepartmentRef, FieldValues, ItemOptions } from '../run/request';
import type { CardReader, LevelReader } from './hrList';

/** Limits over which nothing is written; 0 means none at all (design 8). */
export interface Brakes {
	maxDisables: number;
	maxDisablePercent: number;
	maxDeletes: number;
	maxRevokes: number;
	maxErrorPercent: number;
	maxChangePercent: number;
	maxKeyChangePercent: number;
	minListSize: number;
}

export const DEFAULT_BRAKES: Readonly<Brakes> = {
	maxDisables: 10,
	maxDisablePercent: 5,
	maxDeletes: 0,
	maxRevokes: 25,
	maxErrorPercent: 5,
	maxChangePercent: 30,
	maxKeyChangePercent: 1,
	minListSize: 1,
};

export type Mode = 'plan' | 'apply' | 'applyApproved';

/** What a person sets at the node for the list as a whole. */
export interface Settings {
	mode: Mode;
	/** `applyApproved` only: the `planHash` of the plan that was approved. */
	planHash?: string | undefined;
	brakes: Brakes;
	/** What somebody is who is here in Net2 and not on the list. */
	missing: 'ignore' | 'report' | 'disable';
	/** Let those in again whom our marker says we disabled. */
	reopen: boolean;
	leaverDepartment?: DepartmentRef | undefined;
	/** Ids of users, and names of departments, that are left alone. */
	protect: string[];
	correlationField?: string | undefined;
	/** Where it is kept that somebody is managed here, and what a leaver had (rule 10). */
	markerField?: string | undefined;
	/** Custom fields for the columns; absent: by label, else by Net2's default number. */
	emailField?: string | undefined;
	titleField?: string | undefined;
	/** What HR calls a department, in Net2's words. Throws `unknownDepartment` where it has none. */
	departmentOf: (hrName: string, index: number) => DepartmentRef | Promise<DepartmentRef>;
	levelsOf: LevelReader;
	/** Absent: nothing is said of cards. */
	cardsOf?: CardReader | undefined;
	/** Whether a plan shows whole card numbers; else their last two digits (design 4). */
	includeCards?: boolean;
	options: ItemOptions;
	/** Is told how far the run is, in words that name nobody. */
	onProgress?: (message: string) => void;
}

/** Fields of a person by id, as an upsert takes them. */
export type { FieldValues };
