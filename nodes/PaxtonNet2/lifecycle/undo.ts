import { sameDay } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { User, UserBody } from '../net2/model';
import { missing } from './absence';
import { doorPermissions, inDepartment, userRecord } from './aspects';
import { cardsFound } from './cardsFound';
import { carryOut } from './carryOut';
import { eraseUser } from './eraseUser';
import { eachInTurn } from './oncePerPerson';
import { perPerson } from './people';
import { Report } from './report';
import type { Change, Result } from './result';
import type { Request, Run, UndoAsk } from './request';
import { levelsOf, siteFor } from './seen';
import { perform, type Step } from './steps';
import { openUndo, type UndoPart, type UndoRecord } from './undoPart';

/**
 * Takes back what an earlier operation wrote for one person, if everything is still as that operation left it; else
 * nothing is written, and the error names what differs (design 5). Access that was taken comes back last. A person
 * who was created is deleted.
 */
export async function undo(run: Run, requests: Array<Request<UndoAsk>>): Promise<Result[]> {
	return await perPerson(
		run,
		requests,
		({ undo: { userId } }) => ({ by: 'id', id: String(userId) }),
		eachInTurn(run, async (subject, request, report) => {
			const { userId } = subject;
			const record = await openUndo(run, request.ask.undo.sealed);
			if (userId === null || record?.userId !== userId) throw notOurs();
			const { dryRun } = request.options;
			const steps = await stepsBack(run, record);
			// All parts are looked at before the first is written, so that nothing is taken back by halves.
			const rehearsal = new Report(run, request, null, userId);
			const seen = {};
			if (
				(await perform(run, userId, steps, { seen, report: rehearsal, dryRun: true })) === undefined
			)
				throw missing(subject);
			if (record.parts.some(({ of }) => of === 'created')) {
				const erased = await eraseUser(run, userId, report, { dryRun });
				if (erased === undefined) throw missing(subject);
				return erased;
			}
			return await carryOut(run, 'updated', subject, steps, { report, dryRun });
		}),
	);
}

async function stepsBack(run: Run, { parts }: UndoRecord): Promise<Step[]> {
	return await Promise.all([...parts].reverse().map(async (part) => await stepBack(run, part)));
}

async function stepBack(run: Run, part: UndoPart): Promise<Step> {
	switch (part.of) {
		case 'created':
			return userRecord(run, (user) => {
				refuseChanged(run, user, part.after);
				return null;
			});
		case 'record':
			return recordBack(run, part);
		case 'department': {
			const before = await run.directory.department({ by: 'id', id: String(part.before) });
			return inDepartment(run, before, (current) => {
				if ((current?.id ?? 0) !== part.after)
					throw changed(`the department is ${current?.name ?? 'None'} now`);
				return true;
			});
		}
		case 'permissions':
			return await permissionsBack(run, part);
		case 'cards':
			return cardsFound(run, part.lost);
	}
}

function recordBack(run: Run, { before, after }: UndoPart & { of: 'record' }): Step {
	return userRecord(run, (user) => {
		refuseChanged(run, user, after);
		const { customFields = [], ...members } = before;
		const body: UserBody = {};
		for (const [name, value] of Object.entries(members)) {
			// Null text means "unchanged" to Net2 (API sheet 5.5), so text that was not there goes back as ''.
			const isDate = name === 'expiryDate' || name === 'activateDate';
			Object.assign(body, { [name]: value === null && !isDate ? '' : value });
		}
		if (customFields.length > 0) {
			const all = new Map(user.customFields.map(({ id, value }) => [id, value ?? '']));
			for (const { id, value } of customFields) all.set(id, value ?? '');
			body.customFields = [...all].map(([id, value]) => ({ id, value }));
		}
		const changes = Object.keys({
			...members,
			...(customFields.length > 0 && { customFields }),
		}).map(
			(field): Change =>
				field === 'pin' || field === 'customFields'
					? { field, from: 'as written', to: 'as before' }
					: {
							field,
							from: Reflect.get(after, field) ?? null,
							to: Reflect.get(before, field) ?? null,
						},
		);
		return { message: 'User record as it was before', changes, body };
	});
}

async function permissionsBack(run: Run, part: UndoPart & { of: 'permissions' }): Promise<Step> {
	const all = await run.directory.levels().catch(() => []);
	const name = (id: number) =>
		levelsOf({ accessLevels: [id], individualPermissions: [] }, all)[0]?.name;
	const text = (door: unknown) => JSON.stringify(door);
	return doorPermissions(run, (held) => {
		const had = held.accessLevels.filter((id) => id !== 0);
		const doors = held.individualPermissions;
		for (const id of part.levelsAdded)
			if (!had.includes(id)) throw changed(`the access level ${name(id) ?? id} is gone`);
		for (const id of part.levelsRemoved)
			if (had.includes(id)) throw changed(`the access level ${name(id) ?? id} is there again`);
		const texts = new Set(doors.map(text));
		if (
			part.doorsAdded.some((door) => !texts.has(text(door))) ||
			part.doorsRemoved.some((door) => texts.has(text(door)))
		)
			throw changed('the individual doors are others now');
		const added = new Set(part.doorsAdded.map(text));
		return {
			message: 'Access levels and doors as they were before',
			changes: [
				...part.levelsAdded.map((id) => ({ field: 'accessLevels', from: name(id), to: null })),
				...part.levelsRemoved.map((id) => ({ field: 'accessLevels', from: null, to: name(id) })),
			],
			next: {
				accessLevels: [
					...had.filter((id) => !part.levelsAdded.includes(id)),
					...part.levelsRemoved,
				],
				individualPermissions: [
					...doors.filter((door) => !added.has(text(door))),
					...part.doorsRemoved,
				],
			},
		};
	});
}

/** Throws `conflict` unless the members of the record are as a write left them; a date may have lost its time. */
function refuseChanged(run: Run, user: User, left: UserBody): void {
	const { customFields = [], ...members } = left;
	const site = siteFor(run, user);
	for (const [name, value] of Object.entries(members)) {
		const now: unknown = Reflect.get(user, name) ?? null;
		const isDate = name === 'expiryDate' || name === 'activateDate';
		const same =
			isDate && typeof value === 'string' && typeof now === 'string'
				? sameDay(value, now, site)
				: (value ?? '') === (now ?? '');
		if (!same)
			throw changed(name === 'pin' ? 'the PIN is another one' : `${name} is "${String(now)}" now`);
	}
	for (const { id, value } of customFields) {
		const now = user.customFields.find((field) => field.id === id)?.value ?? '';
		if (now !== (value ?? '')) throw changed(`custom field ${id} is "${now}" now`);
	}
}

function changed(what: string): Net2Error {
	return new Net2Error(
		'conflict',
		`This person is no longer as that step left them: ${what}.`,
		'Nothing was taken back. Decide by hand what should hold now.',
	);
}

function notOurs(): Net2Error {
	return new Net2Error(
		'badInput',
		'The undo cannot be opened: it belongs to another server, operator or password, or was altered.',
		'Hand over the undo of an earlier output unchanged, with the credential that made it.',
	);
}
