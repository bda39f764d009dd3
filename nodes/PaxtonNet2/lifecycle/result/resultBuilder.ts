import { endsTheRun, Net2Error } from '../../net2/errors';
import { mergeUndo } from '../undo/mergeUndo';
import type { AuditEntry, Change, Failure, Outcome, Success, Undo, UserView } from './result';
import type { Request, Run } from '../run/request';
import { leaveDateOf, sealUndo, subjectOf, undoIdOf, type SubjectRecord } from '../undo/sealedUndo';
import type { UndoPart } from '../undo/undoPart';
import { placesWritten } from '../undo/undoPlaces';

/** What is told of one request: batchLookups while it is worked on, and turned into its result at the end. */
export class ResultBuilder {
	readonly changes: Change[] = [];
	readonly warnings: string[] = [];
	private readonly audit: AuditEntry[] = [];
	private readonly done: string[] = [];
	private readonly undoParts: UndoPart[] = [];
	private readonly needed = new Set<string>();
	/** The newest reading of the user; undefined: none. */
	subject: () => SubjectRecord | undefined = () => undefined;
	/** Whether the item itself names the end date. */
	namesEndDate = false;
	/** Whether the operation carries out an undo. */
	undoing = false;

	/** @param numberFieldId the custom field with the personnel number, where the item found the user by it */
	constructor(
		private readonly run: Run,
		private readonly request: Request<unknown>,
		readonly key: string | null,
		public userId: number | null,
		private readonly numberFieldId: number | null = null,
	) {}

	/** Something was done at the server. */
	step(message: string, changes: Change[] = [], undo?: UndoPart): void {
		this.done.push(message);
		this.changes.push(...changes);
		if (undo !== undefined) this.undoParts.push(undo);
		this.note(message, false, changes);
	}

	/** Something would be done, were it not a dry run. */
	would(message: string, changes: Change[] = []): void {
		this.changes.push(...changes);
		this.note(`Would: ${message}`, false, changes);
	}

	/** The operation needs these places to be as it leaves them, written or not; see `UndoLedger`. */
	relyOn(places: string[]): void {
		for (const place of places) this.needed.add(place);
	}

	warn(message: string): void {
		if (!this.warnings.includes(message)) this.warnings.push(message);
	}

	note(message: string, isError = false, changes: Change[] = []): void {
		const { clock, net2, origin } = this.run;
		const { eventId } = this.request.options;
		this.audit.push({
			at: new Date(clock.now()).toISOString(),
			message,
			isError,
			operator: net2.operator,
			...origin,
			...(eventId !== undefined && { eventId }),
			...(changes.length > 0 && { changes }),
		});
	}

	/**
	 * @param outcome what became of it, or would become in a dry run
	 * @param verified whether this run read back, by REST, that it is so
	 */
	success(
		outcome: Outcome,
		{ verified, user = null }: { verified: boolean; user?: Partial<UserView> | null },
	): Success {
		const { dryRun } = this.request.options;
		if (this.audit.length === 0) this.note(describe(outcome));
		return {
			operation: this.run.operation,
			outcome,
			changed: !dryRun && this.changes.length > 0,
			dryRun,
			verified: verified && !(dryRun && this.changes.length > 0),
			userId: this.userId,
			key: this.key,
			changes: this.changes,
			user,
			warnings: this.warnings,
			undo: null,
			audit: this.audit,
		};
	}

	/** The result with the item that reverses what was written, of a failure too. Called once, at the end. */
	async withUndo<ItemResult extends Success | Failure>(result: ItemResult): Promise<ItemResult> {
		const { run, userId } = this;
		if (userId === null || this.request.options.dryRun) return result;
		const parts = mergeUndo(this.undoParts);
		const undo = parts.length === 0 ? null : await this.sealed(userId, parts, result);
		const undoId = undo === null ? undefined : undoIdOf(undo.sealed);
		const { undos } = run.processState;
		if (!this.undoing)
			undos.decided(
				{ server: run.net2.origin, userId },
				[...placesWritten(parts), ...('error' in result ? [] : this.needed)],
				{ at: run.clock.now(), undoId },
			);
		else if (undoId !== undefined) undos.undone(undoId);
		if (undo === null) return result;
		return 'error' in result
			? { ...result, error: { ...result.error, undo } }
			: { ...result, undo };
	}

	private async sealed(
		userId: number,
		parts: UndoPart[],
		result: Success | Failure,
	): Promise<Undo> {
		const { run, numberFieldId } = this;
		const mayRead = !('error' in result && endsTheRun(result.error.reason));
		return await sealUndo(run, {
			operation: run.operation,
			userId,
			parts,
			at: run.clock.now(),
			leaveDate: leaveDateOf(run, parts, this.namesEndDate),
			subject: await subjectOf(run, userId, { record: this.subject(), numberFieldId, mayRead }),
		});
	}

	failure(error: unknown): Failure {
		const { key, userId, done, audit } = this;
		const { error: told } = failed(this.run, error, { key, userId, done });
		return { error: done.length === 0 ? told : { ...told, audit } };
	}
}

/** A failure that happened before anything was known of a person, or to a person. */
export function failed(
	run: Pick<Run, 'operation'>,
	error: unknown,
	{
		key = null,
		userId = null,
		done = [],
	}: Partial<Pick<Failure['error'], 'key' | 'userId' | 'done'>>,
): Failure {
	const explained = explain(error);
	return {
		error: {
			message: explained.explanation,
			reason: explained.reason,
			operation: run.operation,
			key,
			userId,
			done,
			undo: null,
		},
	};
}

/** The failure of somebody whom a run that ended early did not get to, for the reason that it ended. */
export function notAttempted(
	run: Pick<Run, 'operation'>,
	end: Net2Error,
	whom: Partial<Pick<Failure['error'], 'key' | 'userId'>> = {},
): Failure {
	const { error } = failed(
		run,
		new Net2Error(end.reason, `Not attempted: ${end.message}`, ''),
		whom,
	);
	return { error: { ...error, attempted: false } };
}

/** Anything thrown, as our own error. What we did not foresee is named by its kind only: its text might hold a secret. */
export function explain(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	const kind = error instanceof Error ? error.name : typeof error;
	return new Net2Error(
		'badReply',
		`Something unforeseen happened (${kind}).`,
		'Please report it with the steps that led here; nothing more was done for this person.',
	);
}

function describe(outcome: Outcome): string {
	switch (outcome) {
		case 'unchanged':
			return 'Everything is as asked already; nothing was written.';
		case 'notFound':
			return 'Net2 has no such user; nothing was written.';
		case 'correlated':
			return 'The user was found; nothing was written.';
		default:
			return `The user is ${outcome}.`;
	}
}
