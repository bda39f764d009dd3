import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { setUp } from '../actions/setUp';
import type { NodeResult, RunNodeOptions } from '../engine';

/** Text in HR data that would run where it is shown, if a page did not escape it. */
export const EVIL = {
	person: '<img src=x onerror=alert(1)>',
	department: '</title></style><script>alert(2)</script>',
	level: '"><svg onload=alert(3)>',
	title: "<a href='javascript:alert(4)'>x</a>",
	reason: '<iframe srcdoc="<script>alert(5)</script>">',
	key: "'><body onload=alert(6)>",
};

export const SYNCHRONIZE: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	missing: 'report',
	options: { report: 'html' },
};

type Net2 = Awaited<ReturnType<typeof setUp>>;

/** An emulator with 60 users, and a department and a level whose names contain markup. */
export async function site(): Promise<Net2> {
	const net2 = await setUp({ seed: 60 });
	const { departments, levels } = net2.emulator.world;
	departments.set(66, { id: 66, name: EVIL.department });
	levels.set(66, { id: 66, name: EVIL.level, detailRows: [] });
	return net2;
}

/** All users as they are, with a few changes of each kind. */
export function hrList({ emulator }: Net2): IDataObject[] {
	const rows: IDataObject[] = emulator.state().users.map((person) => ({
		key: keyOf(person),
		firstName: person.firstName,
		lastName: person.lastName,
		department: person.department,
		accessLevels: emulator.world.levels.get(person.accessLevels[0] ?? 0)?.name ?? '',
	}));
	const change = (place: number, what: IDataObject) => Object.assign(rows[place] ?? {}, what);
	change(2, { endDate: '2098-11-30' });
	change(4, { endDate: '2024-02-29' });
	change(6, { department: 'Finance', title: 'Controller', accessLevels: 'Office hours' });
	change(8, { department: EVIL.department, title: EVIL.title });
	change(10, { phone: '+31 20 555 0142' });
	change(12, { accessLevels: `Server room, ${EVIL.level}` });
	change(14, { lastName: EVIL.person });
	change(16, { department: EVIL.reason });
	change(18, { startDate: '01/02/2026' });
	rows.splice(20, 2);
	rows.push(
		{
			key: '200001',
			firstName: 'Siobhán',
			lastName: "O'Brien-Walsh",
			department: 'Sales',
			title: 'Account manager',
			startDate: '2099-01-05',
			accessLevels: 'Office hours, Warehouse',
		},
		{ key: '200002', firstName: 'محمد', lastName: 'الأحمد', department: 'Engineering' },
		{ key: '200003', firstName: EVIL.person, lastName: EVIL.person, accessLevels: EVIL.level },
		{ key: EVIL.key, firstName: 'Bobby', lastName: 'Tables', email: EVIL.reason.slice(0, 40) },
	);
	return rows;
}

/** A site, and a list of all its users. So many lines of it differ in turn: ends, moves, levels, names, new employees. */
export async function siteWithDifferences(
	count: number,
): Promise<{ net2: Net2; rows: IDataObject[] }> {
	const net2 = await setUp({ seed: Math.max(10, count) });
	const { departments } = net2.emulator.world;
	departments.set(66, { id: 66, name: EVIL.department });
	const rows: IDataObject[] = net2.emulator.state().users.map((person) => ({
		key: keyOf(person),
		firstName: person.firstName,
		lastName: person.lastName,
		department: person.department,
	}));
	const joiner = (n: number) => ({
		key: `2000${n}`,
		firstName: 'Siobhán',
		lastName: n % 12 === 2 ? "O'Brien-Walsh" : EVIL.person,
		department: 'Sales',
		startDate: '2099-01-05',
		accessLevels: 'Office hours, Server room',
	});
	for (let n = 0; n < count; n += 1) {
		const kinds = [
			{ endDate: '2098-11-30' },
			{ department: 'Finance', title: 'Controller', accessLevels: 'Office hours' },
			joiner(n),
			{ endDate: '2024-02-29' },
			{ phone: `+31 20 555 ${n}` },
			{ department: EVIL.department, title: EVIL.title },
		];
		rows[n] = { ...rows[n], ...kinds[n % kinds.length] };
	}
	return { net2, rows };
}

function keyOf({ customFields }: { customFields: Array<{ id: number; value: string | null }> }) {
	return customFields.find(({ id }) => id === 14)?.value ?? '';
}

/** Runs the list against the emulator, with a report. */
export async function synchronized(
	net2: Net2,
	parameters: INodeParameters = {},
	options: RunNodeOptions = {},
): Promise<NodeResult> {
	return await net2.run({ ...SYNCHRONIZE, ...parameters }, hrList(net2), {
		onError: 'continueErrorOutput',
		...options,
	});
}

/** The report on an item. */
export function pageOn(item: INodeExecutionData | undefined): string {
	return fileOn(item, 'report');
}

/** The text of a file on an item, by its binary property. */
export function fileOn(item: INodeExecutionData | undefined, property: string): string {
	const file = item?.binary?.[property];
	if (file === undefined) throw new Error(`There is no file ${property} on this item.`);
	return Buffer.from(file.data, 'base64').toString('utf8');
}
