/** The views of docs/net2-api.md, with the columns named there and no others. */

export type ColumnKind = 'text' | 'number' | 'bit' | 'date';
export interface Column {
	name: string;
	kind: ColumnKind;
}
export interface View {
	name: string;
	columns: Column[];
}

function columns(kind: ColumnKind, ...names: string[]): Column[] {
	return names.map((name) => ({ name, kind }));
}

const fields = [
	'Field1_100',
	'Field2_100',
	'Field3_50',
	'Field4_50',
	'Field5_50',
	'Field6_60',
	'Field7_60',
	'Field8_50',
	'Field9_50',
	'Field10_50',
	'Field11_50',
	'Field12_50',
	'Field13_Memo',
	'Field14_50',
];

const users: Column[] = [
	...columns('number', 'UserID'),
	...columns('text', 'UserGUID', 'Username', 'FirstName', 'MiddleName', 'Surname'),
	...columns('date', 'ActivateDate', 'ExpiryDate'),
	...columns('text', 'PIN'),
	...columns('bit', 'Active'),
	...columns('number', 'DepartmentID'),
	...columns('text', 'AccessLevelName', 'LastKnownLocation'),
	...columns('date', 'LastAccessTime'),
	...columns('text', ...fields),
];

const events: Column[] = [
	...columns('number', 'EventID', 'UserID'),
	...columns('date', 'EventTime'),
	...columns('number', 'EventType', 'EventSubType'),
	...columns('text', 'EventTypeDescription', 'EventSubTypeDescription', 'EventDetails'),
	...columns('text', 'FirstName', 'MiddleName', 'Surname'),
	...columns('number', 'CardNo'),
	...columns('text', 'DeviceName'),
	...columns('number', 'Address'),
];

function definition(column: Column): string {
	return `${column.name} ${column.kind === 'number' || column.kind === 'bit' ? 'INTEGER' : 'TEXT'}`;
}

/** How the tables behind the views are made, in the order in which rows are written. */
export const userColumns = users.map(definition);
export const eventColumns = events.map(definition);

const views: View[] = [
	{ name: 'UsersEx', columns: [...users, { name: 'DepartmentName', kind: 'text' }] },
	{
		name: 'Departments',
		columns: [...columns('number', 'DepartmentID'), ...columns('text', 'DepartmentName')],
	},
	{
		name: 'Cards',
		columns: [...columns('number', 'CardNumber', 'UserID'), ...columns('bit', 'LostCard')],
	},
	{
		name: 'EventsEx',
		columns: [
			...columns('number', 'UserID'),
			...columns('date', 'EventTime'),
			...columns('text', 'EventTypeDescription', 'EventSubTypeDescription'),
		],
	},
	{ name: 'devices', columns: columns('number', 'Address', 'StatusFlag') },
];

/** Finds a view by its name in any case, with or without the schema `sdk`. */
export function findView(name: string): View | undefined {
	return views.find((view) => view.name.toLowerCase() === name.toLowerCase());
}

/** What the `where` of `GET /events` may name (docs/net2-api.md). */
export const eventListView: View = {
	name: 'EventList',
	columns: [...events, { name: 'EventDescription', kind: 'text' }],
};
