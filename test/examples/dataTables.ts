import type {
	DataTable,
	DataTableFilter,
	DataTableProxyProvider,
	DataTableRow,
	DataTableRowReturn,
	IDataTableProjectAggregateService,
	IDataTableProjectService,
} from 'n8n-workflow';

interface Table {
	about: DataTable;
	rows: DataTableRowReturn[];
}

function notProvided(): never {
	throw new Error('No shipped workflow does this with a data table');
}

/**
 * n8n's data tables, kept in memory: what the shipped workflows use of them. The real ones are part of n8n's server; that
 * the workflows run on those is for test/e2e to show.
 */
export class DataTables implements DataTableProxyProvider {
	private readonly tables: Table[] = [];

	/** Rows of a table by its name, oldest first, without what n8n adds to them. */
	rows(name: string): DataTableRow[] {
		const table = this.tables.find(({ about }) => about.name === name);
		return (table?.rows ?? []).map(({ id, createdAt, updatedAt, ...row }) => row);
	}

	/** As if a row had been written so long ago. */
	age(name: string, hours: number): void {
		const table = this.tables.find(({ about }) => about.name === name);
		for (const row of table?.rows ?? []) row.createdAt = new Date(Date.now() - hours * 3_600_000);
	}

	async getDataTableAggregateProxy(): Promise<IDataTableProjectAggregateService> {
		return {
			getProjectId: () => 'project',
			createDataTable: async ({ name, columns }) => {
				const now = new Date();
				const id = String(this.tables.length + 1);
				const about: DataTable = {
					id,
					name,
					columns: columns.map((column, index) => ({
						index,
						...column,
						id: `${id}/${index}`,
						dataTableId: id,
					})),
					createdAt: now,
					updatedAt: now,
					projectId: 'project',
				};
				this.tables.push({ about, rows: [] });
				return about;
			},
			// n8n's own search is by a part of the name, whatever its case.
			getManyAndCount: async ({ filter }) => {
				const part = String(filter?.['name'] ?? '').toLowerCase();
				const data = this.tables
					.map(({ about }) => about)
					.filter(({ name }) => name.toLowerCase().includes(part));
				return { count: data.length, data };
			},
			deleteDataTableAll: notProvided,
		};
	}

	async getDataTableProxy(
		_workflow: unknown,
		_node: unknown,
		dataTableId: string,
	): Promise<IDataTableProjectService> {
		const table = this.tables.find(({ about }) => about.id === dataTableId);
		if (table === undefined) throw new Error(`No data table ${dataTableId}`);
		const proxy: IDataTableProjectService = {
			getColumns: async () => table.about.columns,
			getManyRowsAndCount: async ({ filter, sortBy, skip = 0, take }) => {
				const found = table.rows.filter((row) => matches(row, filter));
				if (sortBy) found.sort((a, b) => order(a, b, sortBy[0]) * (sortBy[1] === 'ASC' ? 1 : -1));
				return { count: found.length, data: found.slice(skip, take && skip + take) };
			},
			insertRows: notProvided,
			updateDataTable: notProvided,
			deleteDataTable: notProvided,
			addColumn: notProvided,
			moveColumn: notProvided,
			deleteColumn: notProvided,
			updateRows: notProvided,
			upsertRow: notProvided,
			deleteRows: notProvided,
			clearRows: notProvided,
		};
		// Its type depends on what is requested. The workflows always request the rows.
		return Object.assign(proxy, {
			insertRows: async (rows: DataTableRow[]) => insert(table, rows),
		});
	}
}

function insert({ about, rows }: Table, given: DataTableRow[]): DataTableRowReturn[] {
	return given.map((values) => {
		const unknown = Object.keys(values).find(
			(key) => !about.columns.some(({ name }) => name === key),
		);
		if (unknown !== undefined) throw new Error(`unknown column name '${unknown}'`);
		const blank = Object.fromEntries(about.columns.map(({ name }) => [name, null]));
		// Rows of one moment keep their order, as they do by n8n's time stamps of milliseconds and ids.
		const at = new Date(Math.max(Date.now(), (rows.at(-1)?.createdAt.getTime() ?? 0) + 1));
		const row = { ...blank, ...values, id: rows.length + 1, createdAt: at, updatedAt: at };
		rows.push(row);
		return row;
	});
}

function matches(row: DataTableRowReturn, filter: DataTableFilter | undefined): boolean {
	return (filter?.filters ?? []).every(({ columnName, condition, value }) => {
		if (condition !== 'eq') throw new Error(`No shipped workflow asks for ${condition}`);
		return row[columnName] === value;
	});
}

function order(a: DataTableRowReturn, b: DataTableRowReturn, column: string): number {
	return Number(a[column]) - Number(b[column]);
}
