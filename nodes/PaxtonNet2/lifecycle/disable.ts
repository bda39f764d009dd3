import { instantOf, isEnabled, leaverNow, offsetSeen, type Site } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { User } from '../net2/model';
import { cardsLost, doorPermissions, inDepartment, userRecord, wallTime } from './aspects';
import type { Rewrite } from './aspects';
import { absentPerson, isAbsence } from './absence';
import { carryOut } from './carryOut';
import { oncePerPerson, perPerson } from './people';
import { failed } from './report';
import { isFailure, type Change, type Result } from './result';
import type { DisableAsk, Request, Run } from './request';
import { levelsOf, siteFor } from './seen';
import type { Step } from './steps';

/**
 * The leaver. The end date goes first (rule 7), then the department, and as asked levels, cards and PIN; an end
 * date that has passed already stays, since it tells when the person really left (defect 15). Everything is read
 * back, and once more at the end of the run, as another client may have written in between (rule 5).
 */
export async function disable(run: Run, requests: Array<Request<DisableAsk>>): Promise<Result[]> {
	const results = await perPerson(
		run,
		requests,
		({ user }) => user,
		oncePerPerson(run, async (subject, { ask, options }, report) => {
			const steps = await leaverSteps(run, ask);
			const result = await carryOut(run, 'disabled', subject, steps, {
				report,
				dryRun: options.dryRun,
				goOn: true,
			}).catch((error: unknown) => {
				if (isAbsence(error)) return absentPerson(subject, ask.onNotFound, report);
				throw error;
			});
			if (!isFailure(result) && !result.dryRun && result.user?.enabled === true)
				throw new Net2Error(
					'notVerified',
					'Net2 took the end date, but the user still counts as enabled.',
					'Bar this person in Net2 by hand now, and compare the clocks of the servers.',
				);
			return result;
		}),
	);
	return await readOnceMore(run, results);
}

async function leaverSteps(run: Run, ask: DisableAsk): Promise<Step[]> {
	const levels = ask.removeAccess === 'keep' ? [] : await run.directory.levels().catch(() => []);
	const steps = [userRecord(run, (user) => endNow(run, user, ask))];
	if (ask.leaverDepartment !== undefined)
		steps.push(
			await run.directory
				.department(ask.leaverDepartment)
				.then((leaver) => inDepartment(run, leaver))
				// The end date must not wait for somebody to correct the name of a department.
				.catch((error: unknown): Step => ({ look: async () => await Promise.reject(error) })),
		);
	if (ask.removeAccess !== 'keep')
		steps.push(
			doorPermissions(run, (held) => {
				const names = levelsOf(held, levels).map(({ name }) => name);
				const doors = ask.removeAccess === 'all' ? held.individualPermissions : [];
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
						individualPermissions: ask.removeAccess === 'all' ? [] : held.individualPermissions,
					},
				};
			}),
		);
	if (ask.cards === 'lost') steps.push(cardsLost(run));
	return steps;
}

/** The end date before today and, if asked, no PIN; null where both are so already. */
function endNow(run: Run, user: User, ask: DisableAsk): Rewrite | null {
	const site = siteFor(run, user);
	const end = leaverNow({
		now: run.clock.now(),
		site,
		serverOffset: offsetSeen([user.expiryDate, user.activateDate]),
		serverNow: run.net2.serverNow(),
	});
	const changes: Change[] = [];
	const body: Rewrite['body'] = {};
	if (!endsBy(user.expiryDate, end, site)) {
		body.expiryDate = end;
		changes.push({ field: 'expiryDate', from: user.expiryDate, to: end });
	}
	if (ask.clearPin && (user.pin ?? '') !== '') {
		body.pin = '';
		changes.push({ field: 'pin', from: 'set', to: 'cleared' });
	}
	if (changes.length === 0) return null;
	const parts = [
		...(body.expiryDate === undefined ? [] : [`End date ${end}`]),
		...(body.pin === undefined ? [] : ['PIN cleared']),
	];
	return { message: parts.join(', '), changes, body };
}

function endsBy(expiryDate: string | null, end: string, site: Site): boolean {
	return expiryDate !== null && instantOf(wallTime(expiryDate), site) <= instantOf(end, site);
}

/** The end date of everybody who was cut off, once more; somebody who got it back meanwhile is an error. */
async function readOnceMore(run: Run, results: Result[]): Promise<Result[]> {
	const cutOff = new Map<number, { expiryDate: string | null; activateDate: string | null }>();
	for (const result of results)
		if (
			!isFailure(result) &&
			result.outcome === 'disabled' &&
			!result.dryRun &&
			result.userId !== null
		)
			cutOff.set(result.userId, { expiryDate: null, activateDate: null });
	if (cutOff.size === 0) return results;
	const ids = [...cutOff.keys()];
	try {
		const rows = await run.directory.sql((query) => query.usersById(ids, 14));
		const now = rows ?? (await run.directory.users()).map((user) => ({ ...user, userId: user.id }));
		cutOff.clear();
		for (const row of now) cutOff.set(row.userId, row);
	} catch (error) {
		return results.map((result) =>
			!isFailure(result) && result.userId !== null && ids.includes(result.userId)
				? { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] }
				: result,
		);
	}
	return results.map((result) => {
		if (isFailure(result) || result.dryRun || result.userId === null) return result;
		const row = cutOff.get(result.userId);
		if (result.outcome !== 'disabled' || row === undefined) return result;
		if (!isEnabled(row, run.clock.now(), siteFor(run, row))) return result;
		return failed(
			run,
			new Net2Error(
				'conflict',
				`The user was cut off, but at the end of the run the end date is ${row.expiryDate ?? 'none'} again.`,
				'Somebody or something else writes to this person; look in Net2, then run the item again.',
			),
			{ key: result.key, userId: result.userId, done: result.audit.map(({ message }) => message) },
		);
	});
}

const NOT_READ_AGAIN =
	'The second reading at the end of the run did not come about; the first one proved it.';
