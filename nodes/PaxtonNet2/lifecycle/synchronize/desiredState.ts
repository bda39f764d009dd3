import { isDated } from '../../mapping/hrDates';
import { readFields } from '../../mapping/fields';
import { accessMessages } from '../../messages/access';
import { failure } from '../../net2/errors';
import { forEachInTurns } from '../../net2/eventLoop';
import type { AccessLevel, CustomField, Department } from '../../net2/model';
import { cardClaims } from '../cards/giveCards';
import type { GivenName } from '../identity';
import type { DesiredUser } from '../plan/desiredUser';
import { explain } from '../result/resultBuilder';
import type { ReferenceData } from '../run/referenceData';
import { fieldsOf, type FieldMap } from './fieldMap';
import type { HrList, HrRow, RowProblem } from './hrList';
import type { Settings } from './settings';

/** What a line wants for its employee, with every name resolved in this Net2. */
export interface DesiredLine {
	row: HrRow;
	desired: DesiredUser;
	given: GivenName;
	/** HR says that the employee has left. */
	hasLeft: boolean;
	/** What the reader of the result should know. */
	warnings: string[];
}

interface Known {
	reference: ReferenceData;
	map: FieldMap;
	customFields: CustomField[];
}

/**
 * Resolves all lines. If one names what Net2 does not have, it becomes a problem of that line. For a leaver only the
 * end of access matters. So nothing else is resolved, and nothing else can delay it (docs/safety-rules.md, rule 7).
 */
export async function desiredLines(
	{ rows, problems }: HrList,
	settings: Settings,
	known: Known,
): Promise<{ lines: DesiredLine[]; problems: RowProblem[] }> {
	const places = placeReader(rows, settings, known.reference);
	const lines: DesiredLine[] = [];
	const more: RowProblem[] = [...problems];
	const refuseShared = cardClaims(rows.filter(({ hasLeft }) => !hasLeft));
	await forEachInTurns(rows, async (row) => {
		const given = givenName(row);
		const { hasLeft, warnings } = row;
		try {
			const rest = hasLeft ? {} : await resolveRow(row, settings, known, { places, refuseShared });
			const desired = desiredOf(row, given, rest, { known, settings });
			lines.push({ row, given, hasLeft, warnings, desired });
		} catch (error) {
			const { index, key } = row;
			const name = [given.firstName, given.middleName, given.lastName].filter(Boolean).join(' ');
			more.push({ index, key, name, error: explain(error) });
		}
	});
	return { lines, problems: more.sort((a, b) => a.index - b.index) };
}

type Resolved = Pick<DesiredUser, 'fields' | 'department' | 'levels' | 'cards'>;

function desiredOf(
	{ key, text, start, end, hasLeft }: HrRow,
	given: GivenName,
	rest: Resolved,
	{ known: { map }, settings }: { known: Known; settings: Settings },
): DesiredUser {
	const { verifyName } = settings.options;
	const identity = {
		given,
		emailFieldId: text.email === undefined || map.numberIsEmail ? null : map.email(),
		...(verifyName !== undefined && { verifyName }),
	};
	const number = { value: key, fieldId: map.keyField };
	if (hasLeft) {
		const leave = isDated(end) ? { end } : {};
		return { access: { change: 'disable', clearPin: false, ...leave }, identity, number };
	}
	return {
		...rest,
		identity,
		number,
		access: {
			change: 'dates',
			listed: { reopen: settings.reopen },
			...(isDated(start) && { start }),
			...(isDated(end) && { end }),
			...('never' in end && { end: 'never' as const }),
		},
	};
}

function givenName({ text }: HrRow): GivenName {
	const { firstName, middleName, lastName, email } = text;
	return {
		...(firstName !== undefined && { firstName }),
		...(middleName !== undefined && { middleName }),
		...(lastName !== undefined && { lastName }),
		...(email !== undefined && { email }),
	};
}

async function resolveRow(
	row: HrRow,
	settings: Settings,
	{ map, customFields }: Known,
	{ places, refuseShared }: { places: PlaceReader; refuseShared: (row: HrRow) => void },
): Promise<Resolved> {
	refuseShared(row);
	const fields = readFields(fieldsOf(row, map), customFields, settings.options.emptyValues);
	const department = await places.department(row);
	const levels = await places.levels(row);
	return {
		fields,
		...(department !== undefined && { department }),
		...(levels !== undefined && { levels: { mode: 'exactly', levels } }),
		...(row.cards.length > 0 && { cards: { mode: 'add', cards: row.cards } }),
	};
}

interface PlaceReader {
	department(row: HrRow): Promise<Department | undefined>;
	levels(row: HrRow): Promise<AccessLevel[] | undefined>;
}

/** Resolves each word of HR once, a refusal too: a thousand lines with one misspelt department cost one look-up. */
function placeReader(rows: HrRow[], settings: Settings, reference: ReferenceData): PlaceReader {
	const departments = new Map<string, Promise<Department>>();
	const levels = new Map<string, Promise<AccessLevel[]>>();
	const severalLevels = rows.some(({ accessLevels }) => accessLevels.length > 1);
	return {
		async department({ text, index }) {
			const name = text.department ?? '';
			if (name === '') return undefined;
			return await remembered(
				departments,
				name,
				async () => await reference.department(await settings.departmentOf(name, index)),
			);
		},
		async levels({ accessLevels }) {
			if (accessLevels.length === 0) return undefined;
			const names = accessLevels.join('\n');
			const found = await remembered(
				levels,
				names,
				async () => await reference.levelsNamed(accessLevels),
			);
			if (found.length > 1 && severalLevels && (await reference.isLite()))
				throw failure(accessMessages.secondLevelOnLite);
			return found;
		},
	};
}

async function remembered<T>(
	known: Map<string, Promise<T>>,
	name: string,
	find: () => Promise<T>,
): Promise<T> {
	const found = known.get(name) ?? find();
	known.set(name, found);
	return await found;
}
