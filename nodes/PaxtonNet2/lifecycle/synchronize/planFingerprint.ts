import { HR_TEXT_COLUMNS } from '../../mapping/hrRecord';
import type { User } from '../../net2/model';
import type { PlanBasis } from '../planId';
import type { HolderOf } from './cardsHeld';
import type { DesiredLine } from './desiredState';
import type { Difference } from './difference';
import type { HrRow, RowProblem } from './hrList';
import type { Settings } from './settings';
import type { SnapshotUser } from './snapshot';

/** The lines, and who has their cards now, so that a card of another leaver is another plan. */
export interface ComparedList {
	lines: DesiredLine[];
	/** Lines with an error, those about whose user there is doubt included. */
	problems: RowProblem[];
	differences: Difference[];
	holderOf: HolderOf;
}

/** What the names in the settings mean in Net2 now. */
export interface ResolvedSettings {
	leaverDepartment: number | undefined;
	scope: ReadonlySet<number> | null;
	protectedIds: ReadonlySet<number>;
	protectedDepartments: ReadonlySet<number>;
}

/**
 * Everything that a plan depends on: the server, the settings, the lines, and what Net2 says of the users concerned.
 * Another user may leave it in doubt who is meant. So the doubts are part of it: if one has gone, it is another plan.
 * Values are as read, so that "today" is in none of them. A plan of 23:50 is the same at 00:10. A PIN never goes in.
 */
export function planFingerprint(
	server: string,
	settings: Settings,
	resolved: ResolvedSettings,
	list: ComparedList,
	concerned: SnapshotUser[],
): PlanBasis {
	return {
		server,
		settings: [settingsBasis(settings), resolvedBasis(resolved)],
		list: listBasis(list),
		users: usersBasis(concerned),
	};
}

/** One at a time, so that those of a long list are never in memory together. */
function* listBasis({ lines, problems, differences, holderOf }: ComparedList): Generator<string> {
	for (const line of lines) yield JSON.stringify(lineBasis(line, holderOf));
	for (const problem of problems) yield JSON.stringify(problemBasis(problem));
	for (const { kind, key, index, userId } of differences) {
		// A person must decide who is meant: several users have the number, or a deleted one had it.
		if (index !== null && userId === null && kind !== 'joiner')
			yield JSON.stringify(['undecided', kind, key]);
	}
}

function resolvedBasis(resolved: ResolvedSettings): unknown {
	const { leaverDepartment, scope, protectedIds, protectedDepartments } = resolved;
	const inOrder = (ids: ReadonlySet<number>) => [...ids].sort((a, b) => a - b);
	return [
		leaverDepartment ?? null,
		scope === null ? null : inOrder(scope),
		inOrder(protectedIds),
		inOrder(protectedDepartments),
	];
}

function* usersBasis(concerned: SnapshotUser[]): Generator<string> {
	for (const user of concerned) yield JSON.stringify(userBasis(user));
}

/** Safety limits are left out: raising one after a plan does not change the plan. */
function settingsBasis(settings: Settings): unknown {
	const { missing, reopen, leaverDepartment, protect, options, listKind, scope } = settings;
	const { correlationField, markerField, emailField, titleField } = settings;
	const { columnNames, severalLines, leaverStatuses, nameConvention, blankEndDate } = settings;
	const { emptyValues, ignoreDeleted, verifyName, allowDuplicateOf = [] } = options;
	const { replaceFromLeavers = false } = options;
	return {
		missing,
		reopen,
		listKind,
		scope: [...scope].sort(),
		leaverDepartment: leaverDepartment ?? null,
		protect: [...protect].sort(),
		fields: [correlationField, markerField, emailField, titleField].map((field) => field ?? null),
		reading: [
			columnNames.map(({ column, means }) => `${column}=${means}`).sort(),
			severalLines,
			[...leaverStatuses].sort(),
			nameConvention ?? null,
			blankEndDate,
			options.dateOrder ?? null,
		],
		options: [
			emptyValues,
			ignoreDeleted,
			verifyName ?? null,
			[...allowDuplicateOf].sort(),
			replaceFromLeavers,
		],
	};
}

function lineBasis({ row, desired, hasLeft }: DesiredLine, holderOf: HolderOf): unknown {
	const { department, levels } = desired;
	return [
		row.key,
		textOf(row),
		row.start,
		row.end,
		hasLeft,
		department?.id ?? null,
		levels !== undefined && 'levels' in levels
			? levels.levels.map(({ id }) => id).sort((a, b) => a - b)
			: [],
		row.cards
			.map(({ tokenType, value }) => `${tokenType} ${value} ${holderOf(value) ?? ''}`)
			.sort(),
	];
}

function problemBasis({ key, name, error }: RowProblem): unknown {
	// A message names lines, and the order of the list does not count.
	const message =
		error.reason === 'duplicateKey' ? '' : error.message.replace(/\b(lines?) \d+/gi, '$1');
	return [key, name, error.reason, message];
}

function userBasis({ current, key }: SnapshotUser): unknown {
	const { record, department, permissions, cards } = current;
	return [
		key,
		RECORD.map((member) => record[member] ?? null),
		record.customFields
			.filter(({ value }) => (value ?? '') !== '')
			.map(({ id, value }) => [id, value])
			.sort(([a], [b]) => Number(a) - Number(b)),
		department?.id ?? 0,
		permissions?.accessLevels.filter((id) => id !== 0).sort((a, b) => a - b) ?? null,
		permissions?.individualPermissions.length ?? null,
		cards?.map(({ tokenValue, isLost }) => `${tokenValue} ${String(isLost)}`).sort() ?? null,
	];
}

const NAMED = [
	'id',
	'firstName',
	'middleName',
	'lastName',
	'expiryDate',
	'activateDate',
	'pinHidden',
	'telephone',
	'extension',
	'fax',
	'isAntiPassbackUser',
	'isAlarmUser',
	'isLockdownExempt',
	'hasImage',
] as const;
type Named = (typeof NAMED)[number];
type Forgotten = Exclude<keyof User, Named | 'pin' | 'customFields'>;
/** Everything of a record but the PIN, which never goes in. This does not compile if a member is forgotten. */
const RECORD: ReadonlyArray<Forgotten extends never ? Named : never> = NAMED;

function textOf({ text }: HrRow): Array<string | null> {
	return HR_TEXT_COLUMNS.map((column) => text[column] ?? null);
}
