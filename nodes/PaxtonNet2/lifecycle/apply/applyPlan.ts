import { writesMessages } from '../../messages/writes';
import { endsTheRun, failure, Net2Error, outcomeUnknown } from '../../net2/errors';
import type { CurrentUser } from '../plan/currentUser';
import { siteFor, type Policy } from '../plan/policy';
import type { PlanOperation, UserPlan } from '../plan/userPlan';
import { explain, type ResultBuilder } from '../result/resultBuilder';
import type { ObservedState } from '../result/observedState';
import type { Run } from '../run/request';
import { takeAloneTurn } from './aloneTurn';
import { fieldTexts } from './freshFields';
import { guardFrom, OutdatedReading, rightAfterReading } from './freshReading';
import { refuseUnverified } from './proof';
import { mergeRetriedUndo } from '../undo/undoPart';
import { addCardHandler, cardLostHandler, removeCardHandler } from './cardHandlers';
import { departmentHandler, permissionsHandler } from './placeHandlers';
import { recordHandler, stepsOf } from './recordHandler';
import type { FreshParts } from './readUser';
import {
	bind,
	type ApplyContext,
	type PreparedOperation,
	type PreparedWrite,
} from './resourceHandler';

/** How one plan is carried out. */
export interface Applying {
	policy: Policy;
	builder: ResultBuilder;
	/** What the plan was made from. */
	current: CurrentUser;
	/** What of `current` was read just now, and when (ms). The first write need not read it again. */
	fresh: FreshParts;
	/** Whether that is true of every write, as for a user that this run has just created. */
	allFresh?: true;
	/** Whether no other user PUT that goes alone is under way; see `aloneTurnFor`. */
	hasTurn?: boolean;
	observed: ObservedState;
	/** What was written before the plan, to be read back together with what the plan writes. */
	before?: readonly Written[];
}

/**
 * Carries out the operations of a plan on one user, in their order. It reads each write back (docs/safety-rules.md,
 * rule 1). A failed operation ends the plan, unless `continueOnError`. Either way, what was written is read back
 * before the failure is thrown.
 *
 * @returns whether anything was written. Undefined: Net2 has no such user
 * @throws Net2Error `notVerified` if Net2 reads back otherwise, `unknownOutcome` if a lost reply stays unexplained
 */
export async function applyPlan(
	run: Run,
	userId: number,
	plan: UserPlan,
	applying: Applying,
): Promise<boolean | undefined> {
	const { builder, observed, before = [] } = applying;
	const context = contextOf(run, applying);
	let written = [...before];
	const verified: string[] = [];
	const failures: Net2Error[] = [...plan.problems];
	let wrote = false;
	const left = [...plan.operations];
	const steps = new Set<PlanOperation>();
	for (let operation = left.shift(); operation !== undefined; operation = left.shift()) {
		try {
			if (operation.type === 'writeRecord') {
				// The next write changes what the one before it wrote, so that one is confirmed first.
				const records = written.filter(({ type }) => type === 'writeRecord');
				written = written.filter((one) => !records.includes(one));
				verified.push(...(await verifyAll(records)));
			}
			const bound = handlerFor(context, operation, applying.current);
			const isFresh = !wrote || applying.allFresh === true;
			const readAt = isFresh ? applying.fresh.get(operation.type) : undefined;
			// Writing a department states the whole, so what the plan saw is only needed for the undo.
			const freshFrom = operation.type === 'setDepartment' ? run.clock.now() : readAt;
			const prepared = await bound.prepare(userId, freshFrom, observed);
			if (prepared === undefined) return undefined;
			if (prepared === null) continue;
			wrote = true;
			run.reference.shared.noteWrite(userId);
			const { hasTurn = false } = applying;
			const attempt = { bound, prepared, builder, observed, hasTurn };
			const write = await writeInTurn(run, userId, operation, attempt);
			if (write === undefined) return undefined;
			if (write === null) continue;
			const one = { verify: write.verify, message: operation.message, type: operation.type };
			if (write.goesAlone) verified.push(one.message);
			else if (operation.verifyFirst === true) verified.push(...(await verifyAll([one])));
			else written.push(one);
		} catch (error) {
			const problem = await ofThisStep(run, userId, explain(error));
			if (problem === undefined) return undefined;
			// Without a server there is nothing to go on with, and nothing to read back.
			if (endsTheRun(problem.reason)) throw problem;
			const instead = stepsOf(operation, problem, context);
			if (instead !== undefined) {
				for (const step of instead) steps.add(step);
				left.unshift(...instead);
				continue;
			}
			failures.push(steps.has(operation) ? notAccepted(operation, problem) : problem);
			if (!plan.continueOnError) break;
		}
	}
	await verifyAll(written).then(
		(messages) => verified.push(...messages),
		(error: unknown) => failures.unshift(explain(error)),
	);
	throwAll(failures, plan.continueOnError ? verified : []);
	return wrote;
}

/** A write that has to be read back. */
export interface Written {
	/** Reads back; the problems in words. */
	verify(): Promise<string[]>;
	message: string;
	type: PlanOperation['type'];
}

/**
 * What was written, in words, now that it has been read back. It waits for all, also if one fails. Reading back may write
 * once more, and no write may come after the item has been reported.
 */
async function verifyAll(written: Written[]): Promise<string[]> {
	const settled = await Promise.allSettled(written.map(({ verify }) => verify()));
	const problems = settled.flatMap((one) => {
		if (one.status === 'rejected') throw one.reason;
		return one.value;
	});
	refuseUnverified(problems);
	return written.map(({ message }) => message);
}

function contextOf(run: Run, { policy, builder, current }: Applying): ApplyContext {
	return {
		run,
		net2: run.net2,
		reference: run.reference,
		knownFields: fieldTexts(current.record),
		knownBefore: new Map(),
		siteOf: (dates) => siteFor(policy, dates),
		warn: (message) => builder.warn(message),
		warnOfSite: (message) => builder.warnOfSite(message),
		notCompared: (message) => builder.notCompared(message),
	};
}

function handlerFor(
	context: ApplyContext,
	operation: PlanOperation,
	{ record, department, permissions, cards }: CurrentUser,
): PreparedOperation {
	switch (operation.type) {
		case 'writeRecord':
			return bind(context, recordHandler, operation, record);
		case 'setDepartment':
			return bind(context, departmentHandler, operation, department);
		case 'setPermissions':
			return bind(context, permissionsHandler, operation, permissions);
		case 'setCardLost':
			return bind(context, cardLostHandler, operation, cards);
		case 'removeCard':
			return bind(context, removeCardHandler, operation, cards);
		case 'addCard':
			return bind(context, addCardHandler, operation, cards);
		case 'createUser':
			throw failure(writesMessages.createWithinPlan);
	}
}

interface Attempt {
	bound: PreparedOperation;
	prepared: PreparedWrite;
	builder: ResultBuilder;
	observed: ObservedState;
	hasTurn: boolean;
}

/**
 * Writes, and resolves with what was written. Some writes go alone. Such a write waits until the one before it has
 * been read back. The next write waits for this one (safety rule 2, docs/safety-rules.md). Null or undefined: as
 * `prepare` after the wait.
 */
async function writeInTurn(
	run: Run,
	userId: number,
	operation: PlanOperation,
	attempt: Attempt,
): Promise<PreparedWrite | null | undefined> {
	const { bound, observed, hasTurn } = attempt;
	const readAgain = async () => await bound.prepare(userId, undefined, observed);
	let first: PreparedWrite | undefined = attempt.prepared;
	for (let readings = 1; ; readings += 1) {
		let prepared: PreparedWrite | null | undefined = first ?? (await readAgain());
		first = undefined;
		const turn = prepared?.goesAlone === true && !hasTurn ? await takeAloneTurn(run) : undefined;
		try {
			// What was read before the wait may be older than what is to be written.
			if (turn?.waited === true) prepared = await readAgain();
			if (!prepared) return prepared;
			if (!prepared.goesAlone) turn?.release();
			const beforeSending = guardFrom(run.clock, prepared.readAt, readings);
			const write = await writeOnce(run, userId, operation, {
				...attempt,
				prepared,
				beforeSending,
			});
			const { message, type } = operation;
			if (prepared.goesAlone) await verifyAll([{ verify: write.verify, message, type }]);
			return write;
		} catch (error) {
			if (!(error instanceof OutdatedReading)) throw error;
		} finally {
			turn?.release();
		}
	}
}

/**
 * After a lost reply the node reads first. It does not send a POST again. A PUT states a whole. So the node may send
 * it once more after twice its time-out, from a fresh reading (docs/safety-rules.md, rule 5). A second lost reply is
 * left to a person.
 */
async function writeOnce(
	run: Run,
	userId: number,
	{ message, changes }: PlanOperation,
	{ bound, prepared, builder, observed, beforeSending }: Attempt & { beforeSending: () => void },
): Promise<PreparedWrite> {
	const noteEvent = () => run.processState.userWrites(run.net2.origin).noteChange(userId);
	let lost: unknown;
	try {
		await prepared.write(beforeSending);
		noteEvent();
		builder.step(message, changes, prepared.undo);
		return prepared;
	} catch (error) {
		if (!outcomeUnknown(error)) throw error;
		lost = error;
	}
	if ((await prepared.verify()).length === 0) {
		noteEvent();
		builder.step(message, changes, prepared.undo);
		return prepared;
	}
	if (prepared.sentOnce) throw lost;
	await run.clock.sleep(2 * run.timeoutMs, run.signal);
	const again = await rightAfterReading(run.clock, async (guard) => {
		const next = await bound.prepare(userId, undefined, observed);
		await next?.write(guard(next.readAt));
		return next;
	});
	noteEvent();
	const undo = again ? mergeRetriedUndo(prepared.undo, again.undo) : prepared.undo;
	builder.step(message, changes, undo);
	return again ?? prepared;
}

/**
 * A card, department or level that is gone is a failure of that step only. Undefined: the user's own record is gone, and
 * nothing else says so (docs/safety-rules.md, rule 1).
 */
async function ofThisStep(
	run: Run,
	userId: number,
	problem: Net2Error,
): Promise<Net2Error | undefined> {
	if (problem.reason !== 'notFound') return problem;
	if ((await run.net2.users.get(userId)) === undefined) return undefined;
	return new Net2Error('conflict', problem.message, problem.remedy, problem.call);
}

/** Which part of a change Net2 rejected, where it may have accepted the others. */
function notAccepted({ message }: PlanOperation, problem: Net2Error): Net2Error {
	if (problem.reason !== 'badInput') return problem;
	const { partRejected } = writesMessages;
	return failure(partRejected, { part: message, problem: problem.message }, problem.call);
}

/** One error for all, with what was verified in spite of them; the first one's reason counts. */
function throwAll(failures: Net2Error[], verified: string[]): void {
	const [first, ...others] = failures;
	if (first === undefined) return;
	if (others.length === 0 && verified.length === 0) throw first;
	const messages = [...new Set(failures.map(({ message }) => message))].join(' ');
	const rest =
		verified.length === 0
			? ''
			: ` All the same, this was done and checked: ${verified.join('; ')}.`;
	throw new Net2Error(first.reason, messages + rest, first.remedy, first.call, failures);
}
