import { isPast, parseEnd } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { AccessLevel, CustomField, User } from '../net2/model';
import { userNotFound } from './users/userNotFound';
import { doorPermissions } from './steps/aspects';
import { carryOut, wouldBe } from './steps/carryOut';
import { levelGiven, levelTaken } from './steps/exactLevels';
import { markerFieldOf, markerText, readMarker } from './marker/marker';
import { markerStep } from './marker/markerStep';
import { inInputOrder } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { Result } from './result/result';
import type { ItemOptions, LevelsParams, Request, Run } from './run/request';
import { siteFor } from './result/observedState';

/**
 * Grants levels until a time. When they end is written into the marker field and read back before the grant (rule 10),
 * so that a failure cannot leave a level behind that nobody takes away. A level that the person has for good stays so.
 */
export async function grantUntil(
	run: Run,
	requests: Array<Request<LevelsParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		inInputOrder(run, async (subject, { params, options: { dryRun } }, report) => {
			const until = endOf(run, params);
			const levels = await run.reference.levelsNamed(params.accessLevels);
			if (levels.length === 0)
				throw new Net2Error('badInput', 'No access level is named.', 'Name at least one.');
			if (subject.wouldBe && dryRun) return wouldBe(report, 'granted');
			if (subject.userId === null) throw userNotFound(subject);
			const fields = await run.reference.customFields();
			const field = markerFieldOf(markerOf(params.markerField), subject.fieldId, fields);
			const held = await run.net2.users.doorPermissions(subject.userId);
			if (held === undefined) throw userNotFound(subject);
			let boxed: AccessLevel[] = [];
			const remember = markerStep(run, field, `To end on ${until}`, (marker) => {
				const boxes = new Map(marker.timeBoxes.map((box) => [box.level, box.until]));
				boxed = levels.filter(({ id }) => boxes.has(id) || !held.accessLevels.includes(id));
				for (const { id } of boxed) boxes.set(id, until);
				if (
					boxed.every(({ id }) => marker.timeBoxes.some((b) => b.level === id && b.until === until))
				)
					return marker;
				return { ...marker, timeBoxes: [...boxes].map(([level, end]) => ({ level, until: end })) };
			});
			const give = doorPermissions(run, (now, said) => {
				for (const { id, name } of levels)
					if (!boxed.some((level) => level.id === id))
						said.warn(`${name} was held without an end before, and stays so.`);
				const come = boxed.filter(({ id }) => !now.accessLevels.includes(id));
				if (come.length === 0) return null;
				const has = now.accessLevels.filter((id) => id !== 0);
				return {
					message: `Granted until ${until}: ${come.map(({ name }) => name).join(', ')}`,
					changes: come.map(levelGiven),
					next: { ...now, accessLevels: [...has, ...come.map(({ id }) => id)] },
				};
			});
			return await carryOut(run, 'granted', subject, [remember, give], { report, dryRun });
		}),
	);
}

/**
 * Takes away every level whose time has come, and only those; adds nothing (design 5). The level goes first and its
 * entry in the marker after it, so that whatever fails is done by the next run. One result per person it touches.
 */
export async function revokeExpired(
	run: Run,
	markerField: string | undefined,
	options: ItemOptions,
): Promise<Result[]> {
	const field = markerFieldOf(markerOf(markerField), null, await run.reference.customFields());
	const levels = await run.reference.levels();
	const due = (await run.net2.users.list()).filter((user) => isDue(run, user, field));
	const requests = due.map(({ id }, index) => ({ index, options, params: { id: String(id) } }));
	return await forEachUser(
		run,
		requests,
		({ id }) => ({ by: 'id', id }),
		inInputOrder(run, async (subject, _request, report) => {
			const user = due.find(({ id }) => id === subject.userId);
			const ended = user === undefined ? [] : endedLevels(run, user, field);
			const take = doorPermissions(run, (held) => {
				const gone = held.accessLevels.filter((id) => ended.includes(id));
				if (gone.length === 0) return null;
				const names = gone.map(
					(id) => levels.find((level) => level.id === id) ?? { id, name: `level ${id}` },
				);
				return {
					message: `Ended: ${names.map(({ name }) => name).join(', ')}`,
					changes: names.map(levelTaken),
					next: { ...held, accessLevels: held.accessLevels.filter((id) => !ended.includes(id)) },
				};
			});
			const forget = markerStep(run, field, 'Time box taken out', (marker) => ({
				...marker,
				timeBoxes: marker.timeBoxes.filter(({ level }) => !ended.includes(level)),
			}));
			return await carryOut(run, 'revoked', subject, [{ ...take, proveFirst: true }, forget], {
				report,
				dryRun: options.dryRun,
			});
		}),
	);
}

/** Somebody with an ended time box, or with a marker that cannot be read, which is then reported. */
function isDue(run: Run, user: User, field: CustomField): boolean {
	try {
		return endedLevels(run, user, field).length > 0;
	} catch {
		return true;
	}
}

function endedLevels(run: Run, user: User, field: CustomField): number[] {
	const site = siteFor(run, user);
	return (readMarker(markerText(user, field))?.timeBoxes ?? [])
		.filter(({ until }) => isPast(until, run.clock.now(), site))
		.map(({ level }) => level);
}

function endOf(run: Run, { until = '' }: LevelsParams): string {
	const site = siteFor(run);
	const end = parseEnd(until, site);
	if (!isPast(end, run.clock.now(), site)) return end;
	throw new Net2Error('badInput', `The time box ended on ${end} already.`, 'Give a later end.');
}

/** Throws `badInput` where no marker field is named: without one nobody would know when to take the level away. */
export function markerOf(markerField: string | undefined): string {
	if (markerField !== undefined && markerField.trim() !== '') return markerField;
	throw new Net2Error(
		'badInput',
		'This needs a marker field, in which Net2 remembers what was granted.',
		'Name one in the options, e.g. Notes.',
	);
}
