import { DateTime } from 'luxon';
import { accessMessages } from '../../messages/access';
import { failure } from '../../net2/errors';
import type { AccessLevel } from '../../net2/model';
import {
	activeTemporary,
	addTemporary,
	endTemporary,
	expire,
	forgetLevels,
	setRuleLevels,
	withoutRestored,
	type MarkerEntries,
} from '../marker/markerEntries';
import { endOfLevel, type LevelEnd } from '../marker/levelEnds';
import type { Change } from '../result/result';
import { heldLevelIds, type CurrentUser } from './currentUser';
import type { DesiredLevels } from './desiredUser';
import { levelById, siteFor, type Policy } from './policy';
import type { SetPermissions } from './userPlan';

/** Levels to add and to remove, and what the marker field says before and after that. */
export interface PlannedLevels {
	operation: SetPermissions | null;
	before: MarkerEntries;
	after: MarkerEntries;
}

/**
 * Compares the levels of a user with the desired ones. Individual doors stay. Throws `liteLimit` if the user would
 * have a second level in a Net2 that keeps one. Throws `badInput` for a time that has passed.
 */
export function planLevels(
	current: CurrentUser,
	desired: DesiredLevels,
	entries: MarkerEntries,
	policy: Policy,
	warn: (message: string) => void,
): PlannedLevels {
	const held = heldLevelIds(current);
	const has = (id: number) => held.includes(id);
	const named = (ids: number[]) => ids.map((id) => levelById(policy, id));
	const change = (
		add: AccessLevel[],
		remove: AccessLevel[],
		{ before = entries, after = entries, message }: Partial<PlannedLevels> & { message?: string },
	): PlannedLevels => {
		const left = held.filter((id) => !remove.some((level) => level.id === id));
		// Net2 Lite keeps one access level for each user (docs/net2-api.md).
		if (policy.isLite && add.length > 0 && left.length + add.length > 1)
			throw failure(accessMessages.secondLevelOnLite);
		const operation = permissions(add, remove, message);
		const keep = 'levels' in desired && desired.mode !== 'remove' ? desired.levels : [];
		if (operation !== null) operation.keep = keep.filter(({ id }) => has(id));
		if (operation !== null && desired.mode === 'exactly') operation.had = held;
		return { operation, before, after };
	};

	switch (desired.mode) {
		case 'exactly': {
			const wanted = desired.levels.map(({ id }) => id);
			// What was given for a time, or by rules, is removed by what gave it.
			const kept =
				desired.all === true
					? []
					: [
							...entries.ruleLevels,
							...activeTemporary(entries, policy.now).map(({ levelId }) => levelId),
						];
			const gone = held.filter((id) => !wanted.includes(id) && !kept.includes(id));
			const all = desired.all === true;
			if (all)
				for (const level of desired.levels.filter(({ id }) => has(id)))
					warnOfEnd(entries, level, warn);
			const after = withoutRestored(
				forgetLevels(entries, all ? [...gone, ...wanted] : gone),
				(id) => !wanted.includes(id) && !kept.includes(id),
			);
			return change(
				desired.levels.filter(({ id }) => !has(id)),
				named(gone),
				{ after },
			);
		}
		case 'add':
			if (desired.until !== undefined)
				return addUntil(current, desired.levels, desired.until, entries, policy, warn, change);
			return change(
				desired.levels.filter(({ id }) => !has(id)),
				[],
				{
					after: (desired.permanently === true ? forgetLevels : endTemporary)(
						entries,
						desired.levels.map(({ id }) => id),
					),
				},
			);
		case 'remove': {
			const gone = desired.levels.filter(({ id }) => has(id));
			const ids = desired.levels.map(({ id }) => id);
			const after = withoutRestored(forgetLevels(entries, ids), (id) => ids.includes(id));
			return change([], gone, { after });
		}
		case 'removeAll':
			return change([], named(held), {});
		case 'byRules': {
			const rules = setRuleLevels(
				entries,
				desired.levels.map(({ id }) => id),
				{ held, now: policy.now },
			);
			const names = desired.levels.map(({ name }) => name).join(', ');
			return change(named(rules.add), named(rules.remove), {
				before: rules.before,
				after: rules.after,
				message: `Access levels by rules: ${names || 'none'}`,
			});
		}
		case 'removeExpired': {
			const expired = expire(entries, policy.now);
			return change([], named(expired.revoke.filter(has)), {
				after: expired.entries,
				message: 'Temporary access ended',
			});
		}
	}
}

/** Temporary access. When it ends is stored before the level is given, so that no failure leaves it behind. */
function addUntil(
	current: CurrentUser,
	levels: AccessLevel[],
	until: string,
	entries: MarkerEntries,
	policy: Policy,
	warn: (message: string) => void,
	change: (
		add: AccessLevel[],
		remove: AccessLevel[],
		more: { before: MarkerEntries; after: MarkerEntries; message: string },
	) => PlannedLevels,
): PlannedLevels {
	const end = DateTime.fromISO(until, { zone: siteFor(policy, current.record).zone }).toMillis();
	const held = heldLevelIds(current);
	let noted = entries;
	const add: AccessLevel[] = [];
	for (const level of levels) {
		const isHeld = held.includes(level.id);
		const grant = addTemporary(
			noted,
			{ levelId: level.id, until: end },
			{ now: policy.now, held: isHeld },
		);
		noted = grant.entries;
		if (grant.warning === 'over')
			throw failure(accessMessages.untilPassed, { until, level: level.name });
		if (grant.warning === 'permanent')
			warn(`The user has '${level.name}' permanently, and keeps it after ${until}.`);
		if (grant.warning === 'byRule')
			warn(
				`A rule gives the user '${level.name}' as well, so the user keeps it after ${until} as long as a rule gives it.`,
			);
		if (grant.warning === 'shorter' && grant.until !== null)
			warn(
				`The user has '${level.name}' until ${new Date(grant.until).toISOString()} already, and keeps it until then.`,
			);
		if (!isHeld) add.push(level);
	}
	return change(add, [], {
		before: noted,
		after: noted,
		message: `Granted until ${until}: ${add.map(({ name }) => name).join(', ')}`,
	});
}

/** A level that an item names among all levels of a user ends no longer, which must not go unseen. */
function warnOfEnd(
	entries: MarkerEntries,
	{ id, name }: AccessLevel,
	warn: (message: string) => void,
): void {
	const { until, byRule } = endOfLevel(entries, id);
	if (until !== null)
		warn(
			`The user had '${name}' until ${new Date(until).toISOString()}. The item names it, so the user has it permanently now.`,
		);
	if (byRule)
		warn(
			`A rule gave the user '${name}'. The item names it, so the user has it permanently now, whatever the rules say.`,
		);
}

/**
 * A user who gets access again loses the temporary levels that ended in the meantime. They go before access is given.
 * A level that the item names stays.
 */
export function withoutEnded(
	current: CurrentUser,
	planned: PlannedLevels,
	desired: DesiredLevels | undefined,
	policy: Policy,
	warn: (message: string) => void,
): PlannedLevels {
	const { entries, revoke } = expire(planned.after, policy.now);
	const named = desired !== undefined && 'levels' in desired ? desired.levels : [];
	const gone = planned.operation?.remove ?? [];
	const ended = revoke.filter(
		(id) =>
			![...named, ...gone].some((level) => level.id === id) &&
			(current.permissions === undefined || heldLevelIds(current).includes(id)),
	);
	if (ended.length === 0) return planned;
	const remove = ended.map((id) => levelById(policy, id));
	const names = remove.map(({ name }) => `'${name}'`).join(', ');
	warn(`The temporary access to ${names} has ended, so the node removes it.`);
	const { operation } = planned;
	const removal = permissions(operation?.add ?? [], [...gone, ...remove]);
	return {
		...planned,
		operation: removal && { ...operation, ...removal },
		after: entries,
	};
}

function permissions(
	add: AccessLevel[],
	remove: AccessLevel[],
	message?: string,
): SetPermissions | null {
	if (add.length + remove.length === 0) return null;
	const names = (levels: AccessLevel[]) => levels.map(({ name }) => name).join(', ');
	const parts = [
		...(add.length > 0 ? [`Added access level ${names(add)}`] : []),
		...(remove.length > 0 ? [`Removed access level ${names(remove)}`] : []),
	];
	return {
		type: 'setPermissions',
		message: message ?? parts.join('. '),
		changes: [...remove.map(levelRemoved), ...add.map(levelAdded)],
		add,
		remove,
		removeDoors: false,
	};
}

export function levelAdded({ name }: AccessLevel): Change {
	return { field: 'accessLevels', from: null, to: name };
}

export function levelRemoved({ name }: AccessLevel): Change {
	return { field: 'accessLevels', from: name, to: null };
}

/** A level that a rehire would have given back. It does not come back any more. */
export function restoreRemoved({ name }: AccessLevel): Change {
	return { field: 'levelAtRehire', from: name, to: null };
}

/** When a level that stays will end. Null: it is permanent. */
export function endChange({ name }: AccessLevel, before: LevelEnd, after: LevelEnd): Change {
	return { field: `accessLevelEnd:${name}`, from: endText(before), to: endText(after) };
}

function endText({ until, byRule }: LevelEnd): string | null {
	const time = until === null ? null : new Date(until).toISOString();
	if (!byRule) return time;
	return time === null ? 'by rules' : `by rules, not before ${time}`;
}
