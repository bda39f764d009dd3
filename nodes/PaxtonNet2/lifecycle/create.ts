import { isEnabled, leaverNow } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { Department, UserRow } from '../net2/model';
import { inDepartment, userRecord } from './steps/aspects';
import { refuseOtherLastName } from './people/correlatedName';
import { cutOff } from './steps/cutOff';
import { makeUser, newFields, wouldMake, type NewUser } from './newUser/newUser';
import { oncePerPerson } from './people/oncePerPerson';
import { perPerson } from './people/people';
import type { Subject } from './people/subject';
import type { Report } from './report/report';
import type { Person, Result } from './run/result';
import type { Asked, CreateAsk, CreateBeginning, Request, Run } from './run/request';
import { personOf, siteFor, type Seen } from './report/seen';
import { perform } from './steps/steps';

/**
 * The joiner. Nobody carries the key: a new user, **disabled**, with its fields and department; access comes last,
 * by `enable` (rule 7). Somebody does: correlated and left alone, save that a half-made person (disabled, in no
 * department) gets the department. Several, or only somebody deleted: refused (design 5).
 */
export async function create(
	run: Run,
	requests: Array<Asked<CreateBeginning, CreateAsk>>,
): Promise<Result[]> {
	return await perPerson(
		run,
		requests,
		({ key, correlationField }) => ({ by: 'key', key, field: correlationField }),
		oncePerPerson(run, async (subject, request, report) => {
			const { department } = request.ask;
			const to = department && (await run.directory.department(department));
			return subject.row === null
				? await createUser(run, subject, request, to, report)
				: await correlated(run, subject.row, request, to, report);
		}),
	);
}

async function createUser(
	run: Run,
	subject: Subject,
	{ ask, options }: Request<CreateAsk>,
	to: Department | undefined,
	report: Report,
): Promise<Result> {
	const { key, fieldId, body, changes } = await newFields(
		run,
		subject,
		ask.fields,
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
	{ seen, report }: { seen: Seen; report: Report },
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
	{ ask, options }: Request<CreateAsk>,
	to: Department | undefined,
	report: Report,
): Promise<Result> {
	if (options.verifyName !== false) refuseOtherLastName(row, ask.fields.lastName);
	const seen: Seen = {};
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
