import { listed } from '../mapping/text';
import { departmentMessages } from '../messages/departments';
import { endsTheRun, failure, Net2Error, outcomeUnknown } from '../net2/errors';
import type { Department } from '../net2/model';
import { ReferenceData, type DepartmentRef } from './run/referenceData';
import { inSequence } from './run/inSequence';
import type { ResultBuilder } from './result/resultBuilder';
import type { Failure, Success } from './result/result';
import type { Request, Run } from './run/request';
import { refuseUnverified, retryIdempotent } from './apply/proof';

export interface DepartmentOutcome extends Success {
	/** As read back; null in the dry run of a new one. */
	department: Department | null;
}

type Answers = Promise<Array<DepartmentOutcome | Failure>>;

/**
 * A new department. A name that Net2 has already, whatever its case, is refused, since departments are found by name.
 * The POST is never repeated. If the reply does not contain the id, it is read from a fresh list.
 */
export async function createDepartment(
	run: Run,
	requests: Array<Request<{ name: string }>>,
): Answers {
	return await inSequence(
		run,
		requests,
		async ({ params, options }, report) => {
			const name = readName(params.name);
			refuseTaken(name, await run.net2.departments.list());
			const changes = [{ field: 'department', from: null, to: name }];
			if (options.dryRun) {
				report.would(`Department ${name} created`, changes);
				return toItem(report, 'created', null);
			}
			await run.net2.departments.create(name).catch(unlessItHappened);
			const found = (await run.net2.departments.list()).filter((one) => one.name.trim() === name);
			const [created] = found;
			if (created === undefined) throw failure(departmentMessages.departmentNotThereYet, { name });
			report.step(`Department ${name} created`, changes);
			if (found.length > 1)
				refuseUnverified([`there are ${found.length} departments named "${name}"`]);
			return toItem(report, 'created', created);
		},
		again,
	);
}

/** Another name for a department; who is in it stays in it. */
export async function renameDepartment(
	run: Run,
	requests: Array<Request<{ department: DepartmentRef; name: string }>>,
): Answers {
	return await inSequence(
		run,
		requests,
		async ({ params, options }, report) => {
			const name = readName(params.name);
			const department = await current(run, params.department);
			if (department.name === name) return toItem(report, 'unchanged', department);
			const others = (await run.net2.departments.list()).filter(({ id }) => id !== department.id);
			refuseTaken(name, others);
			const message = `Department ${department.name} renamed to ${name}`;
			const changes = [{ field: 'department', from: department.name, to: name }];
			if (options.dryRun) {
				report.would(message, changes);
				return toItem(report, 'updated', department);
			}
			await retryIdempotent(async () => await run.net2.departments.rename(department.id, name));
			report.step(message, changes);
			const after = (await run.net2.departments.list()).find(({ id }) => id === department.id);
			if (after?.name !== name) refuseUnverified([`its name is "${after?.name ?? 'nothing'}"`]);
			return toItem(report, 'updated', after ?? null);
		},
		again,
	);
}

/**
 * Deletes a department without users, if both routes of Net2 say so. What happens to users in a deleted one is not
 * known (docs/net2-api.md#departments). If neither route answers, nothing is deleted.
 */
export async function deleteDepartment(
	run: Run,
	requests: Array<Request<{ department: DepartmentRef }>>,
): Answers {
	return await inSequence(
		run,
		requests,
		async ({ params, options }, report) => {
			const department = await current(run, params.department);
			const { id, name } = department;
			await refuseUsed(run, department);
			const changes = [{ field: 'department', from: name, to: null }];
			report.warn('Deleting cannot be undone: a department created again gets another id.');
			if (options.dryRun) {
				report.would(`Department ${name} deleted`, changes);
				return toItem(report, 'deleted', department);
			}
			await retryIdempotent(async () => await run.net2.departments.delete(id));
			report.step(`Department ${name} deleted`, changes);
			if ((await run.net2.departments.list()).some((one) => one.id === id))
				refuseUnverified(['the department is still there']);
			return toItem(report, 'deleted', department);
		},
		again,
	);
}

function toItem(
	report: ResultBuilder,
	outcome: Success['outcome'],
	department: Department | null,
): DepartmentOutcome {
	return { ...report.success(outcome, { verified: true }), department };
}

function again(report: ResultBuilder, { department }: DepartmentOutcome): DepartmentOutcome {
	report.note('An equal item of this run has dealt with this department already.');
	return toItem(report, 'unchanged', department);
}

/** From a fresh list: Net2 reuses ids, and the run may have changed names itself. */
async function current(run: Run, ref: DepartmentRef): Promise<Department> {
	const department = await new ReferenceData(run.net2).department(ref);
	if (department.id !== 0) return department;
	throw failure(departmentMessages.departmentNone);
}

function readName(given: string): string {
	const name = given.trim();
	if (name !== '' && name.length <= 100 && !/\p{Cc}/u.test(name)) return name;
	throw failure(
		name === '' ? departmentMessages.noDepartmentName : departmentMessages.badDepartmentName,
	);
}

function refuseTaken(name: string, departments: Department[]): void {
	const bare = (text: string) => text.trim().toLowerCase();
	const taken = departments.find((one) => bare(one.name) === bare(name));
	if (taken === undefined && bare(name) !== 'none') return;
	throw failure(departmentMessages.departmentExists, {
		name: taken?.name ?? 'None',
		id: taken?.id ?? 0,
	});
}

async function refuseUsed(run: Run, { id, name }: Department): Promise<void> {
	const answers = await Promise.all([
		run.net2.departments.userIds(id).catch(unread),
		run.net2.query
			.usersInDepartment(id, 14)
			.then((rows) => rows.filter(({ active }) => active).map(({ userId }) => userId))
			.catch(unread),
	]);
	const userIds = [...new Set(answers.flatMap((ids) => ids ?? []))].sort((a, b) => a - b);
	if (userIds.length > 0) {
		const ids = listed(userIds.map(String), 5);
		throw failure(departmentMessages.departmentInUse, { name, ids });
	}
	if (answers.every((ids) => ids === undefined))
		throw failure(departmentMessages.departmentUseUnknown, { name });
}

/** A route that is refused or missing here says nothing. The other one may. */
function unread(error: unknown): undefined {
	if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
	return undefined;
}

function unlessItHappened(error: unknown): null {
	if (outcomeUnknown(error)) return null;
	throw error;
}
