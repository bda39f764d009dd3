import type { Site } from '../../mapping/siteTime';
import type { Net2Client } from '../../net2/client';
import type { PlanOperation } from '../plan/userPlan';
import type { ReferenceData } from '../run/referenceData';
import type { Run } from '../run/request';
import type { ObservedState } from '../result/observedState';
import type { UndoPart } from '../undo/undoPart';
import type { FieldTexts } from './freshFields';

/** What a handler may use. */
export interface ApplyContext {
	run: Run;
	net2: Net2Client;
	reference: ReferenceData;
	/** The custom fields as the plan knows them. */
	knownFields: FieldTexts;
	/** The same, as each operation knew them before it was first prepared. */
	knownBefore: Map<PlanOperation, FieldTexts>;
	/** The zone in which dates of the user are understood. */
	siteOf(dates: { activateDate: string | null; expiryDate: string | null }): Site;
	warn(message: string): void;
	/** Warns of something about the server or the site as a whole. The output of the run has it once. */
	warnOfSite(message: string): void;
	/** Warns that Net2 does not show something that was written. Then the result is not `verified`. */
	notCompared(message: string): void;
}

/**
 * The one contract of everything that a plan writes. It says what is read before the write, what is sent, and how the
 * read-back is judged. A plan says what. A handler knows how, for one resource of Net2.
 */
export interface ResourceHandler<Operation, State, Payload> {
	/** What is there now; undefined: Net2 has no such user. */
	read(context: ApplyContext, userId: number): Promise<State | undefined>;
	/**
	 * What to send, given what was just read; null: Net2 has it already. It is synchronous, so that nothing comes between
	 * the reading and the write (docs/safety-rules.md, rule 5). Throws `conflict` where another writer was faster.
	 */
	prepare(
		operation: Operation,
		state: State,
		context: ApplyContext,
	): { payload: Payload; undo: UndoPart; goesAlone?: boolean } | null;
	/** @param beforeSending throws if too much time has passed since the reading; called before each attempt */
	apply(
		context: ApplyContext,
		userId: number,
		payload: Payload,
		beforeSending: () => void,
	): Promise<void>;
	/** Whether `apply` sends a POST, which is not repeated after a lost reply (docs/safety-rules.md, rule 5). */
	sentOnce?: true;
	/** What is there after the write, where that can be read for many users at a time; absent: {@link read}. */
	readBack?(context: ApplyContext, userId: number, payload: Payload): Promise<State | undefined>;
	/**
	 * What does not read back as it was written, in words; empty: verified. Throws `conflict` where it does, and something
	 * else has changed.
	 */
	verify(payload: Payload, after: State, context: ApplyContext): string[];
	/** Keeps what was read, for the output. */
	observe(observed: ObservedState, state: State): void;
}

/** A handler with its operation, its types folded away, so that a plan can be a list of them. */
export interface PreparedOperation {
	/**
	 * Reads and works out what to send. Undefined: no such user; null: nothing to write.
	 *
	 * @param freshFrom when the state of the plan was read, if it may be used instead of a reading; in ms
	 */
	prepare(
		userId: number,
		freshFrom: number | undefined,
		observed: ObservedState,
	): Promise<PreparedWrite | null | undefined>;
}

export interface PreparedWrite {
	undo: UndoPart;
	/** Whether no other such write of the process may be under way, and it is read back at once. */
	goesAlone: boolean;
	sentOnce: boolean;
	/** When the reading that it comes from ended, in ms. */
	readAt: number;
	write(beforeSending: () => void): Promise<void>;
	/** Reads back; the problems in words. */
	verify(): Promise<string[]>;
}

/** Binds a handler to one operation of a plan. `state` is what the plan was made from, if it was read just now. */
export function bind<Operation, State, Payload>(
	context: ApplyContext,
	handler: ResourceHandler<Operation, State, Payload>,
	operation: Operation,
	state: State | undefined,
): PreparedOperation {
	return {
		async prepare(userId, freshFrom, observed) {
			const isFresh = freshFrom !== undefined && state !== undefined;
			const now = isFresh ? state : await handler.read(context, userId);
			const readAt = isFresh ? freshFrom : context.run.clock.now();
			if (now === undefined) return undefined;
			handler.observe(observed, now);
			const prepared = handler.prepare(operation, now, context);
			if (prepared === null) return null;
			const { payload, undo, goesAlone = false } = prepared;
			return {
				undo,
				goesAlone,
				sentOnce: handler.sentOnce === true,
				readAt,
				write: (beforeSending) => handler.apply(context, userId, payload, beforeSending),
				async verify() {
					const after = await (handler.readBack?.(context, userId, payload) ??
						handler.read(context, userId));
					if (after === undefined) return ['Net2 has no such user any more'];
					handler.observe(observed, after);
					return handler.verify(payload, after, context);
				},
			};
		},
	};
}
