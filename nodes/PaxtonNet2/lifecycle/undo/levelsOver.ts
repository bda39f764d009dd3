import type { User } from '../../net2/model';
import { endOfLevel, isOver } from '../marker/levelEnds';
import { containsMarkerOpening, readMarker } from '../marker/userMarker';
import type { Policy } from '../plan/policy';
import type { UndoPart } from './undoPart';

/** Ids of levels whose temporary access has ended, with the instant of the end. */
export type LevelsOver = ReadonlyMap<number, number>;

/**
 * The levels that an undo must not give, because their time is over. The operation may have found their
 * end. The marker that the undo restores may have it, or the one that is there (docs/safety-rules.md, rule 10).
 */
export function levelsOver(
	record: User,
	parts: readonly UndoPart[],
	{ now, markerKey: key }: Pick<Policy, 'now' | 'markerKey'>,
): LevelsOver {
	const over = new Map<number, number>();
	const fields = [
		...record.customFields,
		...parts.flatMap((part) => (part.of === 'record' ? (part.before.customFields ?? []) : [])),
	];
	for (const { value } of fields) {
		if (value === null || !containsMarkerOpening(value)) continue;
		const { entries } = readMarker(value, { userId: record.id, key });
		for (const { levelId, until } of entries.temporary)
			if (isOver(endOfLevel(entries, levelId), now)) over.set(levelId, until);
	}
	for (const part of parts)
		for (const { levelId, before } of part.of === 'permissions' ? (part.ends?.levels ?? []) : [])
			if (before.until !== null && isOver(before, now)) over.set(levelId, before.until);
	return over;
}
