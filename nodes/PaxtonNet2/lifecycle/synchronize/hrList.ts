import { bareCard } from '../../mapping/cardNumber';
import { normalKey } from '../../mapping/text';
import { isEmpty } from '../../mapping/values';
import { Net2Error } from '../../net2/errors';
import { explain } from '../result/resultBuilder';
import type { CardToHave } from '../run/request';
import { TEXT_COLUMNS, type Texts } from './columns';
import { refuseShifted } from './shiftedColumns';

/** One person as HR has them. */
export interface HrRow {
	/** The place in the input. */
	index: number;
	key: string;
	text: Texts;
	/** Names; empty: nothing is said of levels. */
	accessLevels: string[];
	/** Empty: nothing is said of cards. */
	cards: CardToHave[];
	/** The HR event that asks for it; it is no part of what the row says. */
	eventId?: string;
}

/** A row that says nothing that could be carried out. Whom it names still counts as being on the list. */
export interface RowProblem {
	index: number;
	key: string | null;
	/** As written, for telling whom it may be about. */
	name: string;
	error: Net2Error;
}

export interface HrList {
	/** Rows with a key of their own, the ones with problems too. */
	size: number;
	rows: HrRow[];
	problems: RowProblem[];
}

/** An input item: where it stands, and what it holds. */
export interface Source {
	index: number;
	json: unknown;
}

/** Reads the access levels of a cell: a list, or text in which commas stand between names. */
export type LevelReader = (cell: unknown) => string[];
/** Reads the cards of a cell likewise; what it throws repeats no number. */
export type CardReader = (cell: unknown) => CardToHave[];

/**
 * Reads the HR list. Nothing in it is guessed: a row without a key, with columns shifted, or one of several that
 * say different things for one key is a problem of that row, and counts to a brake (design 8). Equal rows are one.
 * Rows with nothing in them, as n8n makes them of an empty file, are no rows.
 */
export function parseHrList(
	sources: Source[],
	levelsOf: LevelReader,
	cardsOf: CardReader = () => [],
): HrList {
	const problems: RowProblem[] = [];
	const byKey = new Map<string, HrRow[]>();
	const keys = new Set<string>();
	for (const { index, json } of sources) {
		const cells = cellsOf(json);
		if ([...cells.values()].every(isBlank)) continue;
		let key: string | null = null;
		try {
			key = normalKey(cells.get('key') ?? '');
			keys.add(key);
			const row = rowOf(index, key, cells, levelsOf, cardsOf);
			byKey.set(key, [...(byKey.get(key) ?? []), row]);
		} catch (error) {
			problems.push({ index, key, name: nameIn(cells), error: explain(error) });
		}
	}
	const rows: HrRow[] = [];
	for (const [key, found] of byKey) {
		const [first] = found;
		if (first === undefined) continue;
		if (new Set(found.map(said)).size === 1) rows.push(first);
		else problems.push(...found.map((row) => contradiction(key, row, found)));
	}
	problems.sort((a, b) => a.index - b.index);
	return { size: keys.size, rows, problems };
}

function rowOf(
	index: number,
	key: string,
	cells: Map<string, unknown>,
	levelsOf: LevelReader,
	cardsOf: CardReader,
): HrRow {
	const text: Texts = {};
	for (const column of TEXT_COLUMNS) {
		const folded = column.toLowerCase();
		if (cells.has(folded)) text[column] = textIn(column, cells.get(folded));
	}
	refuseShifted(key, text);
	const eventId = textIn('eventId', cells.get('eventid'));
	return {
		index,
		key,
		text,
		accessLevels: levelsOf(cells.get('accesslevels')),
		cards: cardsOf(cells.get('cards')),
		...(eventId !== '' && { eventId }),
	};
}

/** By column in lower case. A map, so that a column named `__proto__` or `constructor` is just a column. */
function cellsOf(json: unknown): Map<string, unknown> {
	const cells = new Map<string, unknown>();
	if (typeof json !== 'object' || json === null) return cells;
	for (const [column, value] of Object.entries(json)) {
		const folded = column.trim().toLowerCase();
		if (!cells.has(folded)) cells.set(folded, value);
	}
	return cells;
}

function isBlank(value: unknown): boolean {
	return isEmpty(value) || (Array.isArray(value) && value.length === 0);
}

function textIn(column: string, value: unknown): string {
	if (isEmpty(value)) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	throw new Net2Error(
		'badInput',
		`The column "${column}" holds something that is no text.`,
		'Write each value as text.',
	);
}

function nameIn(cells: Map<string, unknown>): string {
	return ['firstname', 'middlename', 'lastname']
		.map((column) => cells.get(column))
		.filter((value) => typeof value === 'string')
		.map((value) => value.trim())
		.filter((value) => value !== '')
		.join(' ');
}

/** What a row says, whatever its place and the order of its levels and cards. */
export function said({ key, text, accessLevels, cards }: HrRow): string {
	const texts = TEXT_COLUMNS.map((column) => text[column] ?? null);
	const cardsHeld = cards.map(({ tokenType, value }) => `${tokenType} ${bareCard(value)}`);
	return JSON.stringify([key, texts, [...accessLevels].sort(), cardsHeld.sort()]);
}

function contradiction(key: string, row: HrRow, all: HrRow[]): RowProblem {
	const { index, text } = row;
	const places = all.map((one) => one.index).join(', ');
	const name = [text.firstName, text.middleName, text.lastName].filter(Boolean).join(' ');
	return {
		index,
		key,
		name,
		error: new Net2Error(
			'duplicateKey',
			`Rows ${places} of the list say different things for the key "${key}".`,
			'Leave one row per person in the list; none of them was carried out.',
		),
	};
}
