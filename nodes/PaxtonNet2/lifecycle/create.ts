import { fieldsChanged, readFields } from '../mapping/fields';
import { isEnabled, leaverNow } from '../mapping/dates';
import { sameName } from '../mapping/text';
import { Net2Error } from '../net2/errors';
import type { Department, User, UserBody, UserRow } from '../net2/model';
import { differences, inDepartment, userRecord } from './aspects';
import { correlate, named } from './correlate';
import { cutOff } from './cutOff';
import { Directory } from './directory';
import { oncePerPerson } from './oncePerPerson';
import { perPerson } from './people';
import type { Subject } from './subject';
import type { Report } from './report';
import type { Person, Result } from './result';
import type { CreateAsk, Request, Run } from './request';
import { personOf, siteFor, type Seen } from './seen';
import { mayHaveHappened, perform, refuseUnproven } from './steps';

const NOBODY: User = {
	id: 0,
	firstName: null,
	middleName: null,
	lastName: null,
	expiryDate: null,
	activateDate: null,
	pin: null,
	telephone: null,
	extension: null,
	fax: null,
	customFields: [],
};

/**
 * The joiner. Nobody carries the key: a new user, **disabled**, with its fields and department; access comes last,
 * by `enable` (rule 7). Somebody does: correlated and left alone, save that a half-made person (disabled, in no
 * department) gets the department. Several, or only somebody deleted: refused (design 5).
 */
export async function create(run: Run, requests: Array<Request<CreateAsk>>): Promise<Result[]> {
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
	{ key, fieldId, nearMisses }: Subject,
	{ ask, options }: Request<CreateAsk>,
	to: Department | undefined,
	report: Report,
): Promise<Result> {
	if (nearMisses.length > 0)
		report.warn(
			`Somebody's key is nearly the same, and was not taken for this person: ${named(nearMisses)}.`,
		);
	const keyField = `customField:${fieldId ?? ''}`;
	const given = String(ask.fields[keyField] ?? '').trim();
	if (given !== '' && given !== key)
		throw new Net2Error(
			'badInput',
			`The key is "${key ?? ''}", but the field that it is kept in says "${given}".`,
			'Leave that field out of the mapping: the key is written there anyway.',
		);
	const fields = { ...ask.fields, [keyField]: key };
	const desired = readFields(fields, await run.directory.customFields(), options.emptyValues);
	const { changes, body } = fieldsChanged(NOBODY, desired);
	if ((body.firstName ?? '') === '' && (body.lastName ?? '') === '')
		throw new Net2Error('badInput', 'The new user has no name.', 'Map First Name or Last Name.');
	const expiryDate = leaverNow({
		now: run.clock.now(),
		site: siteFor(run),
		serverOffset: null,
		serverNow: run.net2.serverNow(),
	});
	const sent: UserBody = { ...body, expiryDate };
	const allChanges = [...changes, { field: 'expiryDate', from: null, to: expiryDate }];
	const intent = `User created, disabled by end date ${expiryDate}`;
	if (options.dryRun) {
		report.would(intent, allChanges);
		if (to !== undefined && to.id !== 0)
			report.would(`Department ${to.name}`, [{ field: 'department', from: null, to: to.name }]);
		return report.success('created', { verified: false });
	}
	const userId = await post(run, sent, { key: key ?? '', fieldId: fieldId ?? 0 });
	report.userId = userId;
	report.step(intent, allChanges);
	if (to !== undefined && to.id !== 0) {
		await putDepartment(run, userId, to);
		report.step(`Department ${to.name}`, [{ field: 'department', from: null, to: to.name }]);
	}
	const seen = await readBack(run, userId, to !== undefined && to.id !== 0);
	if (seen.user === undefined)
		throw new Net2Error(
			'notVerified',
			`The new user ${userId} cannot be read.`,
			'Look in Net2, then run the item again.',
		);
	const problems = differences(seen.user, sent, siteFor(run, seen.user), report);
	if (to !== undefined && (seen.department?.id ?? 0) !== to.id)
		problems.push(`department is ${seen.department?.name ?? 'None'}, not ${to.name}`);
	refuseUnproven(problems);
	await shut(run, userId, { seen, report });
	return report.success('created', { verified: true, user: await personOf(run, seen) });
}

/**
 * Which day it is at the server shows only in what it says of the person. Where the end date is not before that day,
 * Net2 would still let the person in, so it is moved.
 */
async function shut(
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

/** The PUT states a whole and a new user is in no department, so a lost reply may be followed by the same PUT. */
async function putDepartment(run: Run, userId: number, to: Department): Promise<void> {
	try {
		await run.net2.users.setDepartment(userId, to);
	} catch (error) {
		if (!mayHaveHappened(error)) throw error;
		await run.net2.users.setDepartment(userId, to);
	}
}

async function readBack(run: Run, userId: number, withDepartment: boolean): Promise<Seen> {
	const [user, department] = await Promise.all([
		run.net2.users.get(userId),
		withDepartment ? run.net2.users.department(userId) : undefined,
	]);
	return { user, department };
}

/**
 * Posts once. After a lost reply, or one without an id, it looks for the key instead of posting again (rule 5).
 * Throws `unknownOutcome` where nobody is found, since the server may still be at it, and `ambiguous` where two are.
 */
async function post(
	run: Run,
	body: UserBody,
	{ key, fieldId }: { key: string; fieldId: number },
): Promise<number> {
	try {
		const id = await run.net2.users.create(body);
		if (id !== null) return id;
	} catch (error) {
		if (!mayHaveHappened(error)) throw error;
	}
	// A list of users that the run has read before would not show the new one.
	const match = (await correlate(new Directory(run.net2), fieldId, [key])).matches.get(key);
	if (match?.kind === 'one') return match.row.userId;
	if (match?.kind === 'many')
		throw new Net2Error(
			'ambiguous',
			`After a lost reply ${match.rows.length} users carry the key "${key}": ${named(match.rows)}.`,
			'Delete all but one of them in Net2, then run the item again.',
		);
	throw new Net2Error(
		'unknownOutcome',
		'The server did not say whether it created the user, and nobody carries the key yet.',
		'Run the item again: it looks for the key first and completes what is half done.',
	);
}

async function correlated(
	run: Run,
	row: UserRow,
	{ ask, options }: Request<CreateAsk>,
	to: Department | undefined,
	report: Report,
): Promise<Result> {
	const lastName = ask.fields.lastName;
	if (options.verifyName !== false && typeof lastName === 'string' && lastName.trim() !== '') {
		if (!sameName(lastName, row.lastName ?? ''))
			throw new Net2Error(
				'nameMismatch',
				`The key belongs to ${named([row])}, whose last name is not "${lastName.trim()}".`,
				'Check the number. If the person changed their name, use update, or switch off Verify Name.',
			);
	}
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
