import { Net2Error } from '../../net2/errors';
import { userNotFound } from '../users/userNotFound';
import { inDepartment } from '../steps/aspects';
import { cardsBack } from './cardsBack';
import { carryOut } from '../steps/carryOut';
import { puttingBackOnLite, type Keep } from '../steps/lite';
import { inInputOrder } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { permissionsBack } from './permissionsBack';
import { changed, recordBack } from './recordBack';
import { ResultBuilder } from '../result/resultBuilder';
import type { Result, Success } from '../result/result';
import type { Request, Run, UndoParams } from '../run/request';
import { perform, type Step } from '../steps/steps';
import type { TargetUser } from '../users/targetUser';
import { uncreate } from './uncreate';
import { openUndo, type UndoPart } from './undoPart';

/**
 * Takes back what an earlier operation wrote for one person, if everything is still as that operation left it; else
 * nothing is written, and the error names what differs (design 5). Access that was taken comes back last. A person
 * who was created is deleted. An undo that was cut in the middle goes on where it was: a place that is back as it was
 * before counts as done, unless all of them are.
 */
export async function undo(run: Run, requests: Array<Request<UndoParams>>): Promise<Result[]> {
	const done = new Map<string, Success>();
	return await forEachUser(
		run,
		requests,
		({ undo: { userId } }) => ({ by: 'id', id: String(userId) }),
		inInputOrder(run, async (subject, request, report) => {
			const { params, options } = request;
			const name = `${String(options.dryRun)} ${params.undo.sealed.trim()}`;
			const before = done.get(name);
			if (before !== undefined) {
				report.note('An equal item of this run has taken this back already.');
				return report.success('unchanged', { verified: before.verified, user: before.user });
			}
			const told = await takeBack(run, subject, request, report);
			done.set(name, told);
			return told;
		}),
	);
}

async function takeBack(
	run: Run,
	subject: TargetUser,
	request: Request<UndoParams>,
	report: ResultBuilder,
): Promise<Success> {
	const { userId } = subject;
	const { params, options } = request;
	const { dryRun } = options;
	const record = await openUndo(run, params.undo.sealed);
	if (userId === null || record?.userId !== userId) throw notOurs();
	const { parts } = record;
	if (parts.some(({ of }) => of === 'created')) {
		if (params.mayDelete === false && !dryRun) throw mayNotDelete();
		const erased = await uncreate(run, userId, parts, { report, dryRun });
		if (erased === undefined) throw userNotFound(subject);
		return erased;
	}
	return await puttingBackOnLite(run, userId, async (keep) => {
		const steps = await stepsBack(run, parts, keep);
		// All parts are looked at before the first is written, so that nothing is taken back by halves.
		const rehearsal = new ResultBuilder(run, request, null, userId);
		const seen = {};
		const stands = await perform(run, userId, steps, { seen, report: rehearsal, dryRun: true });
		if (stands === undefined) throw userNotFound(subject);
		if (!stands) throw changed(['everything is as it was before that step already']);
		return await carryOut(run, 'updated', subject, steps, { report, dryRun });
	});
}

async function stepsBack(run: Run, parts: UndoPart[], keep: Keep): Promise<Step[]> {
	return await Promise.all(
		[...parts].reverse().map(async (part): Promise<Step> => {
			switch (part.of) {
				case 'record':
					return recordBack(run, part);
				case 'department':
					return await departmentBack(run, part);
				case 'permissions':
					return await permissionsBack(run, part, keep);
				case 'cards':
					return cardsBack(run, part);
				case 'created':
					throw notOurs();
			}
		}),
	);
}

/** Throws `unknownDepartment` where Net2 has it no longer. */
async function departmentBack(
	run: Run,
	part: Extract<UndoPart, { of: 'department' }>,
): Promise<Step> {
	const before = await run.reference.department({ by: 'id', id: String(part.before) });
	return inDepartment(run, before, (current) => {
		if ((current?.id ?? 0) === part.after) return true;
		throw changed([`the department is ${current?.name ?? 'None'} now`]);
	});
}

function notOurs(): Net2Error {
	return new Net2Error(
		'badInput',
		'The undo cannot be opened: it belongs to another server, operator or password, or was altered.',
		'Hand over the undo of an earlier output unchanged, with the credential that made it.',
	);
}

function mayNotDelete(): Net2Error {
	return new Net2Error(
		'notAllowed',
		'Taking this back would delete the user who was created, which is not open to a model.',
		'Let a person run the undo.',
	);
}
