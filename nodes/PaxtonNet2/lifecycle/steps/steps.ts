import { Net2Error, endsTheRun } from '../../net2/errors';
import { oneAtATime } from '../run/lock';
import { explain, type Report } from '../report/report';
import type { Change } from '../run/result';
import type { Run } from '../run/request';
import type { Seen } from '../report/seen';
import { joinedUndo, type UndoPart } from '../report/undoPart';

/**
 * One thing about a person that Net2 keeps in one place and that is written in one call: the user record, the
 * department, the door permissions, the cards. `plan` is pure and synchronous, so that nothing is awaited
 * between what was read and what is written (rule 5).
 */
export interface Aspect<State, Next> {
	/** What is there now; undefined: no such user. */
	read(userId: number): Promise<State | undefined>;
	/** What is there after the write, where that can be asked for many people at a time; default: `read`. */
	readBack?(userId: number, next: Next): Promise<State | undefined>;
	/** What to write, given what is there; null: nothing. */
	plan(state: State, report: Report): Planned<Next> | null;
	write(userId: number, next: Next): Promise<void>;
	/** What does not read back as it was written, in words; empty: proven. */
	unproven(after: State, next: Next, report: Report): string[];
	/** Keeps what was read, for the output. */
	see(seen: Seen, state: State): void;
}

export interface Planned<Next> {
	/** e.g. `End date set to 2026-11-23T00:00:00` */
	message: string;
	changes: Change[];
	next: Next;
	/** What reverses it. */
	undo: UndoPart;
}

/** An aspect with its types folded away, so that a verb can be a list of them. */
export interface Step {
	/** Whether it must be read back before the next one: what it remembers is what the next one takes away (rule 10). */
	proveFirst?: boolean;
	look(userId: number, seen: Seen, report: Report): Promise<Write | null | undefined>;
}

interface Write {
	message: string;
	changes: Change[];
	undo: UndoPart;
	write(): Promise<void>;
	prove(): Promise<string[]>;
}

export function step<State, Next>(aspect: Aspect<State, Next>): Step {
	return {
		async look(userId, seen, report) {
			const state = await aspect.read(userId);
			if (state === undefined) return undefined;
			aspect.see(seen, state);
			const planned = aspect.plan(state, report);
			if (planned === null) return null;
			return {
				message: planned.message,
				changes: planned.changes,
				undo: planned.undo,
				write: async () => await aspect.write(userId, planned.next),
				prove: async () => {
					const after = await (aspect.readBack?.(userId, planned.next) ?? aspect.read(userId));
					if (after === undefined) return ['the user itself is gone'];
					aspect.see(seen, after);
					return aspect.unproven(after, planned.next, report);
				},
			};
		},
	};
}

/**
 * Carries out the steps in their order, then reads back what was written (rule 1).
 * A step that fails ends it, unless `goOn`: a leaver whose department is missing still loses everything else. Either
 * way what was written is read back before the failure is thrown.
 * Resolves with whether anything was, or would be, written; undefined: Net2 has no such user.
 * Throws `notVerified` where Net2 reads back otherwise, and `unknownOutcome` where a lost reply stays unexplained.
 */
export async function perform(
	run: Run,
	userId: number,
	steps: Step[],
	{ seen, report, dryRun, goOn = false }: Circumstances,
): Promise<boolean | undefined> {
	const unproven: Write[] = [];
	const proven: string[] = [];
	let wrote = false;
	const failures: Net2Error[] = [];
	for (const each of steps) {
		try {
			const write = await oneAtATime(run, userId, async () => {
				const planned = await each.look(userId, seen, report);
				if (planned && dryRun) report.would(planned.message, planned.changes);
				else if (planned) await writeOnce(each, planned, { userId, seen, report });
				return planned;
			});
			if (write === undefined) return undefined;
			if (write === null) continue;
			wrote = true;
			if (each.proveFirst === true && !dryRun) proven.push(...(await proveAll([write])));
			else unproven.push(write);
		} catch (error) {
			const failure = explain(error);
			// Without a server there is nothing to go on with, and nothing to read back.
			if (endsTheRun(failure.reason)) throw failure;
			failures.push(failure);
			if (!goOn || each.proveFirst === true) break;
		}
	}
	if (!dryRun)
		await proveAll(unproven).then(
			(messages) => proven.push(...messages),
			(error: unknown) => failures.unshift(explain(error)),
		);
	throwAll(failures, goOn ? proven : []);
	return wrote;
}

interface Circumstances {
	seen: Seen;
	report: Report;
	dryRun: boolean;
	goOn?: boolean;
}

/** What was written, in words, now that it is proven. */
async function proveAll(written: Write[]): Promise<string[]> {
	refuseUnproven((await Promise.all(written.map(async (write) => await write.prove()))).flat());
	return written.map(({ message }) => message);
}

/** One error for all, with what holds in spite of them; the first one's reason counts. */
function throwAll(failures: Net2Error[], proven: string[]): void {
	const [first, ...others] = failures;
	if (first === undefined) return;
	if (others.length === 0 && proven.length === 0) throw first;
	const failed = [...new Set(failures.map((failure) => failure.message))].join(' Also: ');
	const holds =
		proven.length === 0 ? '' : ` Done and read back all the same: ${proven.join('; ')}.`;
	const message = failed + holds;
	throw new Net2Error(first.reason, message, first.remedy, first.call);
}

/** Throws `notVerified` unless there is nothing to complain of. */
export function refuseUnproven(problems: string[]): void {
	if (problems.length === 0) return;
	throw new Net2Error(
		'notVerified',
		`Net2 accepted the change, but reads back otherwise: ${problems.join('; ')}.`,
		'Look at this person in Net2, then run the item again.',
	);
}

/** Whether a write may have happened although no reply said so. */
export function mayHaveHappened(error: unknown): boolean {
	return (
		error instanceof Net2Error && (error.reason === 'unknownOutcome' || error.reason === 'timeout')
	);
}

/**
 * For a write that states what is to be, whole: after a lost reply the same may be sent once more. Not for a POST, which
 * makes another one.
 */
export async function twice<T>(write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (!mayHaveHappened(error)) throw error;
		return await write();
	}
}

/** A step that cannot be taken, so that the others are taken all the same where the run goes on. */
export function impossible(error: Net2Error): Step {
	return { look: async () => await Promise.reject(error) };
}

/**
 * After a lost reply looks first. A PUT states a whole, so writing it once more from a fresh read is safe where the
 * first did not arrive; a second lost reply is left to a person.
 */
async function writeOnce(
	each: Step,
	planned: Write,
	{ userId, seen, report }: { userId: number; seen: Seen; report: Report },
): Promise<void> {
	const took = (write: Write) => report.step(write.message, write.changes, write.undo);
	try {
		await planned.write();
		return took(planned);
	} catch (error) {
		if (!mayHaveHappened(error)) throw error;
	}
	if ((await planned.prove()).length === 0) return took(planned);
	const fresh = await each.look(userId, seen, report);
	if (fresh) await fresh.write();
	took(fresh ? { ...planned, undo: joinedUndo(planned.undo, fresh.undo) } : planned);
}
