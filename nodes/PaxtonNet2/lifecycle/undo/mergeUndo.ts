import type { CustomFieldValue } from '../../net2/model';
import { doorsBeyond } from '../../net2/permissionSets';
import type { CardToHave } from '../run/request';
import type { UndoPart } from './undoPart';

type Of<Kind extends UndoPart['of']> = Extract<UndoPart, { of: Kind }>;

/**
 * The parts of an operation with one part for each place. It has what was there before the first write, and what the
 * last one left. Only the last state can still be there. A part for each write would make the undo fail.
 */
export function mergeUndo(parts: UndoPart[]): UndoPart[] {
	const net: UndoPart[] = [];
	for (const part of parts) {
		const at = net.findIndex((before) => joins(before, part));
		const before = net[at];
		if (before === undefined) net.push(part);
		else net[at] = joined(before, part);
	}
	return net;
}

/** A record that is written again after it was created is part of the creation. */
function joins(before: UndoPart, part: UndoPart): boolean {
	return before.of === part.of || (before.of === 'created' && part.of === 'record');
}

function joined(before: UndoPart, part: UndoPart): UndoPart {
	if (before.of === 'created' && part.of === 'record')
		return { of: 'created', after: members(before.after, part.after) };
	if (before.of === 'record' && part.of === 'record')
		return {
			of: 'record',
			before: members(part.before, before.before),
			after: members(before.after, part.after),
		};
	if (before.of === 'department' && part.of === 'department')
		return { ...part, before: before.before };
	if (before.of === 'permissions' && part.of === 'permissions') return permissions(before, part);
	if (before.of === 'cards' && part.of === 'cards') return cards(before, part);
	return part;
}

type Members = Of<'record'>['after'];

/** Members of both, those of `over` counting; custom fields one by one. */
function members(under: Members, over: Members): Members {
	const fields = new Map<number, CustomFieldValue>();
	for (const field of [...(under.customFields ?? []), ...(over.customFields ?? [])])
		fields.set(field.id, field);
	const both = { ...under, ...over };
	return fields.size === 0 ? both : { ...both, customFields: [...fields.values()] };
}

/** What came first and what came again, less what went in between. */
function permissions(before: Of<'permissions'>, part: Of<'permissions'>): UndoPart {
	return {
		of: 'permissions',
		levelsAdded: [
			...without(before.levelsAdded, part.levelsRemoved),
			...without(part.levelsAdded, before.levelsRemoved),
		],
		levelsRemoved: [
			...without(before.levelsRemoved, part.levelsAdded),
			...without(part.levelsRemoved, before.levelsAdded),
		],
		doorsAdded: [
			...doorsBeyond(before.doorsAdded, part.doorsRemoved),
			...doorsBeyond(part.doorsAdded, before.doorsRemoved),
		],
		doorsRemoved: [
			...doorsBeyond(before.doorsRemoved, part.doorsAdded),
			...doorsBeyond(part.doorsRemoved, before.doorsAdded),
		],
		ends: ends(before.ends, part.ends),
	};
}

type Ends = Of<'permissions'>['ends'];

/** The end that each level had first, and the one that it has now. */
function ends(before: Ends, part: Ends): Ends {
	if (before === undefined || part === undefined) return part ?? before;
	const later = part.levels.map((one) => {
		const first = before.levels.find(({ levelId }) => levelId === one.levelId);
		return first === undefined ? one : { ...one, before: first.before };
	});
	const known = new Set(later.map(({ levelId }) => levelId));
	const others = before.levels.filter(({ levelId }) => !known.has(levelId));
	return { field: part.field, levels: [...others, ...later] };
}

function cards(before: Of<'cards'>, part: Of<'cards'>): UndoPart {
	const others = <Card extends CardToHave>(cards: Card[] = [], undone: CardToHave[] = []) =>
		cards.filter(({ value }) => !undone.some((one) => one.value === value));
	return {
		of: 'cards',
		lost: [...without(before.lost, part.found), ...without(part.lost, before.found)],
		found: [...without(before.found ?? [], part.lost), ...without(part.found ?? [], before.lost)],
		added: [...others(before.added, part.removed), ...others(part.added, before.removed)],
		removed: [...others(before.removed, part.added), ...others(part.removed, before.added)],
	};
}

function without(ids: number[], others: number[] = []): number[] {
	return ids.filter((id) => !others.includes(id));
}
