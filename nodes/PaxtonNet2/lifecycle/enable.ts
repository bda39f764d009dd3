import { isEnabled, isPast, parseStart, startToday } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { CustomFieldValue, User, UserBody } from '../net2/model';
import { inDepartment, userRecord, type Rewrite } from './steps/aspects';
import { carryOut } from './steps/carryOut';
import { NONE } from './run/referenceData';
import { askedEnd, endsAsAsked, endsToday, wallTime } from './steps/endDate';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { ResultBuilder } from './result/resultBuilder';
import type { Change, Result } from './result/result';
import type { EnableParams, Request, Run } from './run/request';
import { rememberedOf } from './marker/restore';
import { siteFor } from './result/observedState';
import type { Step } from './steps/steps';

/**
 * Opens the doors to somebody. Without dates: a past end is cleared and a future one stays (a contractor keeps
 * theirs), a future start stays and else it is today. Somebody enabled already is left as they are (design 5).
 */
export async function enable(run: Run, requests: Array<Request<EnableParams>>): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const leaver =
				params.leaverDepartment && (await run.reference.department(params.leaverDepartment));
			const steps: Step[] = [];
			// Access comes last (rule 7): out of the leaver department first, the dates after it.
			const { markerField } = params;
			const remembered =
				markerField === undefined
					? null
					: await rememberedOf(run, subject, { markerField, leaver }, report);
			if (remembered !== null) steps.push(...remembered.steps);
			else if (leaver !== undefined && leaver.id !== 0)
				steps.push(inDepartment(run, NONE, (current) => current?.id === leaver.id));
			steps.push(
				userRecord(run, (user, said) => {
					const rewrite = openDates(run, user, params, said);
					const start = rewrite?.body.activateDate ?? user.activateDate;
					if (start && !isPast(start, run.clock.now(), siteFor(run, user)))
						said.warn(`The doors open only from the start date, ${wallTime(start)}.`);
					return forgetting(rewrite, remembered?.forgottenBy(user) ?? null);
				}),
			);
			return await carryOut(run, 'enabled', subject, steps, {
				report,
				dryRun: options.dryRun,
			});
		}),
	);
}

/** The marker is cleared by the write that opens, so that neither happens without the other. */
function forgetting(
	rewrite: Rewrite | null,
	customFields: CustomFieldValue[] | null,
): Rewrite | null {
	if (rewrite === null || customFields === null) return rewrite;
	const change = { field: 'marker', from: 'what the person had', to: null };
	return {
		...rewrite,
		changes: [...rewrite.changes, change],
		body: { ...rewrite.body, customFields },
	};
}

/** The dates that let somebody in, or null where they do already. */
export function openDates(
	run: Run,
	user: User,
	params: Pick<EnableParams, 'startDate' | 'endDate' | 'startNow'>,
	said: ResultBuilder,
): Rewrite | null {
	const now = run.clock.now();
	const site = siteFor(run, user);
	const body: UserBody = {};
	const lastDay = endsToday(user.expiryDate, now, site);
	if (params.endDate !== undefined) {
		const end = askedEnd(params.endDate, site);
		if (isPast(end, now, site))
			throw new Net2Error(
				'badInput',
				`The end date ${end} has passed.`,
				'Give a later one, or leave it out.',
			);
		if (!endsAsAsked(user.expiryDate, end, site)) body.expiryDate = end;
	} else if (lastDay)
		said.warn(
			'The end date is today, and was kept. To let the person in for longer, give an end date.',
		);
	else if (isPast(user.expiryDate, now, site)) body.expiryDate = null;

	if (params.startDate !== undefined) {
		const start = parseStart(params.startDate, site);
		if (wallTime(user.activateDate ?? '') !== start) body.activateDate = start;
	} else if (!isEnabled(lastDay ? { ...user, expiryDate: null } : user, now, site)) {
		const waits = user.activateDate !== null && !isPast(user.activateDate, now, site);
		if (params.startNow || !waits) body.activateDate = startToday({ now, site });
	}
	if (wallTime(user.activateDate ?? '') === body.activateDate) delete body.activateDate;

	const changes: Change[] = [];
	if ('expiryDate' in body)
		changes.push({ field: 'expiryDate', from: user.expiryDate, to: body.expiryDate });
	if ('activateDate' in body)
		changes.push({ field: 'activateDate', from: user.activateDate, to: body.activateDate });
	if (changes.length === 0) return null;
	const until = body.expiryDate === undefined ? user.expiryDate : body.expiryDate;
	const from = body.activateDate ?? user.activateDate;
	return {
		message: `Access from ${from ?? 'now'} until ${until ?? 'further notice'}`,
		changes,
		body,
	};
}
