import type { DepartmentRef } from '../lifecycle/run/request';
import {
	DEFAULT_FROM,
	DEFAULT_LEVEL,
	DEFAULT_TO,
	exclusiveLevels,
	levelsOfContract,
	lookUp,
	parseTable,
	tableFromFile,
	tableFromRows,
	type Row,
} from '../mapping/table';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { Item } from './item';
import { choiceOf, isRecord, jsonIn, textOf } from './values';

/** Finds the department for HR's word in the mapping table of an item. */
export async function departmentByTable(item: Item): Promise<(hrName: string) => DepartmentRef> {
	const given = item.value('mapping');
	const settings = isRecord(given) ? given : {};
	const rows = await tableOf(item, settings);
	const fromColumn = textOf(settings['fromColumn'], 'Column With HR Name') ?? DEFAULT_FROM;
	const toColumn = textOf(settings['toColumn'], 'Column With Net2 Name') ?? DEFAULT_TO;
	return (value) => ({ by: 'name', name: lookUp(rows, { fromColumn, toColumn, value }) });
}

/**
 * The levels that the table gives for one contract, `!name` for an exception, and those that exclude all others. A
 * blank value means that no contract is left, and gives no levels. A column that the item does not have is an error.
 * A wrong name in the expression would remove the levels of all users.
 */
export async function levelsByRule(item: Item): Promise<{ levels: string[]; exclusive: string[] }> {
	const given = item.value('mapping');
	const settings = isRecord(given) ? given : {};
	const columns = {
		fromColumn: textOf(settings['fromColumn'], 'Column With HR Name') ?? DEFAULT_FROM,
		levelColumn: textOf(settings['levelColumn'], 'Column With Access Level') ?? DEFAULT_LEVEL,
	};
	const rows = await tableOf(item, settings);
	const contract = levelsOfContract(rows, { ...columns, value: hrValueOf(item) });
	// Without a contract the levels by rules go, whatever else the table says.
	if (!contract.hasContract) return { levels: [], exclusive: [] };
	return { levels: contract.levels, exclusive: exclusiveLevels(rows, columns) };
}

function hrValueOf(item: Item): string | null {
	const value = item.value('hrDepartment');
	if (value === undefined) throw item.empty('HR Value');
	return textOf(value, 'HR Value') ?? null;
}

async function tableOf(item: Item, settings: Record<string, unknown>): Promise<Row[]> {
	switch (choiceOf(settings['source'], 'Source', ['rows', 'csvText', 'binary'])) {
		case 'csvText':
			return await csvTable(item, textOf(settings['csvText'], 'CSV Text') ?? '');
		case 'binary':
			return await tableInBinary(
				item,
				textOf(settings['binaryProperty'], 'Input Data Field Name') ?? 'data',
			);
		default:
			return tableFromRows(rowsOf(settings['rows']));
	}
}

async function csvTable(item: Item, text: string): Promise<Row[]> {
	return await item.table(`csv ${text}`, async () => parseTable(text));
}

function rowsOf(value: unknown): unknown[] {
	const parsed = typeof value === 'string' ? jsonIn(value) : value;
	if (Array.isArray(parsed)) return parsed;
	throw failure(parameterMessages.rowsNotList);
}

/** The table may come with each item or, because all items share it, with the first alone. */
async function tableInBinary(item: Item, property: string): Promise<Row[]> {
	const { context } = item;
	const input = context.getInputData();
	const holder = [item.index, 0].find((index) => input[index]?.binary?.[property] !== undefined);
	if (holder === undefined) throw failure(parameterMessages.noTableFile, { field: property });
	const file = input[holder]?.binary?.[property];
	const name = `binary ${file?.id ?? `${holder} ${property}`}`;
	return await item.table(name, async () => {
		const buffer = await context.helpers.getBinaryDataBuffer(holder, property);
		return tableFromFile(buffer);
	});
}
