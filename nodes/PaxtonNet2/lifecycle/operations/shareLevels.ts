import type { AccessLevel } from '../../net2/model';
import type { ChangedUser } from '../apply/userWork';
import type { LevelEnds } from '../marker/levelEnds';
import { endChange, levelAdded, levelRemoved, restoreRemoved } from '../plan/planLevels';
import type { UserPlan } from '../plan/userPlan';
import type { ResultBuilder } from '../result/resultBuilder';
import type { LevelsParams, Request } from '../run/request';
import type { UndoPart } from '../undo/undoPart';
import type { TargetUser } from '../users/targetUser';

export type Direction = 'granted' | 'revoked';

/** One item, and its share in what is written for its user. */
export interface PendingItem {
	request: Request<LevelsParams>;
	builder: ResultBuilder;
	levels: AccessLevel[];
}

/**
 * Each level that changed belongs to the first item that names it. A level that stays and ends at another time has
 * changed, too. So has one that a rehire would have given back.
 */
export function shareOut(
	{ plan, userId }: ChangedUser,
	items: PendingItem[],
	{ wouldBe }: TargetUser,
): Array<{ item: PendingItem; own: AccessLevel[] }> {
	// A user that an earlier dry run would have created has no levels yet.
	if (userId === null) return items.map((item) => ({ item, own: item.levels }));
	const changed = wouldBe
		? items.flatMap(({ levels }) => levels).map(({ id }) => id)
		: [
				...movedIn(plan),
				...(plan.ends?.levels ?? []).map(({ levelId }) => levelId),
				...(plan.notRestored ?? []),
			];
	const changing = new Set(changed);
	return items.map((item) => {
		const own = item.levels.filter(({ id }) => changing.delete(id));
		return { item, own };
	});
}

/** Levels that come or go. */
function movedIn({ operations }: UserPlan): number[] {
	return operations
		.flatMap((one) => (one.type === 'setPermissions' ? [...one.add, ...one.remove] : []))
		.map(({ id }) => id);
}

/** What an item did, or would do, with the levels that are its own. Without a plan, all of them came or went. */
export function reportLevels(
	direction: Direction,
	{ builder, request: { params, options } }: PendingItem,
	own: AccessLevel[],
	plan: UserPlan | undefined,
): void {
	const moved = plan === undefined ? own.map(({ id }) => id) : movedIn(plan);
	const until = params.until === undefined ? '' : ` until ${params.until}`;
	for (const level of own) {
		const end = plan?.ends?.levels.find(({ levelId }) => levelId === level.id);
		const part = levelUndo(direction, level, {
			isMoved: moved.includes(level.id),
			ends: plan?.ends && end && { field: plan.ends.field, levels: [end] },
		});
		let change = direction === 'granted' ? levelAdded(level) : levelRemoved(level);
		let message = `${level.name} ${direction}${until}`;
		const isLeft = !moved.includes(level.id) && plan?.notRestored?.includes(level.id) === true;
		if (!moved.includes(level.id) && end !== undefined) {
			change = endChange(level, end.before, end.after);
			message = `${level.name} ${direction}${until || ' permanently'} (end before: ${String(change.from)})`;
		} else if (isLeft) {
			change = restoreRemoved(level);
			message = `${level.name} ${direction}, so that no rehire gives it back`;
		}
		if (options.dryRun) builder.would(message, [change]);
		else builder.step(message, [change], isLeft ? undefined : part);
	}
}

function levelUndo(
	direction: Direction,
	{ id }: AccessLevel,
	{ isMoved, ends }: { isMoved: boolean; ends: LevelEnds | undefined },
): UndoPart {
	return {
		of: 'permissions',
		levelsAdded: isMoved && direction === 'granted' ? [id] : [],
		levelsRemoved: isMoved && direction === 'revoked' ? [id] : [],
		doorsAdded: [],
		doorsRemoved: [],
		ends,
	};
}
