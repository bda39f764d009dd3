import { accessMessages } from '../../messages/access';
import { failure, Net2Error } from '../../net2/errors';
import type { AccessLevel } from '../../net2/model';
import { changeUser, resultOf } from '../apply/changeUser';
import { settleWritten, WrittenUsers } from '../apply/settleOthers';
import type { Result, Success } from '../result/result';
import type { ResultBuilder } from '../result/resultBuilder';
import { whoIs } from '../result/summarySentence';
import type { Request, RulesParams, Run } from '../run/request';
import { forEachUser } from '../users/forEachUser';
import { policyFor, refuseWithoutMarkerField } from '../users/policyFor';
import { builderFor, type TargetUser } from '../users/targetUser';

/**
 * Levels by rules: what a table says for each contract of an employee, all together. It removes only what a rule
 * granted before, as the marker field says. Levels given by hand stay. If one contract cannot be resolved, the levels
 * to keep are not known. Then nothing is written for that user.
 */
export async function applyRules(
	run: Run,
	requests: Array<Request<RulesParams>>,
): Promise<Result[]> {
	const written = new WrittenUsers();
	const results = await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (target, all) => {
			const [first, ...others] = all;
			if (first === undefined) return [];
			const builder = builderFor(run, first, target);
			const result = await builder.withUndo(
				await applyTo(run, target, all, { builder, written }).catch(
					(error: unknown): Result => builder.failure(error),
				),
			);
			return [result, ...others.map(() => ('error' in result ? result : sameUser(result)))];
		},
	);
	return await settleWritten(run, results, written);
}

async function applyTo(
	run: Run,
	target: TargetUser,
	all: Array<Request<RulesParams>>,
	{ builder, written }: { builder: ResultBuilder; written: WrittenUsers },
): Promise<Success> {
	const [first] = all;
	const levels = await wantedLevels(run, all);
	const dryRun = all.some(({ options }) => options.dryRun);
	const changed = await changeUser(run, {
		target,
		builder,
		dryRun,
		policy: await policyFor(run, {
			levels: true,
			markerField: refuseWithoutMarkerField(first?.params.markerField),
			numberFieldId: target.fieldId,
		}),
		desired: { access: { change: 'none' }, levels: { mode: 'byRules', levels } },
	});
	if (!dryRun) written.add(changed);
	return await resultOf(run, builder, changed);
}

/** The union of all contracts. An exclusive level is alone, and `!name` removes one. */
async function wantedLevels(run: Run, all: Array<Request<RulesParams>>): Promise<AccessLevel[]> {
	const names: string[] = [];
	for (const { params } of all) {
		if (params.levels instanceof Net2Error) throw params.levels;
		names.push(...params.levels);
	}
	const except = names.filter((name) => name.startsWith('!')).map((name) => name.slice(1));
	const given = await run.reference.levelsNamed(names.filter((name) => !name.startsWith('!')));
	const out = new Set((await run.reference.levelsNamed(except)).map(({ id }) => id));
	const exclusiveNames = all.flatMap(({ params }) => params.exclusive);
	const exclusive = new Set((await run.reference.levelsNamed(exclusiveNames)).map(({ id }) => id));
	const wanted = given.filter(({ id }) => !out.has(id));
	const alone = wanted.filter(({ id }) => exclusive.has(id));
	if (alone.length > 1)
		throw failure(accessMessages.exclusiveLevels, {
			levels: alone.map(({ name }) => name).join(', '),
		});
	return alone.length === 1 ? alone : wanted;
}

function sameUser(result: Success): Success {
	const summary = `The levels of ${whoIs(result)} were set with another item of this run`;
	return { ...result, outcome: 'unchanged', changed: false, summary, changes: [], undo: null };
}
