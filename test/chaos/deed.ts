import type { Snapshot } from './journal';
import type { Stage } from './stages';

/** One operation on one person. */
export interface Deed {
	stage: Stage;
	/** Carries it out for the people of the stage; the asks are of this stage's kind. */
	params: unknown;
	/** Changes at the server that it may make; a trailing `*` stands for anything. */
	permits: string[];
	/** What is missing from the wanted state; empty: all is as asked. `undefined`: nobody carries the key. */
	lacks(is: Snapshot | undefined): string[];
	/** It is to shut this person out, so they must be seen to be out. */
	shuts?: boolean;
}

export const LEVELS = ['All hours, all doors', 'Office hours', 'Warehouse', 'Server room'];
export const DEPARTMENTS = ['Sales', 'Engineering', 'Warehouse', 'Finance', "Int'l Trade"];
export const LEAVER_DEPARTMENT = 6;
/** What an upsert of somebody new may touch. */
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
