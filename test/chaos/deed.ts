import type { Snapshot } from './journal';
import type { Stage } from './stages';

/** One operation on one person. */
export interface Deed {
	stage: Stage;
	/** Runs it for the employees of the stage. The requests are of this stage's kind. */
	params: unknown;
	/** Changes at the server that it may make. A trailing `*` means anything. */
	permits: string[];
	/** What is missing from the wanted state. Empty: the state is as wanted. `undefined`: no user has the key. */
	lacks(is: Snapshot | undefined): string[];
	/** It is to disable this user, so the user must be seen to be disabled. */
	shuts?: boolean;
	/** Whether the input gives access to a user who has none. Absent: it does not. */
	opens?: boolean;
	/** The number belongs to another employee now, who must get nothing that the user had. */
	stranger?: boolean;
}

export const LEVELS = ['All hours, all doors', 'Office hours', 'Warehouse', 'Server room'];
export const DEPARTMENTS = ['Sales', 'Engineering', 'Warehouse', 'Finance', "Int'l Trade"];
export const LEAVER_DEPARTMENT = 6;
/** What an upsert of a new user may touch. */
export const OF_UPSERT = ['created', 'firstName', 'lastName', 'telephone', 'department'];

export function there(is: Snapshot | undefined): string[] {
	return is === undefined || is.deleted ? ['nobody there'] : [];
}

/** A start that lies ahead is kept, so the doors need not open yet. */
export function openOrWaiting(is: Snapshot | undefined): string[] {
	if (is === undefined || is.deleted) return ['nobody there'];
	if (is.opens.length > 0 || is.levels.length + is.doors.length === 0) return [];
	return is.activateDate > '2027' ? [] : ['no door opens'];
}

export function names(ids: number[]): string[] {
	return ids.map((id) => LEVELS[id - 1] ?? '');
}

export function added(ids: number[]): string[] {
	return ids.map((id) => `level +${id}`);
}
