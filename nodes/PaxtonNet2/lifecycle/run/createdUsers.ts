import type { Run } from './request';

type Creating = Pick<Run, 'net2' | 'processState' | 'origin'>;

/** Remembers that this execution created a user, for a later step that may enable only those. */
export function rememberCreated(run: Creating, userId: number): void {
	run.processState.createdUsers.add(nameOf(run, userId));
}

/** Whether a step of this execution created the user (docs/safety-rules.md, rule 8). */
export function wasCreatedInThisRun(run: Creating, userId: number | null): boolean {
	return userId !== null && run.processState.createdUsers.has(nameOf(run, userId));
}

function nameOf({ net2, origin }: Creating, userId: number): string {
	return `${net2.origin} execution ${origin?.executionId ?? ''} user ${userId}`;
}
