import { parseStart, type Site } from '../../mapping/dates';
import { readFields, type DesiredFields } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import type { AccessLevel, CustomField, Department } from '../../net2/model';
import type { ReferenceData } from '../run/referenceData';
import { askedEnd } from '../steps/endDate';
import { cardClaims } from '../cards/giveCards';
import { explain } from '../result/resultBuilder';
import { onlyOneLevel } from '../steps/lite';
import { fieldsOf, type FieldMap } from './fieldMap';
import type { HrList, HrRow, RowProblem } from './hrList';
import type { FieldValues, Settings } from './settings';

/** What a row asks for, with every name resolved in this Net2. Absent: keep. */
export interface Wish {
	row: HrRow;
	fields: FieldValues;
	desired: DesiredFields;
	department?: Department | undefined;
	levels?: AccessLevel[] | undefined;
	startDate?: string;
	endDate?: string;
}

/** Resolves all rows; one that names what Net2 does not have becomes a problem of that row (rule 4). */
export async function wishesOf(
	{ rows, problems }: HrList,
	settings: Settings,
	known: { reference: ReferenceData; map: FieldMap; customFields: CustomField[]; site: Site },
): Promise<{ wishes: Wish[]; problems: RowProblem[] }> {
	const { reference, map, customFields, site } = known;
	const departments = new Map<string, Promise<Department>>();
	const levels = new Map<string, Promise<AccessLevel[]>>();
	const isLite = rows.some(({ accessLevels }) => accessLevels.length > 1)
		? await reference.isLite()
		: false;

	const departmentOf = async ({ text, index }: HrRow) => {
		const name = text.department ?? '';
		if (name === '') return undefined;
		const found = await remembered(
			departments,
			name,
			async () => await reference.department(await settings.departmentOf(name, index)),
		);
		return found;
	};
	const levelsOf = async ({ accessLevels }: HrRow) => {
		if (accessLevels.length === 0) return undefined;
		const names = accessLevels.join('\n');
		const found = await remembered(
			levels,
			names,
			async () => await reference.levelsNamed(accessLevels),
		);
		if (found.length > 1 && isLite) throw onlyOneLevel();
		return found;
	};

	const wishes: Wish[] = [];
	const more: RowProblem[] = [...problems];
	const refuseShared = cardClaims(rows);
	for (const row of rows) {
		try {
			refuseShared(row);
			const fields = fieldsOf(row, map);
			const desired = readFields(fields, customFields, settings.options.emptyValues);
			const dates = datesOf(row, site);
			const department = await departmentOf(row);
			wishes.push({ row, fields, desired, department, levels: await levelsOf(row), ...dates });
		} catch (error) {
			const { index, key, text } = row;
			const name = [text.firstName, text.middleName, text.lastName].filter(Boolean).join(' ');
			more.push({ index, key, name, error: explain(error) });
		}
	}
	return { wishes, problems: more.sort((a, b) => a.index - b.index) };
}

/** The dates as written, once it is sure that they can be read. */
function datesOf({ text }: HrRow, site: Site): Pick<Wish, 'startDate' | 'endDate'> {
	const { startDate = '', endDate = '' } = text;
	const start = startDate === '' ? undefined : parseStart(startDate, site);
	const end = endDate === '' ? undefined : askedEnd(endDate, site);
	if (start !== undefined && typeof end === 'string' && end < start)
		throw new Net2Error(
			'badInput',
			`The end date ${endDate} is before the start date ${startDate}.`,
			'Correct the dates of this person in the list.',
		);
	return {
		...(start !== undefined && { startDate }),
		...(end !== undefined && { endDate }),
	};
}

/** AnyRequest once for each word of HR's, a refusal too: a thousand rows with one misspelt department cost one look. */
async function remembered<T>(
	known: Map<string, Promise<T>>,
	name: string,
	find: () => Promise<T>,
): Promise<T> {
	const found = known.get(name) ?? find();
	known.set(name, found);
	return await found;
}
