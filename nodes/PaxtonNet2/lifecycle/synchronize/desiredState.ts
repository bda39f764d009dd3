import { net2End } from '../../mapping/hrDates';
import { isPast } from '../../mapping/net2Dates';
import { readFields } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import type { AccessLevel, CustomField, Department } from '../../net2/model';
import { cardClaims } from '../cards/giveCards';
import type { GivenName } from '../identity';
import type { DesiredUser } from '../plan/desiredUser';
import { onlyOneLevel } from '../plan/planLevels';
import { siteFor, type Policy } from '../plan/policy';
import { explain } from '../result/resultBuilder';
import type { ReferenceData } from '../run/referenceData';
import { itemDates } from '../users/itemDates';
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
}

interface Known {
	reference: ReferenceData;
	map: FieldMap;
	customFields: CustomField[];
	policy: Policy;
}

/**
 * Resolves all lines. One that names what Net2 does not have becomes a problem of that line, unless it says that the
 * employee has left: then the end of access does not wait for the rest of the line (docs/safety-rules.md, rule 7).
 */
export async function desiredLines(
	{ rows, problems }: HrList,
	settings: Settings,
	known: Known,
): Promise<{ lines: DesiredLine[]; problems: RowProblem[] }> {
	const places = placeReader(rows, settings, known.reference);
	const lines: DesiredLine[] = [];
	const more: RowProblem[] = [...problems];
	const refuseShared = cardClaims(rows);
	for (const row of rows) {
		const given = givenName(row);
		try {
			const hasLeft = saysLeft(row, known.policy, settings);
			const unresolved: Net2Error[] = [];
			const rest = await resolveRow(row, settings, known, { places, refuseShared }).catch(
				(error: unknown) => {
					if (!hasLeft) throw error;
					unresolved.push(explain(error));
					return {};
				},
			);
			lines.push({
				row,
				given,
				hasLeft,
				desired: desiredOf(row, given, rest, unresolved, { hasLeft, known, settings }),
			});
		} catch (error) {
			const { index, key } = row;
			const name = [given.firstName, given.middleName, given.lastName].filter(Boolean).join(' ');
			more.push({ index, key, name, error: explain(error) });
		}
	}
	return { lines, problems: more.sort((a, b) => a.index - b.index) };
}

type Resolved = Pick<DesiredUser, 'fields' | 'department' | 'levels' | 'cards'>;

function desiredOf(
	{ key, text }: HrRow,
	given: GivenName,
	rest: Resolved,
	unresolved: Net2Error[],
	{
		hasLeft,
		known: { map, policy },
		settings,
	}: { hasLeft: boolean; known: Known; settings: Settings },
): DesiredUser {
	const { verifyName } = settings.options;
	const identity = {
		given,
		emailFieldId: text.email === undefined ? null : map.email(),
		...(verifyName !== undefined && { verifyName }),
	};
	const number = { value: key, fieldId: map.keyField };
	if (hasLeft)
		return { access: { change: 'disable', clearPin: false }, identity, number, unresolved };
	const { startDate, endDate } = text;
	const dates = itemDates(policy, { startDate, endDate }, settings.options.dateOrder);
	return {
		...rest,
		identity,
		number,
		access: { change: 'dates', listed: { reopen: settings.reopen }, ...dates },
	};
}

/** Whether the end date of a line has passed. Throws `badInput` where it cannot be read. */
function saysLeft({ text: { endDate } }: HrRow, policy: Policy, settings: Settings): boolean {
	const { end } = itemDates(policy, { endDate }, settings.options.dateOrder);
	if (end === undefined || end === 'never') return false;
	const site = siteFor(policy);
	return isPast(net2End(end, site), policy.now, site);
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
			if (found.length > 1 && severalLevels && (await reference.isLite())) throw onlyOneLevel();
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
