import { doorIdOf, type DoorRef } from '../lifecycle/doors';
import type { DepartmentRef } from '../lifecycle/run/request';
import { COLUMN_LABELS, meaningOfHeader, type HrColumn } from '../mapping/hrSynonyms';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import { isRecord, textOf } from './values';

/** A resource locator as n8n hands it over. An expression for the whole locator gives plain text. */
interface Locator {
	mode: string | undefined;
	/** Absent if empty. */
	text: string | undefined;
}

/**
 * Reads a locator. A mode that the node does not have is refused, so that its value is not taken for something else.
 *
 * @param modes the modes with the labels that the editor shows
 */
export function readLocator(
	value: unknown,
	label: string,
	modes: Readonly<Record<string, string>>,
): Locator {
	if (!isRecord(value)) return { mode: undefined, text: textOf(value, label)?.trim() };
	const { mode } = value;
	if (typeof mode !== 'string' || !Object.hasOwn(modes, mode))
		throw failure(parameterMessages.unknownMode, {
			label,
			mode: String(mode),
			modes: Object.values(modes)
				.map((name) => `'${name}'`)
				.join(', '),
		});
	return { mode, text: textOf(value['value'], label)?.trim() };
}

const EXPRESSION = /^=?\s*\{\{([^{}]*)\}\}\s*$/;
/** `$json.staffNo`, `$json["Staff no"]` or `$('HR').item.json.x`. */
const COLUMN = /json(?:\.([\p{L}\p{N}_$]+)|\[["']([^"'\]]+)["']\])$/u;

/** The column that an expression takes as it is; undefined for other text. */
function columnIn(stored: unknown): string | undefined {
	const inside = EXPRESSION.exec(String(stored))?.[1]?.trim() ?? '';
	const found = COLUMN.exec(inside);
	return found?.[1] ?? found?.[2];
}

/**
 * Refuses a column of HR data as a Net2 ID. If a column is dropped on a locator in the mode Net2 ID, n8n keeps that
 * mode. A personnel number would then be the ID of another user.
 *
 * @param means what the column would be, by its usual names
 */
export function refuseHrColumn(
	stored: unknown,
	label: string,
	means: HrColumn,
	mode: string,
): void {
	if (!isRecord(stored) || stored['mode'] !== 'net2Id') return;
	const column = columnIn(stored['value']);
	if (column === undefined || meaningOfHeader(column) !== means) return;
	throw failure(parameterMessages.hrColumnAsId, {
		label,
		column,
		meaning: COLUMN_LABELS[means],
		mode,
	});
}

/** The modes for departments and doors. */
export const NAME_MODES = { name: 'Name', list: 'From List', net2Id: 'Net2 ID' } as const;

/** A department; undefined if the locator is empty. Plain text is a name. */
export function readDepartment(locator: unknown, label: string): DepartmentRef | undefined {
	const { mode, text } = readLocator(locator, label, NAME_MODES);
	if (text === undefined) return undefined;
	if (mode === 'net2Id') return { by: 'id', id: text };
	// The list offers names. It offers ids only if a name would not be unique (methods/listSearch).
	const id = mode === 'list' ? /^id:(\d+)$/.exec(text)?.[1] : undefined;
	return id === undefined ? { by: 'name', name: text } : { by: 'id', id };
}

/** A door; undefined if the locator is empty. An id that cannot be one (0, "undefined") is refused at once. */
export function readDoor(locator: unknown): DoorRef | undefined {
	const { mode, text } = readLocator(locator, 'Door', NAME_MODES);
	if (text === undefined) return undefined;
	return mode === 'list' || mode === 'net2Id'
		? { by: 'id', id: doorIdOf(text) }
		: { by: 'name', name: text };
}
