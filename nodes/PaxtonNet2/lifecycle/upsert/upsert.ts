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
import { deduplicateByUser } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { readOnceMore } from '../steps/readOnceMore';
import { explain, type ResultBuilder } from '../result/resultBuilder';
import type { Result } from '../result/result';
import type { AnyRequest, Request, Run, UpsertParams, UpsertKey } from '../run/request';
import { personOf } from '../result/observedState';
import { impossible, perform } from '../steps/steps';
import type { TargetUser } from '../users/targetUser';
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
	requests: Array<AnyRequest<UpsertKey, UpsertParams>>,
): Promise<Result[]> {
	const shuts = (n: number) => requests[n]?.params.enabled === 'disable';
	return await readOnceMore(run, await upsertEach(run, requests), shuts);
}

/** As {@link upsert}, for a run that goes on with others: it owes the reading at its end, see {@link readOnceMore}. */
export async function upsertEach(
	run: Run,
	requests: Array<AnyRequest<UpsertKey, UpsertParams>>,
): Promise<Result[]> {
	const refuseShared = cardClaims(requests.map(({ params }) => params));
	return await forEachUser(
		run,
		requests,
		({ key, correlationField }) => ({ by: 'key', key, field: correlationField }),
		deduplicateByUser(run, async (subject, request, report) => {
			const wishing = resolved(run, subject, request.params, { report, refuseShared });
			return subject.row === null
				? await make(run, subject, request, await wishing, report)
				: await complete(run, subject, request, wishing, report);
		}),
	);
}

/** Throws whatever would make the upsert impossible, before anything is written. */
async function resolved(
	run: Run,
	{ userId }: TargetUser,
	params: UpsertParams,
	{ report, refuseShared }: { report: ResultBuilder; refuseShared: (params: UpsertParams) => void },
): Promise<Places> {
	if (params.accessLevels?.length === 0)
		throw new Net2Error(
			'badInput',
			'The list of access levels is empty, which would take all access away.',
			'Leave it out to keep the levels; to take all of them, use set with Allow Empty.',
		);
	const wish = {
		department: params.department && (await run.reference.department(params.department)),
		leaver: params.leaverDepartment && (await run.reference.department(params.leaverDepartment)),
		levels: params.accessLevels && (await run.reference.levelsNamed(params.accessLevels)),
	};
	if ((wish.levels?.length ?? 0) > 1 && (await run.reference.isLite())) throw onlyOneLevel();
	if (params.cards === undefined || hasGone(params, wish)) return { ...wish, cards: [] };
	refuseShared(params);
	return { ...wish, cards: await missingCards(run, userId, params.cards, report) };
}

/** A new person's dates go with the record: without levels they open nothing yet, and levels come last. */
async function make(
	run: Run,
	subject: TargetUser,
	{ params, options }: Request<UpsertParams>,
	wish: Places,
	report: ResultBuilder,
): Promise<Result> {
	const given = { ...params.fields, ...params.names };
	const fields = await newFields(run, subject, given, options, report);
	const gone = hasGone(params, wish);
	if (gone) report.warn(KEPT_OUT);
	const department = gone ? wish.leaver : wish.department;
	const levels = gone ? [] : (wish.levels ?? []);
	const { open, dates, changes } = firstDates(run, params, report);
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
	subject: TargetUser,
	{ params, options }: Request<UpsertParams>,
	wishing: Promise<Places>,
	report: ResultBuilder,
): Promise<Result> {
	const shuts = params.enabled === 'disable';
	// The end date must not wait for somebody to correct the name of a department or level.
	const wish = await wishing.catch(async (error: unknown) =>
		shuts ? explain(error) : await Promise.reject(error),
	);
	if (options.verifyName !== false && subject.row !== null)
		refuseOtherLastName(subject.row, params.names?.lastName ?? params.fields.lastName);
	const desired = await desiredOf(run, subject, params, options.emptyValues);
	return await puttingBackOnLite(run, subject.userId, async (keep) => {
		/** Whether the dates open or shut somebody, beside what else is written. */
		let turned = false;
		const record = userRecord(run, (user, said) => {
			const dates = newDates(run, user, params, said);
			turned = dates !== null && (params.enabled === 'disable' || !isIn(run, user));
			return joined(fieldsChanged(user, desired), dates);
		});
		const places =
			wish instanceof Net2Error
				? [impossible(wish)]
				: await placesOf(run, params, wish, { keep, report });
		// What shuts goes first, what opens goes last (rule 7).
		const steps = shuts ? [record, ...places] : [...places, record];
		const { dryRun } = options;
		const told = await carryOut(run, 'updated', subject, steps, { report, dryRun, goOn: shuts });
		if (told.outcome !== 'updated' || !turned || params.enabled === 'keep') return told;
		return { ...told, outcome: shuts ? 'disabled' : 'enabled' };
	});
}

async function desiredOf(
	run: Run,
	{ fieldId, key }: TargetUser,
	{ fields, names = {} }: UpsertParams,
	emptyValues: 'keep' | 'clear',
): Promise<DesiredFields> {
	const known = await run.reference.customFields();
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
