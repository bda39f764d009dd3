import type { HrRow, RowProblem } from './hrList';
import { TEXT_COLUMNS } from './columns';
import { nameOf } from './difference';
import type { Basis } from './planHash';
import type { Settings } from './settings';
import type { Present } from './snapshot';
import type { Wish } from './wishes';

/**
 * Everything that a plan stands on: the settings, the rows, and what Net2 says of the people concerned. Values are as
 * read, so that "today" is in none of them: a plan of 23:50 is the same at 00:10. A PIN never goes in.
 */
export function basesOf(
	settings: Settings,
	{ wishes, problems }: { wishes: Wish[]; problems: RowProblem[] },
	concerned: Present[],
): Basis[] {
	return [
		settingsBasis(settings),
		...wishes.map(wishBasis),
		...problems.map(problemBasis),
		...concerned.map(presentBasis),
	];
}

/** What might have been there when a plan was approved, and is not now. */
export function thatMightBeGone(
	concerned: Present[],
	wishes: Wish[],
): Array<Pick<Basis, 'id' | 'label'>> {
	const keys = [...concerned.map(({ key }) => key), ...wishes.map(({ row }) => row.key)];
	return [...new Set(keys)]
		.filter((key) => key !== '')
		.flatMap((key) => [
			{ id: rowId(key), label: rowLabel(key) },
			{ id: personId(key, 0), label: `the user with key ${key} in Net2` },
		]);
}

/** Brakes are left out: raising one after a plan does not change the plan. */
function settingsBasis(settings: Settings): Basis {
	const { missing, reopen, leaverDepartment, protect, options } = settings;
	const { correlationField, markerField, emailField, titleField } = settings;
	const { emptyValues, ignoreDeleted, verifyName } = options;
	return {
		id: 'settings',
		label: 'the settings of the node',
		value: {
			missing,
			reopen,
			leaverDepartment: leaverDepartment ?? null,
			protect: [...protect].sort(),
			fields: [correlationField, markerField, emailField, titleField].map((field) => field ?? null),
			options: [emptyValues, ignoreDeleted, verifyName !== false],
		},
	};
}

function wishBasis({ row, department, levels }: Wish): Basis {
	return {
		id: rowId(row.key),
		label: rowLabel(row.key),
		value: {
			text: textOf(row),
			department: department?.id ?? null,
			levels: (levels ?? []).map(({ id }) => id).sort((a, b) => a - b),
			cards: row.cards.map(({ tokenType, value }) => `${tokenType} ${value}`).sort(),
		},
	};
}

function problemBasis({ key, name, error }: RowProblem): Basis {
	// A contradiction tells the places of its rows, and the order of the list does not count.
	const message = error.reason === 'duplicateKey' ? '' : error.message;
	const value = { name, reason: error.reason, message };
	return key === null
		? { id: 'rows without a key', label: 'a row without a key', value }
		: { id: rowId(key), label: rowLabel(key), value };
}

function presentBasis({ user, key, department, holding, cards }: Present): Basis {
	const { pin: _never, customFields, ...record } = user;
	return {
		id: personId(key, user.id),
		label: `user ${user.id} (${nameOf(user)}) in Net2`,
		value: {
			record,
			customFields: [...customFields]
				.filter(({ value }) => (value ?? '') !== '')
				.map(({ id, value }) => [id, value])
				.sort(([a], [b]) => Number(a) - Number(b)),
			department,
			levels: holding?.levels.map(({ id }) => id).sort((a, b) => a - b) ?? null,
			doors: holding?.doors ?? null,
			cards: cards?.map(({ value, isLost }) => `${value} ${String(isLost)}`).sort() ?? null,
		},
	};
}

function textOf({ text }: HrRow): Array<string | null> {
	return TEXT_COLUMNS.map((column) => text[column] ?? null);
}

function rowId(key: string): string {
	return `row ${key}`;
}

function rowLabel(key: string): string {
	return `the row of key ${key} in the list`;
}

function personId(key: string, id: number): string {
	return key === '' ? `user ${id}` : `user with key ${key}`;
}
