import { isEnabled, isPast, leaverNow, parseEnd, parseStart, startToday } from '../mapping/dates';
import { fieldsChanged, readFields } from '../mapping/fields';
import { Net2Error } from '../net2/errors';
import type { AccessLevel, Department, User, UserBody } from '../net2/model';
import { inDepartment, userRecord, type Rewrite } from './aspects';
import { carryOut } from './carryOut';
import { refuseOtherLastName } from './correlatedName';
import { shut } from './create';
import { cutOff } from './cutOff';
import { openDates } from './enable';
import { endsAsAsked, wallTime } from './endDate';
import { exactLevels, levelGiven } from './exactLevels';
import { onlyOneLevel, puttingBackOnLite } from './lite';
import { makeUser, newFields, wouldMake, type NewUser } from './newUser';
import { oncePerPerson } from './oncePerPerson';
import { perPerson } from './people';
import type { Report } from './report';
import type { Change, Outcome, Result } from './result';
import type { Request, Run, UpsertAsk } from './request';
import { personOf, siteFor } from './seen';
import type { Step } from './steps';
import type { Subject } from './subject';

/** What an upsert asks for, with names resolved. */
interface Wish {
	department?: Department;
	leaver?: Department;
	levels?: AccessLevel[];
}

/**
 * Everything about a person in one step that may be repeated: nobody carries the key, and they are made; somebody does,
 * and what differs is written, so that a half-made person is completed (design 5). Dates that lie ahead go into Net2
 * itself. `enabled: keep` opens nobody who is shut, and shuts nobody; a new person stays shut unless a start is given.
 */
export async function upsert(run: Run, requests: Array<Request<UpsertAsk>>): Promise<Result[]> {
	return await perPerson(
		run,
		requests,
		({ key, correlationField }) => ({ by: 'key', key, field: correlationField }),
		oncePerPerson(run, async (subject, request, report) => {
			const wish = await resolved(run, request.ask);
			return subject.row === null
				? await make(run, subject, request, wish, report)
				: await complete(run, subject, request, wish, report);
		}),
	);
}

async function resolved(run: Run, ask: UpsertAsk): Promise<Wish> {
	if (ask.accessLevels?.length === 0)
		throw new Net2Error(
			'badInput',
			'The list of access levels is empty, which would take all access away.',
			'Leave it out to keep the levels; to take all of them, use set with Allow Empty.',
		);
	const wish: Wish = {
		department: ask.department && (await run.directory.department(ask.department)),
		leaver: ask.leaverDepartment && (await run.directory.department(ask.leaverDepartment)),
		levels: ask.accessLevels && (await run.directory.levelsNamed(ask.accessLevels)),
	};
	if ((wish.levels?.length ?? 0) > 1 && (await run.directory.isLite())) throw onlyOneLevel();
	return wish;
}

/** A new person's dates go with the record: without levels they open nothing yet, and levels come last. */
async function make(
	run: Run,
	subject: Subject,
	{ ask, options }: Request<UpsertAsk>,
	{ department, levels = [] }: Wish,
	report: Report,
): Promise<Result> {
	const fields = await newFields(run, subject, ask.fields, options, report);
	const { open, dates } = firstDates(run, ask, report);
	const person: NewUser = {
		...fields,
		body: { ...fields.body, ...dates },
		changes: [...fields.changes, ...dateChanges({ activateDate: null, expiryDate: null }, dates)],
		department,
		accessLevels: levels.map(({ id }) => id),
	};
	const intent = open ? 'User created' : 'User created, disabled';
	const levelChanges = levels.map(levelGiven);
	if (options.dryRun) {
		wouldMake(report, intent, person, levelChanges);
		return report.success('created', { verified: false });
	}
	const { userId, seen } = await makeUser(run, intent, person, levelChanges, report);
	if (!open) await shut(run, userId, { seen, report });
	return report.success('created', { verified: true, user: await personOf(run, seen) });
}

function firstDates(
	run: Run,
	ask: UpsertAsk,
	report: Report,
): { open: boolean; dates: Pick<UserBody, 'activateDate' | 'expiryDate'> } {
	const now = run.clock.now();
	const site = siteFor(run);
	const start = ask.startDate === undefined ? undefined : parseStart(ask.startDate, site);
	const end = ask.endDate === undefined ? undefined : parseEnd(ask.endDate, site);
	const open = ask.enabled === 'enable' || (ask.enabled === 'keep' && start !== undefined);
	if (ask.enabled === 'enable' && end !== undefined && isPast(end, now, site)) throw endPassed(end);
	if (open)
		return {
			open,
			dates: { activateDate: start ?? startToday({ now, site }), expiryDate: end ?? null },
		};
	if (ask.enabled === 'keep' && end !== undefined)
		report.warn(
			'The end date was not written: the new user stays disabled until a start is given.',
		);
	const expiryDate = leaverNow({ now, site, serverOffset: null, serverNow: run.net2.serverNow() });
	return { open, dates: { ...(start !== undefined && { activateDate: start }), expiryDate } };
}

async function complete(
	run: Run,
	subject: Subject,
	{ ask, options }: Request<UpsertAsk>,
	{ department, leaver, levels }: Wish,
	report: Report,
): Promise<Result> {
	if (options.verifyName !== false && subject.row !== null)
		refuseOtherLastName(subject.row, ask.fields.lastName);
	const desired = readFields(ask.fields, await run.directory.customFields(), options.emptyValues);
	if (subject.fieldId !== null) {
		const other = desired.custom.get(subject.fieldId);
		if (other !== undefined && other.trim() !== subject.key)
			throw new Net2Error(
				'badInput',
				'The fields would overwrite the key.',
				'Leave the key out of them.',
			);
	}
	return await puttingBackOnLite(run, subject.userId, async (keep) => {
		let opened = false;
		const record = userRecord(run, (user, said) => {
			const dates = newDates(run, user, ask, said);
			opened = ask.enabled === 'enable' && dates !== null;
			return joined(fieldsChanged(user, desired), dates);
		});
		const places: Step[] = [];
		if (department !== undefined) places.push(placed(run, department, leaver, ask.enabled));
		if (levels !== undefined) places.push(await exactLevels(run, levels, keep));
		// What shuts goes first, what opens goes last (rule 7).
		const steps = ask.enabled === 'disable' ? [record, ...places] : [...places, record];
		const outcome: Outcome = ask.enabled === 'disable' ? 'disabled' : 'updated';
		const told = await carryOut(run, outcome, subject, steps, {
			report,
			dryRun: options.dryRun,
			goOn: ask.enabled === 'disable',
		});
		return opened && told.outcome === 'updated' ? { ...told, outcome: 'enabled' } : told;
	});
}

function placed(
	run: Run,
	to: Department,
	leaver: Department | undefined,
	enabled: UpsertAsk['enabled'],
): Step {
	return inDepartment(run, to, (current, said) => {
		const hasLeft = leaver !== undefined && (current?.id ?? 0) === leaver.id;
		if (!hasLeft || enabled === 'enable') return true;
		said.warn(`Left in the leaver department ${leaver.name}: enabled: enable brings a person out.`);
		return false;
	});
}

/** The dates to write, or null where they are as asked. */
function newDates(run: Run, user: User, ask: UpsertAsk, said: Report): Rewrite | null {
	const { startDate, endDate } = ask;
	switch (ask.enabled) {
		case 'enable':
			return openDates(run, user, { startDate, endDate, startNow: false }, said);
		case 'disable': {
			const expiryDate = cutOff(run, user);
			return expiryDate === null ? null : rewritten(user, { expiryDate });
		}
		case 'keep':
			return keptDates(run, user, ask, said);
	}
}

/** The dates as given, unless they would let somebody in who is shut out now: a list does not reopen (rule 8). */
function keptDates(run: Run, user: User, ask: UpsertAsk, said: Report): Rewrite | null {
	const now = run.clock.now();
	const site = siteFor(run, user);
	const dates: UserBody = {};
	const start = ask.startDate === undefined ? undefined : parseStart(ask.startDate, site);
	const end = ask.endDate === undefined ? undefined : parseEnd(ask.endDate, site);
	if (start !== undefined && wallTime(user.activateDate ?? '') !== start)
		dates.activateDate = start;
	if (end !== undefined && !endsAsAsked(user.expiryDate, end, site)) dates.expiryDate = end;
	if (Object.keys(dates).length === 0) return null;
	const after = {
		activateDate: dates.activateDate ?? user.activateDate,
		expiryDate: dates.expiryDate ?? user.expiryDate,
	};
	const reopens = isPast(user.expiryDate, now, site) && !isPast(after.expiryDate, now, site);
	if (reopens || (!isEnabled(user, now, site) && isEnabled(after, now, site))) {
		said.warn(
			'This person is disabled, and the dates would let them in: enabled: enable does that.',
		);
		return null;
	}
	return rewritten(user, dates);
}

function rewritten(user: User, body: UserBody): Rewrite {
	const changes = dateChanges(user, body);
	const message = changes.map(({ field, to }) => `${field} ${String(to)}`).join(', ');
	return { message, changes, body };
}

function dateChanges(from: Pick<User, 'activateDate' | 'expiryDate'>, to: UserBody): Change[] {
	return (['activateDate', 'expiryDate'] as const)
		.filter((field) => to[field] !== undefined && to[field] !== from[field])
		.map((field) => ({ field, from: from[field], to: to[field] }));
}

/** Fields and dates in one PUT. */
function joined(
	fields: { changes: Change[]; body: UserBody },
	dates: Rewrite | null,
): Rewrite | null {
	const changes = [...fields.changes, ...(dates?.changes ?? [])];
	if (changes.length === 0) return null;
	const names = fields.changes.map(({ field }) => field).join(', ');
	const message = [names && `Changed ${names}`, dates?.message].filter(Boolean).join('; ');
	return { message, changes, body: { ...fields.body, ...dates?.body } };
}

function endPassed(end: string): Net2Error {
	return new Net2Error('badInput', `The end date ${end} has passed.`, 'Give a later one, or none.');
}
