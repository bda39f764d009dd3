import * as v from 'valibot';
import type { LevelEnds } from '../marker/levelEnds';
import type { CustomFieldValue, DoorPermissionSet, User, UserBody } from '../../net2/model';
import { doorsBeyond } from '../../net2/permissionSets';

const Text = v.optional(v.nullable(v.string()));
const Flag = v.optional(v.boolean());
const Ids = v.array(v.number());

/** By number: a card that comes back gets another id. */
const Cards = v.array(
	v.object({ tokenType: v.string(), value: v.string(), isLost: v.optional(v.boolean()) }),
);

/** Members of a user record, only those that a write changed. */
const Members = v.object({
	firstName: Text,
	middleName: Text,
	lastName: Text,
	expiryDate: Text,
	activateDate: Text,
	pin: Text,
	telephone: Text,
	extension: Text,
	fax: Text,
	isAntiPassbackUser: Flag,
	isAlarmUser: Flag,
	isLockdownExempt: Flag,
	customFields: v.optional(v.array(v.object({ id: v.number(), value: v.nullable(v.string()) }))),
});

/** When a level ended, as the marker field said. */
const End = v.object({ until: v.nullable(v.number()), byRule: v.boolean() });

/** What one write changed, so that the node can see whether it is still so, and reverse it. */
const Part = v.variant('of', [
	v.object({ of: v.literal('created'), after: Members }),
	v.object({ of: v.literal('record'), before: Members, after: Members }),
	v.object({ of: v.literal('department'), before: v.number(), after: v.number() }),
	v.object({
		of: v.literal('permissions'),
		levelsAdded: Ids,
		levelsRemoved: Ids,
		doorsAdded: v.array(v.unknown()),
		doorsRemoved: v.array(v.unknown()),
		/** The ends of levels and the custom field with the marker. Absent: no end is known, or a record part has it. */
		ends: v.optional(
			v.object({
				field: v.number(),
				levels: v.array(v.object({ levelId: v.number(), before: End, after: End })),
			}),
		),
	}),
	v.object({
		of: v.literal('cards'),
		lost: Ids,
		found: v.optional(Ids),
		added: v.optional(Cards),
		removed: v.optional(Cards),
	}),
]);
export type UndoPart = v.InferOutput<typeof Part>;

/** All that one operation wrote for one user. */
export const UndoParts = v.array(Part);

/**
 * All that was read of a user who was just created. Deleting that user again is right only while nothing of it has
 * changed.
 */
export function createdUndo(user: User): UndoPart {
	return { of: 'created', after: v.parse(Members, user) };
}

/** The members that a PUT changes, before and after. */
export function recordUndo(user: User, body: UserBody): UndoPart {
	const { customFields = [], ...members } = body;
	const after: UserBody = { ...members };
	// A flag that the server did not send is not known, and so cannot be put back.
	const before: UserBody = Object.fromEntries(
		Object.entries(user).filter(([name, value]) => name in members && value !== undefined),
	);
	const changed = customFields.filter(({ id, value }) => valueOf(user, id) !== (value ?? ''));
	if (changed.length > 0) {
		after.customFields = changed;
		before.customFields = changed.map(
			({ id }): CustomFieldValue => ({ id, value: valueOf(user, id) }),
		);
	}
	return { of: 'record', before: v.parse(Members, before), after: v.parse(Members, after) };
}

/** What came and what went, so that undoing one grant leaves another one alone. */
export function permissionsUndo(
	held: DoorPermissionSet,
	next: DoorPermissionSet,
	ends?: LevelEnds,
): UndoPart {
	const without = (all: number[], others: number[]) => {
		const known = new Set(others);
		return all.filter((id) => !known.has(id));
	};
	const levels = ({ accessLevels }: DoorPermissionSet) => accessLevels.filter((id) => id !== 0);
	return {
		of: 'permissions',
		levelsAdded: without(levels(next), levels(held)),
		levelsRemoved: without(levels(held), levels(next)),
		doorsAdded: doorsBeyond(next.individualPermissions, held.individualPermissions),
		doorsRemoved: doorsBeyond(held.individualPermissions, next.individualPermissions),
		...(ends !== undefined && { ends }),
	};
}

/**
 * What a write changed that had to be sent twice. The first may have done a part of it, which the second no longer
 * finds to do. Net2 may remove doors and keep the levels, for example.
 */
export function mergeRetriedUndo(first: UndoPart, second: UndoPart): UndoPart {
	const both = <T>(some: T[], others: T[]) => {
		const known = new Set(some.map((one) => JSON.stringify(one)));
		return [...some, ...others.filter((one) => !known.has(JSON.stringify(one)))];
	};
	const bothDoors = (some: unknown[], others: unknown[]) => [...some, ...doorsBeyond(others, some)];
	if (first.of === 'permissions' && second.of === 'permissions')
		return {
			of: 'permissions',
			levelsAdded: both(first.levelsAdded, second.levelsAdded),
			levelsRemoved: both(first.levelsRemoved, second.levelsRemoved),
			doorsAdded: bothDoors(first.doorsAdded, second.doorsAdded),
			doorsRemoved: bothDoors(first.doorsRemoved, second.doorsRemoved),
			ends: second.ends ?? first.ends,
		};
	if (first.of === 'cards' && second.of === 'cards')
		return {
			of: 'cards',
			lost: both(first.lost, second.lost),
			found: both(first.found ?? [], second.found ?? []),
			added: both(first.added ?? [], second.added ?? []),
			removed: both(first.removed ?? [], second.removed ?? []),
		};
	return second;
}

function valueOf({ customFields }: Pick<User, 'customFields'>, fieldId: number): string {
	return customFields.find(({ id }) => id === fieldId)?.value ?? '';
}
