import { isEnabled, leaverNow } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { Department, UserRow } from '../net2/model';
import { inDepartment, userRecord } from './steps/aspects';
import { refuseOtherLastName } from './people/correlatedName';
import { cutOff } from './steps/cutOff';
import { makeUser, newFields, wouldMake, type NewUser } from './newUser/newUser';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { TargetUser } from './users/targetUser';
import type { ResultBuilder } from './result/resultBuilder';
import type { Person, Result } from './result/result';
import type { AnyRequest, CreateParams, CreateKey, Request, Run } from './run/request';
import { personOf, siteFor, type ObservedState } from './result/observedState';
import { perform } from './steps/steps';

/**
 * The joiner. Nobody carries the key: a new user, **disabled**, with its fields and department; access comes last,
 * by `enable` (rule 7). Somebody does: correlated and left alone, save that a half-made person (disabled, in no
 * department) gets the department. Several, or only somebody deleted: refused (design 5).
 */
export async function create(
	run: Run,
	requests: Array<AnyRequest<CreateKey, CreateParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ key, correlationField }) => ({ by: 'key', key, field: correlationField }),
		deduplicateByUser(run, async (subject, request, report) => {
			const { department } = request.params;
			const to = department && (await run.reference.department(department));
			return subject.row === null
				? await createUser(run, subject, request, to, report)
				: await correlated(run, subject.row, request, to, report);
		}),
	);
}

async function createUser(
	run: Run,
	subject: TargetUser,
	{ params, options }: Request<CreateParams>,
	to: Department | undefined,
	report: ResultBuilder,
): Promise<Result> {
	const { key, fieldId, body, changes } = await newFields(
		run,
		subject,
		params.fields,
		options,
		report,
	);
	const expiryDate = leaverNow({
		now: run.clock.now(),
		site: siteFor(run),
		serverOffset: null,
		serverNow: run.net2.serverNow(),
	});
	const person: NewUser = {
		key,
		fieldId,
		body: { ...body, expiryDate },
		changes: [...changes, { field: 'expiryDate', from: null, to: expiryDate }],
		department: to,
		accessLevels: [],
	};
	const intent = `User created, disabled by end date ${expiryDate}`;
	if (options.dryRun) {
		wouldMake(report, intent, person, []);
		return report.success('created', { verified: false });
	}
	const { userId, seen } = await makeUser(run, intent, person, [], report);
	await shut(run, userId, { seen, report });
	return report.success('created', { verified: true, user: await personOf(run, seen) });
}

/**
 * Which day it is at the server shows only in what it says of the person. Where the end date is not before that day,
 * Net2 would still let the person in, so it is moved.
 */
export async function shut(
	run: Run,
	userId: number,
	{ seen, report }: { seen: ObservedState; report: ResultBuilder },
): Promise<void> {
	const endsEarlier = userRecord(run, (user) => {
		const end = cutOff(run, user);
		if (end === null) return null;
		const changes = [{ field: 'expiryDate', from: user.expiryDate, to: end }];
		return {
			message: `End date ${end}, as the server is in another time zone`,
			changes,
			body: { expiryDate: end },
		};
	});
	if (seen.user !== undefined && cutOff(run, seen.user) !== null)
		await perform(run, userId, [endsEarlier], { seen, report, dryRun: false });
}

async function correlated(
	run: Run,
	row: UserRow,
	{ params, options }: Request<CreateParams>,
	to: Department | undefined,
	report: ResultBuilder,
): Promise<Result> {
	if (options.verifyName !== false) refuseOtherLastName(row, params.fields.lastName);
	const seen: ObservedState = {};
	const enabled = isEnabled(row, run.clock.now(), siteFor(run, row));
	const person: Partial<Person> = {
		id: row.userId,
		firstName: row.firstName,
		middleName: row.middleName,
		lastName: row.lastName,
		enabled,
		startDate: row.activateDate,
		endDate: row.expiryDate,
	};
	if (row.departmentId !== null)
		person.department =
			row.departmentId === 0 ? null : { id: row.departmentId, name: row.departmentName ?? '' };
	const halfMade = (row.departmentId ?? 0) === 0 && !enabled;
	if (to !== undefined && to.id !== 0 && halfMade) {
		const { dryRun } = options;
		// The SQL row may not tell the department; somebody who is in one is not half-made.
		const onlyFromNone = inDepartment(run, to, (current) => (current?.id ?? 0) === 0);
		const moved = await perform(run, row.userId, [onlyFromNone], { seen, report, dryRun });
		if (moved === undefined)
			throw new Net2Error('conflict', 'The user was deleted meanwhile.', 'Run the item again.');
	}
	return report.success('correlated', {
		verified: true,
		user: { ...person, ...(await personOf(run, seen)) },
	});
}
