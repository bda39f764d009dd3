import { customFieldName } from '../../mapping/customFields';
import { undoMessages } from '../../messages/undo';
import { failure } from '../../net2/errors';
import { changeUser, resultOf } from '../apply/changeUser';
import { settleWritten, WrittenUsers } from '../apply/settleOthers';
import type { Result, Success } from '../result/result';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Request, Run, UndoParams } from '../run/request';
import { inInputOrder } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { policyFor } from '../users/policyFor';
import type { TargetUser } from '../users/targetUser';
import { userNotFound } from '../users/userNotFound';
import { planUndo } from './planUndo';
import { uncreate } from './uncreate';
import { refuseAfterLeave, refuseUndo } from './refuseUndo';
import { openUndo, undoIdOf } from './sealedUndo';
import type { UndoPart } from './undoPart';

/**
 * Reverses what an earlier operation wrote for one user, once and within a week. Everything must still be as that
 * operation left it. Otherwise nothing is written, and the error says why. It gives no access after the leave date. A
 * user who was created is deleted. What it wrote is read once more at the end of the run (docs/safety-rules.md, rule 11).
 */
export async function undo(run: Run, requests: Array<Request<UndoParams>>): Promise<Result[]> {
	const done = new Map<string, Success>();
	const written = new WrittenUsers();
	const results = await forEachUser(
		run,
		requests,
		({ undo: { userId } }) => ({ by: 'id', id: String(userId) }),
		inInputOrder(run, async (target, request, builder) => {
			const { params, options } = request;
			const name = `${String(options.dryRun)} ${params.undo.sealed.trim()}`;
			const before = done.get(name);
			if (before !== undefined) {
				builder.note('An equal item of this run has taken this back already.');
				return builder.success('unchanged', { verified: before.verified, user: before.user });
			}
			const result = await takeBack(run, target, request, { builder, written });
			if (!options.dryRun) run.processState.undos.used(undoIdOf(params.undo.sealed));
			done.set(name, result);
			return result;
		}),
	);
	return await settleWritten(run, results, written);
}

async function takeBack(
	run: Run,
	target: TargetUser,
	{ params, options: { dryRun } }: Request<UndoParams>,
	{ builder, written }: { builder: ResultBuilder; written: WrittenUsers },
): Promise<Success> {
	const { userId } = target;
	const record = await openUndo(run, params.undo.sealed);
	if (userId === null || record?.userId !== userId) throw failure(undoMessages.notOurs);
	const { parts } = record;
	builder.undoing = true;
	if (parts.some(({ of }) => of === 'created')) {
		if (params.mayDelete === false && !dryRun) throw failure(undoMessages.mayNotDelete);
		const erased = await uncreate(run, userId, record, { builder, dryRun });
		if (erased === undefined) throw userNotFound(target);
		return erased;
	}
	const policy = await policyFor(run, {
		levels: parts.some(({ of }) => of === 'permissions'),
		markerField: markerFieldIn(parts),
	});
	const departmentBefore = await departmentOf(run, parts);
	const changed = await changeUser(run, {
		target,
		builder,
		dryRun,
		policy,
		desired: { access: { change: 'none' } },
		reads: new Set(parts.flatMap(({ of }) => PART[of])),
		makePlan(current) {
			refuseUndo(run, record, current.record);
			const plan = planUndo(current, parts, { policy, departmentBefore });
			refuseAfterLeave(run, record, current.record);
			return plan;
		},
	});
	if (!dryRun) written.add(changed);
	return await resultOf(run, builder, changed);
}

const PART = {
	record: [],
	created: [],
	department: ['department'],
	permissions: ['permissions'],
	cards: ['cards'],
} as const;

/** The custom field in which the ends of levels are stored; undefined: the undo restores none. */
function markerFieldIn(parts: UndoPart[]): string | undefined {
	const fields = parts.flatMap((part) =>
		part.of === 'permissions' && part.ends !== undefined ? [part.ends.field] : [],
	);
	return fields.map(customFieldName).at(0);
}

/** Throws `unknownDepartment` where Net2 has it no longer. */
async function departmentOf(run: Run, parts: UndoPart[]) {
	const part = parts.find((one) => one.of === 'department');
	if (part?.of !== 'department') return undefined;
	return await run.reference.department({ by: 'id', id: String(part.before) });
}
