import { Net2Error } from '../net2/errors';
import type { User } from '../net2/model';
import { cardsLost, doorPermissions, inDepartment, userRecord } from './steps/aspects';
import type { Rewrite } from './steps/aspects';
import { reportNotFound, isNotFound } from './users/userNotFound';
import { carryOut } from './steps/carryOut';
import { cutOff } from './steps/cutOff';
import { memoryOf, type Memory } from './marker/memory';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import { readOnceMore } from './steps/readOnceMore';
import { explain } from './result/resultBuilder';
import type { Change, Result } from './result/result';
import type { DisableParams, Request, Run } from './run/request';
import { levelsOf } from './result/observedState';
import { impossible, type Step } from './steps/steps';
import type { TargetUser } from './users/targetUser';

/**
 * The leaver. The end date goes first (rule 7), then the department, and as asked levels, cards and PIN; an end
 * date that has passed already stays, since it tells when the person really left (defect 15). Everything is read
 * back, and once more at the end of the run, as another client may have written in between (rule 5).
 */
export async function disable(
	run: Run,
	requests: Array<Request<DisableParams>>,
): Promise<Result[]> {
	return await readOnceMore(run, await disableEach(run, requests), () => true);
}

/** As {@link disable}, for a run that goes on with others: it owes the reading at its end, see {@link readOnceMore}. */
export async function disableEach(
	run: Run,
	requests: Array<Request<DisableParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const steps = await leaverSteps(run, subject, params);
			return await carryOut(run, 'disabled', subject, steps, {
				report,
				dryRun: options.dryRun,
				goOn: true,
			}).catch((error: unknown) => {
				if (isNotFound(error)) return reportNotFound(subject, params.onNotFound, report);
				throw error;
			});
		}),
	);
}

async function leaverSteps(run: Run, subject: TargetUser, params: DisableParams): Promise<Step[]> {
	const leaver =
		params.leaverDepartment && (await attempted(run.reference.department(params.leaverDepartment)));
	const strips = params.removeAccess !== 'keep' || params.leaverDepartment !== undefined;
	const remembers = strips && subject.userId !== null;
	const { markerField } = params;
	const leaverId = leaver !== undefined && 'id' in leaver ? leaver.id : null;
	const remembered =
		remembers && markerField !== undefined
			? await attempted(memoryOf(run, subject, { markerField, leaverId }))
			: null;
	// What cannot be remembered is not taken, but the end date does not wait for that.
	const memory = remembered instanceof Net2Error ? null : remembered;
	const once = (step: Step) =>
		remembered instanceof Net2Error ? impossible(remembered) : (memory?.guarded(step) ?? step);
	const levels = params.removeAccess === 'keep' ? [] : await run.reference.levels().catch(() => []);
	const record = userRecord(run, (user) => endNow(run, user, params, memory));
	const steps: Step[] = [{ ...record, proveFirst: memory !== null }];
	// The end date must not wait for somebody to correct the name of a department.
	if (leaver !== undefined)
		steps.push('id' in leaver ? once(inDepartment(run, leaver)) : impossible(leaver));
	if (params.removeAccess !== 'keep')
		steps.push(
			once(
				doorPermissions(run, (held) => {
					const names = levelsOf(held, levels).map(({ name }) => name);
					const doors = params.removeAccess === 'all' ? held.individualPermissions : [];
					const changes: Change[] = [];
					if (names.length > 0) changes.push({ field: 'accessLevels', from: names, to: [] });
					if (doors.length > 0)
						changes.push({ field: 'individualPermissions', from: doors.length, to: 0 });
					if (changes.length === 0) return null;
					return {
						message: `Removed ${names.length} access levels and ${doors.length} individual doors`,
						changes,
						next: {
							accessLevels: [],
							individualPermissions:
								params.removeAccess === 'all' ? [] : held.individualPermissions,
						},
					};
				}),
			),
		);
	if (params.cards === 'lost') steps.push(cardsLost(run));
	return steps;
}

async function attempted<T>(promise: Promise<T>): Promise<T | Net2Error> {
	return await promise.catch((error: unknown) => explain(error));
}

/** The end date before today and, if asked, no PIN; null where both are so already. */
function endNow(
	run: Run,
	user: User,
	params: DisableParams,
	memory: Memory | null,
): Rewrite | null {
	const end = cutOff(run, user);
	const changes: Change[] = [];
	const body: Rewrite['body'] = {};
	if (end !== null) {
		body.expiryDate = end;
		changes.push({ field: 'expiryDate', from: user.expiryDate, to: end });
	}
	if (params.clearPin && (user.pin ?? '') !== '') {
		body.pin = '';
		changes.push({ field: 'pin', from: 'set', to: 'cleared' });
	}
	const customFields = memory?.fieldsFor(user) ?? null;
	if (customFields !== null) {
		body.customFields = customFields;
		changes.push({ field: 'marker', from: null, to: 'what the person had' });
	}
	if (changes.length === 0) return null;
	const parts = [
		...(end === null ? [] : [`End date ${end}`]),
		...(body.pin === undefined ? [] : ['PIN cleared']),
		...(customFields === null ? [] : ['department and levels remembered']),
	];
	return { message: parts.join(', '), changes, body };
}
