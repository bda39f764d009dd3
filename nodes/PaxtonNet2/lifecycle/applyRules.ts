import { Net2Error } from '../net2/errors';
import type { AccessLevel } from '../net2/model';
import { userNotFound } from './users/userNotFound';
import { doorPermissions } from './steps/aspects';
import { carryOut, wouldBe } from './steps/carryOut';
import { levelGiven, levelTaken } from './steps/exactLevels';
import { onlyOneLevel } from './steps/lite';
import { markerFieldOf, markerText, readMarker, type Marker } from './marker/marker';
import { markerStep } from './marker/markerStep';
import { forEachUser } from './users/forEachUser';
import type { ResultBuilder } from './result/resultBuilder';
import type { Result, Success } from './result/result';
import type { Request, RulesParams, Run } from './run/request';
import { builderFor, type TargetUser } from './users/targetUser';
import { markerOf } from './timeBoxes';

/**
 * Levels by rules: what a table says for each of a person's contracts, all together. Takes away only what a rule granted
 * before, as the marker field remembers; levels given by hand stay (design 5). Where one contract cannot be resolved
 * nothing is written for that person, since the levels it would keep are not known (HelloID defect 1).
 */
export async function applyRules(
	run: Run,
	requests: Array<Request<RulesParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (subject, asked) => {
			const [first, ...others] = asked;
			if (first === undefined) return [];
			const report = builderFor(run, first, subject);
			const result = await report.withUndo(
				await rule(run, subject, asked, report).catch(
					(error: unknown): Result => report.failure(error),
				),
			);
			return [result, ...others.map(() => ('error' in result ? result : together(result)))];
		},
	);
}

async function rule(
	run: Run,
	subject: TargetUser,
	asked: Array<Request<RulesParams>>,
	report: ResultBuilder,
): Promise<Success> {
	const [first] = asked;
	const dryRun = asked.some(({ options }) => options.dryRun);
	const wanted = await wantedLevels(run, asked);
	if (subject.wouldBe && dryRun) return wouldBe(report, 'updated');
	const { userId, fieldId } = subject;
	if (userId === null) throw userNotFound(subject);
	const field = markerFieldOf(
		markerOf(first?.params.markerField),
		fieldId,
		await run.reference.customFields(),
	);
	const [user, held] = await Promise.all([
		run.net2.users.get(userId),
		run.net2.users.doorPermissions(userId),
	]);
	if (user === undefined || held === undefined) throw userNotFound(subject);
	const before = readMarker(markerText(user, field))?.byRules ?? [];
	const desired = wanted.map(({ id }) => id);
	const add = desired.filter((id) => !held.accessLevels.includes(id));
	const after = [...new Set([...before.filter((id) => desired.includes(id)), ...add])];
	if (held.accessLevels.length + add.length > 1 && add.length > 0 && (await run.reference.isLite()))
		throw onlyOneLevel();
	const levels = await run.reference.levels();
	const nameOf = (id: number): AccessLevel =>
		levels.find((level) => level.id === id) ?? { id, name: `level ${id}` };
	const rules = (ids: number[]) => (marker: Marker) =>
		sameIds(marker.byRules, ids) ? marker : { ...marker, byRules: ids };
	// Granted by a rule, before it is granted; and so still, until it is gone.
	const meanwhile = [...new Set([...before, ...add])];
	const noted = (ids: number[]) =>
		markerStep(run, field, 'Levels granted by rules noted', rules(ids));
	const steps = [
		noted(meanwhile),
		{
			...doorPermissions(run, (now) => {
				const had = now.accessLevels.filter((id) => id !== 0);
				const gone = had.filter((id) => before.includes(id) && !desired.includes(id));
				const come = desired.filter((id) => !had.includes(id));
				if (gone.length + come.length === 0) return null;
				return {
					message: `Levels by rules: ${wanted.map(({ name }) => name).join(', ') || 'none'}`,
					changes: [...gone.map(nameOf).map(levelTaken), ...come.map(nameOf).map(levelGiven)],
					next: { ...now, accessLevels: [...had.filter((id) => !gone.includes(id)), ...come] },
				};
			}),
			proveFirst: true,
		},
		...(sameIds(meanwhile, after) ? [] : [noted(after)]),
	];
	return await carryOut(run, 'updated', subject, steps, { report, dryRun });
}

/** The union of all contracts; an exclusive level stands alone, and `!name` takes one out. */
async function wantedLevels(run: Run, asked: Array<Request<RulesParams>>): Promise<AccessLevel[]> {
	const names: string[] = [];
	for (const { params } of asked) {
		if (params.levels instanceof Net2Error) throw params.levels;
		names.push(...params.levels);
	}
	const except = names.filter((name) => name.startsWith('!')).map((name) => name.slice(1));
	const given = await run.reference.levelsNamed(names.filter((name) => !name.startsWith('!')));
	const out = new Set((await run.reference.levelsNamed(except)).map(({ id }) => id));
	const exclusiveNames = asked.flatMap(({ params }) => params.exclusive);
	const exclusive = new Set((await run.reference.levelsNamed(exclusiveNames)).map(({ id }) => id));
	const wanted = given.filter(({ id }) => !out.has(id));
	const alone = wanted.filter(({ id }) => exclusive.has(id));
	if (alone.length > 1)
		throw new Net2Error(
			'conflict',
			`The rules give several levels that exclude each other: ${alone.map(({ name }) => name).join(', ')}.`,
			'Decide in the table which of them this person is to have.',
		);
	return alone.length === 1 ? alone : wanted;
}

function together(result: Success): Success {
	return { ...result, outcome: 'unchanged', changed: false, changes: [], undo: null };
}

function sameIds(a: number[], b: number[]): boolean {
	return a.length === b.length && a.every((id) => b.includes(id));
}
