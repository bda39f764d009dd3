import { fieldsChanged, readFields, type DesiredFields } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import { userRecord, type Rewrite } from '../steps/aspects';
import { carryOut } from '../steps/carryOut';
import { refuseOtherLastName } from '../people/correlatedName';
import { shut } from '../create';
import { cardClaims, cardGiven, missingCards, wouldGive } from '../cards/giveCards';
import { levelGiven } from '../steps/exactLevels';
import { explainedByLite, onlyOneLevel, puttingBackOnLite } from '../steps/lite';
import { makeUser, newFields, wouldMake, type NewUser } from '../newUser/newUser';
import { oncePerPerson } from '../people/oncePerPerson';
import { perPerson } from '../people/people';
import { readOnceMore } from '../steps/readOnceMore';
import { explain, type Report } from '../report/report';
import type { Result } from '../run/result';
import type { Asked, Request, Run, UpsertAsk, UpsertBeginning } from '../run/request';
import { personOf } from '../report/seen';
import { impossible, perform } from '../steps/steps';
import type { Subject } from '../people/subject';
import { firstDates, isIn, newDates } from './upsertDates';
import { hasGone, KEPT_OUT, placesOf, type Places } from './upsertPlaces';

/**
 * Everything about a person in one step that may be repeated: nobody carries the key, and they are made; somebody does,
 * and what differs is written, so that a half-made person is completed (design 5). Dates that lie ahead go into Net2
 * itself. `enabled: keep` opens nobody who is barred, and bars nobody; a new person stays shut unless a start is given.
 * `enabled: disable` is a leaver, as the operation `disable` makes one, and is read once more at the end of the run (rule 5).
 */
export async function upsert(
	run: Run,
	requests: Array<Asked<UpsertBeginning, UpsertAsk>>,
): Promise<Result[]> {
	const shuts = (n: number) => requests[n]?.ask.enabled === 'disable';
	return await readOnceMore(run, await upsertEach(run, requests), shuts);
}

/** As {@link upsert}, for a run that goes on with others: it owes the reading at its end, see {@link readOnceMore}. */
export async function upsertEach(
	run: Run,
	requests: Array<Asked<UpsertBeginning, UpsertAsk>>,
): Promise<Result[]> {
	const refuseShared = cardClaims(requests.map(({ ask }) => ask));
	return await perPerson(
		run,
		requests,
		({ key, correlationField }) => ({ by: 'key', key, field: correlationField }),
		oncePerPerson(run, async (subject, request, report) => {
			const wishing = resolved(run, subject, request.ask, { report, refuseShared });
			return subject.row === null
				? await make(run, subject, request, await wishing, report)
				: await complete(run, subject, request, wishing, report);
		}),
	);
}

/** Throws whatever would make the upsert impossible, before anything is written. */
async function resolved(
	run: Run,
	{ userId }: Subject,
	ask: UpsertAsk,
	{ report, refuseShared }: { report: Report; refuseShared: (ask: UpsertAsk) => void },
): Promise<Places> {
	if (ask.accessLevels?.length === 0)
		throw new Net2Error(
			'badInput',
			'The list of access levels is empty, which would take all access away.',
			'Leave it out to keep the levels; to take all of them, use set with Allow Empty.',
		);
	const wish = {
		department: ask.department && (await run.directory.department(ask.department)),
		leaver: ask.leaverDepartment && (await run.directory.department(ask.leaverDepartment)),
		levels: ask.accessLevels && (await run.directory.levelsNamed(ask.accessLevels)),
	};
	if ((wish.levels?.length ?? 0) > 1 && (await run.directory.isLite())) throw onlyOneLevel();
	if (ask.cards === undefined || hasGone(ask, wish)) return { ...wish, cards: [] };
	refuseShared(ask);
	return { ...wish, cards: await missingCards(run, userId, ask.cards, report) };
}

/** A new person's dates go with the record: without levels they open nothing yet, and levels come last. */
async function make(
	run: Run,
	subject: Subject,
	{ ask, options }: Request<UpsertAsk>,
	wish: Places,
	report: Report,
): Promise<Result> {
	const given = { ...ask.fields, ...ask.names };
	const fields = await newFields(run, subject, given, options, report);
	const gone = hasGone(ask, wish);
	if (gone) report.warn(KEPT_OUT);
	const department = gone ? wish.leaver : wish.department;
	const levels = gone ? [] : (wish.levels ?? []);
	const { open, dates, changes } = firstDates(run, ask, report);
	const person: NewUser = {
		...fields,
		body: { ...fields.body, ...dates },
		changes: [...fields.changes, ...changes],
		department,
		accessLevels: levels.map(({ id }) => id),
	};
	const intent = open ? 'User created' : 'User created, disabled';
	const levelChanges = levels.map(levelGiven);
	if (options.dryRun) {
		wouldMake(report, intent, person, levelChanges);
		wouldGive(report, wish.cards);
		return report.success('created', { verified: false });
	}
	const { userId, seen } = await makeUser(run, intent, person, levelChanges, report).catch(
		async (error: unknown) => {
			throw await explainedByLite(run, report.userId, person.accessLevels, error);
		},
	);
	if (!open) await shut(run, userId, { seen, report });
	const cards = wish.cards.map((card) => cardGiven(run, card));
	await perform(run, userId, cards, { seen, report, dryRun: false });
	return report.success('created', { verified: true, user: await personOf(run, seen) });
}

async function complete(
	run: Run,
	subject: Subject,
	{ ask, options }: Request<UpsertAsk>,
	wishing: Promise<Places>,
	report: Report,
): Promise<Result> {
	const shuts = ask.enabled === 'disable';
	// The end date must not wait for somebody to correct the name of a department or level.
	const wish = await wishing.catch(async (error: unknown) =>
		shuts ? explain(error) : await Promise.reject(error),
	);
	if (options.verifyName !== false && subject.row !== null)
		refuseOtherLastName(subject.row, ask.names?.lastName ?? ask.fields.lastName);
	const desired = await desiredOf(run, subject, ask, options.emptyValues);
	return await puttingBackOnLite(run, subject.userId, async (keep) => {
		/** Whether the dates open or shut somebody, beside what else is written. */
		let turned = false;
		const record = userRecord(run, (user, said) => {
			const dates = newDates(run, user, ask, said);
			turned = dates !== null && (ask.enabled === 'disable' || !isIn(run, user));
			return joined(fieldsChanged(user, desired), dates);
		});
		const places =
			wish instanceof Net2Error
				? [impossible(wish)]
				: await placesOf(run, ask, wish, { keep, report });
		// What shuts goes first, what opens goes last (rule 7).
		const steps = shuts ? [record, ...places] : [...places, record];
		const { dryRun } = options;
		const told = await carryOut(run, 'updated', subject, steps, { report, dryRun, goOn: shuts });
		if (told.outcome !== 'updated' || !turned || ask.enabled === 'keep') return told;
		return { ...told, outcome: shuts ? 'disabled' : 'enabled' };
	});
}

async function desiredOf(
	run: Run,
	{ fieldId, key }: Subject,
	{ fields, names = {} }: UpsertAsk,
	emptyValues: 'keep' | 'clear',
): Promise<DesiredFields> {
	const known = await run.directory.customFields();
	const desired = readFields(fields, known, emptyValues);
	// A name is one thing: a prefix that is not part of it any more must go.
	Object.assign(desired.text, readFields({ ...names }, known, 'clear').text);
	const other = fieldId === null ? undefined : desired.custom.get(fieldId);
	if (other !== undefined && other.trim() !== key)
		throw new Net2Error(
			'badInput',
			'The fields would overwrite the key.',
			'Leave the key out of them.',
		);
	return desired;
}

/** Fields and dates in one PUT. */
function joined(
	{ changes: fields, body }: Pick<Rewrite, 'changes' | 'body'>,
	dates: Rewrite | null,
): Rewrite | null {
	const changes = [...fields, ...(dates?.changes ?? [])];
	if (changes.length === 0) return null;
	const names = fields.map(({ field }) => field).join(', ');
	const message = [names && `Changed ${names}`, dates?.message].filter(Boolean).join('; ');
	return { message, changes, body: { ...body, ...dates?.body } };
}
