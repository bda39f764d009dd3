import type { HrDay, HrInstant } from '../../mapping/hrDates';
import { endsTheRun } from '../../net2/errors';
import { mergeUndo } from '../undo/mergeUndo';
import type { Request, Run } from '../run/request';
import { leaveDateOf, sealUndo, subjectOf, undoIdOf, type SubjectRecord } from '../undo/sealedUndo';
import type { UndoPart } from '../undo/undoPart';
import { placesWritten } from '../undo/undoPlaces';
import { accessDates } from './accessDates';
import { failed } from './failure';
import { labelled } from './labels';
import { siteFor } from './observedState';
import type {
	AuditEntry,
	Change,
	Failure,
	LabelledChange,
	Outcome,
	Success,
	Undo,
	UserView,
} from './result';
import { summarySentence } from './summarySentence';

export { explain } from './explain';
export { failed, notAttempted, STOPPED } from './failure';

/** Gathers what happens while one request is worked on, and makes its result at the end. */
export class ResultBuilder {
	readonly changes: LabelledChange[] = [];
	readonly warnings: string[] = [];
	/** The name of the user, once it has been read, or as a new user gets it. */
	name = '';
	private readonly audit: AuditEntry[] = [];
	private readonly done: string[] = [];
	private readonly undoParts: UndoPart[] = [];
	private readonly needed = new Set<string>();
	/** Whether Net2 shows all that was written. */
	private comparesAll = true;
	/** The newest reading of the user; undefined: none. */
	subject: () => SubjectRecord | undefined = () => undefined;
	/** The last day that the item itself names. */
	namedEnd: HrDay | HrInstant | undefined = undefined;
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

	/** Ids of users who really are other people, as the item says. */
	get allowDuplicateOf(): readonly number[] {
		return this.request.options.allowDuplicateOf ?? [];
	}

	/** Something was done at the server. */
	step(message: string, changes: Change[] = [], undo?: UndoPart): void {
		this.done.push(message);
		this.run.onWritten?.({ userId: this.userId, key: this.key });
		if (undo !== undefined) this.undoParts.push(undo);
		this.note(message, false, this.keep(changes));
	}

	/** Something would be done if this were not a dry run. */
	would(message: string, changes: Change[] = []): void {
		this.note(`Would: ${message}`, false, this.keep(changes));
	}

	/** The operation needs these places to be as it leaves them, written or not; see `UndoLedger`. */
	relyOn(places: string[]): void {
		for (const place of places) this.needed.add(place);
	}

	warn(message: string): void {
		if (!this.warnings.includes(message)) this.warnings.push(message);
	}

	/** Warns of something about the server or the site as a whole. The output of the run has it once. */
	warnOfSite(message: string): void {
		this.run.siteWarnings.add(message);
		this.warn(message);
	}

	/** Net2 does not show something that was written, so the result is not `verified`. */
	notCompared(message: string): void {
		this.comparesAll = false;
		this.warn(message);
	}

	note(message: string, isError = false, changes: LabelledChange[] = []): void {
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

	/** Changes with the labels of this site, as far as the run has read them. */
	labelled(changes: Change[]): LabelledChange[] {
		return labelled(changes, this.run.reference.knownCustomFields());
	}

	private keep(changes: Change[]): LabelledChange[] {
		const named = this.labelled(changes);
		this.changes.push(...named);
		return named;
	}

	/**
	 * @param outcome what became of the request, or would become in a dry run
	 * @param verified whether this run read back that it is so
	 * @param summary a sentence in place of the one that is made from outcome and changes
	 */
	success(
		outcome: Outcome,
		{
			verified,
			user = null,
			summary,
		}: { verified: boolean; user?: Partial<UserView> | null; summary?: string },
	): Success {
		const { dryRun } = this.request.options;
		if (this.audit.length === 0) this.note(describe(outcome));
		const { operation } = this.run;
		const { userId, key, changes } = this;
		const name = nameIn(user) || this.name;
		return {
			operation,
			outcome,
			changed: !dryRun && changes.length > 0,
			dryRun,
			verified: verified && this.comparesAll && !(dryRun && changes.length > 0),
			...(outcome === 'deleted' && !dryRun && { deleted: true as const }),
			userId,
			key,
			name,
			summary: summary ?? this.sentence(outcome, name, user),
			changes,
			user,
			warnings: this.warnings,
			undo: null,
			audit: this.audit,
		};
	}

	private sentence(outcome: Outcome, name: string, user: Partial<UserView> | null): string {
		const { userId, key, changes, run } = this;
		const { operation } = run;
		const site = siteFor(run, {
			activateDate: user?.startDate ?? null,
			expiryDate: user?.endDate ?? null,
		});
		return summarySentence({
			operation,
			outcome,
			dryRun: this.request.options.dryRun,
			key,
			name,
			userId,
			changes,
			access: accessDates(user, changes, { now: run.clock.now(), site }),
		});
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
		const undo = await sealUndo(run, {
			operation: run.operation,
			userId,
			parts,
			at: run.clock.now(),
			leaveDate: leaveDateOf(run, parts, this.namedEnd),
			subject: await subjectOf(run, userId, { record: this.subject(), numberFieldId, mayRead }),
		});
		const name = ('error' in result ? result.error.name : result.name) || this.name;
		return { ...undo, key: this.key, name };
	}

	failure(error: unknown): Failure {
		const { key, userId, name, done, audit } = this;
		const { error: failure } = failed(this.run, error, { key, userId, name, done });
		return { error: done.length === 0 ? failure : { ...failure, audit } };
	}
}

type Names = Partial<Pick<UserView, 'firstName' | 'middleName' | 'lastName'>>;

/** A user's name as one text; empty if there is none. */
export function nameIn(user: Names | null | undefined): string {
	const { firstName, middleName, lastName } = user ?? {};
	return [firstName, middleName, lastName]
		.map((part) => part?.trim() ?? '')
		.filter((part) => part !== '')
		.join(' ');
}

function describe(outcome: Outcome): string {
	switch (outcome) {
		case 'unchanged':
			return 'Everything is as the item says already. Nothing was written.';
		case 'notFound':
			return 'Net2 has no such user. Nothing was written.';
		case 'correlated':
			return 'The user was found. Nothing was written.';
		default:
			return `The user is ${outcome}.`;
	}
}
