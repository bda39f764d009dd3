import { parseEnd, readWritten } from '../../mapping/siteTime';
import { accessMessages } from '../../messages/access';
import { failure, Net2Error } from '../../net2/errors';
import { changeEachUser } from '../apply/changeEachUser';
import { changeUser, resultOf } from '../apply/changeUser';
import { settleWritten, WrittenUsers } from '../apply/settleOthers';
import type { DesiredLevels } from '../plan/desiredUser';
import { siteFor } from '../plan/policy';
import type { UserPlan } from '../plan/userPlan';
import { isFailure, type Failure, type Result } from '../result/result';
import { ResultBuilder } from '../result/resultBuilder';
import { readAhead } from '../run/readAhead';
import type { LevelsParams, Request, Run } from '../run/request';
import { levelPlace } from '../undo/undoPlaces';
import { forEachUser } from '../users/forEachUser';
import { policyFor, refuseWithoutMarkerField } from '../users/policyFor';
import { builderFor, type TargetUser } from '../users/targetUser';
import { isNotFound, reportNotFound } from '../users/userNotFound';
import { reportLevels, shareOut, type Direction, type PendingItem } from './shareLevels';

/** Adds levels; other levels and individual doors stay. What is granted to one user in one run is one write. */
export async function grant(run: Run, requests: Array<Request<LevelsParams>>): Promise<Result[]> {
	return await inOneWriteEach(run, requests, 'granted');
}

/** Removes levels; others and individual doors stay. A user who is not in Net2 has none, which is success. */
export async function revoke(run: Run, requests: Array<Request<LevelsParams>>): Promise<Result[]> {
	return await inOneWriteEach(run, requests, 'revoked');
}

/** Exactly these levels; individual doors stay. An empty list is refused unless it is meant. */
export async function setLevels(
	run: Run,
	requests: Array<Request<LevelsParams>>,
): Promise<Result[]> {
	const { levels, saysLite } = run.reference;
	readAhead(requests, () => [levels, saysLite]);
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async ({ fieldId }, { params: { accessLevels, allowEmpty, markerField } }) => {
			if (accessLevels.length === 0 && !allowEmpty) throw failure(accessMessages.setToNoLevels);
			const levels = await run.reference.levelsNamed(accessLevels);
			if (levels.length > 1 && (await run.reference.isLite()))
				throw failure(accessMessages.secondLevelOnLite);
			return {
				policy: await policyFor(run, { levels: true, markerField, numberFieldId: fieldId }),
				desired: { access: { change: 'none' }, levels: { mode: 'exactly', levels, all: true } },
			};
		},
	);
}

async function inOneWriteEach(
	run: Run,
	requests: Array<Request<LevelsParams>>,
	direction: Direction,
): Promise<Result[]> {
	const written = new WrittenUsers();
	const work = inOneWrite(run, direction, written);
	const { levels, saysLite } = run.reference;
	// In a list, a user with several levels shows whether this is a Lite.
	const readsLite = direction === 'granted' && requests.length === 1;
	readAhead(requests, () => [levels, readsLite && saysLite]);
	return await settleWritten(
		run,
		await forEachUser(run, requests, ({ user }) => user, work),
		written,
	);
}

/**
 * All items of one user in one write for each end that they name. Each item reports the levels that it is the first
 * to name. An unknown level fails its own item only.
 */
function inOneWrite(run: Run, direction: Direction, written: WrittenUsers) {
	return async (target: TargetUser, requests: Array<Request<LevelsParams>>): Promise<Result[]> => {
		const items = await Promise.all(
			requests.map(async (request) => await itemOf(run, target, request)),
		);
		const results = new Map<PendingItem, Result>();
		for (const group of byUntil(items.filter(isPending)))
			for (const [item, result] of await writeTogether(run, direction, target, group, written))
				results.set(item, result);
		return await Promise.all(
			items.map(async (item) => {
				if (isFailure(item)) return item;
				const result = results.get(item);
				return await item.builder.withUndo(result ?? item.builder.failure(new Error('no result')));
			}),
		);
	};
}

async function itemOf(
	run: Run,
	target: TargetUser,
	request: Request<LevelsParams>,
): Promise<PendingItem | Failure> {
	const builder = builderFor(run, request, target);
	try {
		if (request.params.accessLevels.length === 0) throw failure(accessMessages.noLevelNamed);
		const levels = await run.reference.levelsNamed(request.params.accessLevels);
		if (request.params.until !== undefined) refuseWithoutMarkerField(request.params.markerField);
		return { request, builder, levels };
	} catch (error) {
		return builder.failure(error);
	}
}

function isPending(item: PendingItem | Failure): item is PendingItem {
	return !isFailure(item);
}

/** Items with the same end, in the order of the first of them. */
function byUntil(items: PendingItem[]): PendingItem[][] {
	const groups = new Map<string, PendingItem[]>();
	for (const item of items) {
		const { until = '', markerField = '' } = item.request.params;
		const name = JSON.stringify([until, markerField]);
		groups.set(name, [...(groups.get(name) ?? []), item]);
	}
	return [...groups.values()];
}

async function writeTogether(
	run: Run,
	direction: Direction,
	target: TargetUser,
	items: PendingItem[],
	written: WrittenUsers,
): Promise<Array<[PendingItem, Result]>> {
	const [first] = items;
	if (first === undefined) return [];
	const { options, params } = first.request;
	const shared = new ResultBuilder(run, first.request, target.key, target.userId);
	const seen: { plan?: UserPlan } = {};
	try {
		const changed = await changeUser(run, {
			target,
			builder: shared,
			dryRun: options.dryRun,
			readsLiteLater: direction === 'granted',
			policy: await policyFor(run, {
				levels: true,
				readsLiteLater: true,
				markerField: params.markerField,
				numberFieldId: target.fieldId,
			}),
			desired: {
				access: { change: 'none' },
				levels: desiredLevels(run, direction, items, params.until),
			},
			outcome: direction,
			onPlan(plan) {
				seen.plan = plan;
			},
		});
		if (!options.dryRun) written.add(changed);
		return await Promise.all(
			shareOut(changed, items, target).map(
				async ({ item, own }): Promise<[PendingItem, Result]> => {
					for (const warning of shared.warnings) item.builder.warn(warning);
					item.builder.name = shared.name;
					item.builder.subject = shared.subject;
					item.builder.relyOn(item.levels.map(({ id }) => levelPlace(id)));
					reportLevels(direction, item, own, changed.plan);
					// Another item of this run may have changed the user.
					const isChanged = changed.changed && own.length > 0;
					return [item, await resultOf(run, item.builder, { ...changed, changed: isChanged })];
				},
			),
		);
	} catch (error) {
		const gone = direction === 'revoked' && isNotFound(error);
		return items.map((item) => {
			try {
				if (gone)
					return [item, reportNotFound(target, item.request.params.onNotFound, item.builder)];
				// Net2 took the write, and then showed something else.
				if (error instanceof Net2Error && error.reason === 'notVerified')
					reportLevels(direction, item, item.levels, seen.plan);
				throw error;
			} catch (problem) {
				return [item, item.builder.failure(problem)];
			}
		});
	}
}

function desiredLevels(
	run: Run,
	direction: Direction,
	items: PendingItem[],
	until: string | undefined,
): DesiredLevels {
	const levels = [
		...new Map(items.flatMap((item) => item.levels).map((one) => [one.id, one])).values(),
	];
	if (direction === 'revoked') return { mode: 'remove', levels };
	if (until === undefined) return { mode: 'add', levels, permanently: true };
	return { mode: 'add', levels, until: endOf(run, until) };
}

/** An offset in the text makes it an instant; else it is wall-clock time of the user's site. Throws `badInput`. */
function endOf(run: Run, text: string): string {
	const wall = parseEnd(text, siteFor(run));
	const written = readWritten(text.trim());
	if (written === null || written.offset === null) return wall;
	return new Date(written.wall - written.offset * 60_000).toISOString();
}
