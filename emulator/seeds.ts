import { blankUser } from './blankUser';
import type { CustomFieldName } from './model';
import { World } from './world';

/** `small`, `hr`, or that many invented users. */
export type Seed = 'small' | 'hr' | number;

const SINCE = '2024-01-01T00:00:00';
const FIRST_NAMES = [
	'Anna',
	'Bram',
	'Chloé',
	'Dirk',
	'Eva',
	'Finn',
	'Grace',
	'Hugo',
	'Iris',
	'Jan',
];
const LAST_NAMES = ['Jansen', "O'Neill", 'de Vries', 'Müller', 'Smith', 'Żak', 'Peeters'];

/** Names and lengths as Net2 sets them up at first (docs/net2-api.md). */
const CUSTOM_FIELDS: Array<[name: string, maxLength: number]> = [
	['Address 1', 100],
	['Address 2', 100],
	['Town', 50],
	['County', 50],
	['Post code', 50],
	['Home telephone', 50],
	['Home fax', 50],
	['Mobile', 50],
	['Email', 50],
	['Position', 50],
	['Start date', 50],
	['Car registration', 50],
	['Notes', 0],
	['Personnel number', 50],
];

export function seedWorld(seed: Seed): World {
	const world = emptySite();
	if (seed === 'small') {
		addDepartments(world, ['Sales', 'Engineering', 'Terminated Employment', "Int'l Trade"]);
		addSmall(world);
		return world;
	}
	addDepartments(world, [
		'Sales',
		'Engineering',
		'Warehouse',
		'Finance',
		"Int'l Trade",
		'Terminated Employment',
	]);
	if (seed === 'hr') addLeaver(world);
	else addCrowd(world, seed);
	return world;
}

export function parseSeed(text: string): Seed {
	if (text === 'small' || text === 'hr') return text;
	const count = Number(text);
	if (Number.isSafeInteger(count) && count >= 0) return count;
	throw new Error(`Unknown seed '${text}': use small, hr or a number of users.`);
}

/** Three doors, each into an area of its own, and the levels that open them. */
function emptySite(): World {
	const world = new World();
	world.departments.set(0, { id: 0, name: 'None' });
	world.areas = [
		{ areaID: 1, name: 'Office' },
		{ areaID: 2, name: 'Warehouse' },
		{ areaID: 3, name: 'Server room' },
	];
	addLevel(world, 0, 'No access', []);
	addLevel(world, 1, 'All hours, all doors', [1, 2, 3]);
	addLevel(world, 2, 'Office hours', [1]);
	addLevel(world, 3, 'Warehouse', [2]);
	addLevel(world, 4, 'Server room', [3]);
	addDoor(world, 6000001, 'Front door', 1);
	addDoor(world, 6000002, 'Warehouse door', 2);
	addDoor(world, 6000003, 'Server room door', 3);
	world.customFieldNames = CUSTOM_FIELDS.map(
		([name, maxLength], index): CustomFieldName => ({ id: index + 1, name, type: 0, maxLength }),
	);
	return world;
}

function addDepartments(world: World, names: string[]): void {
	for (const name of names) {
		world.last.department += 1;
		world.departments.set(world.last.department, { id: world.last.department, name });
	}
}

function addLevel(world: World, id: number, name: string, areas: number[]): void {
	const detailRows = areas.map((areaID) => ({ areaID, timezoneID: id === 2 ? 2 : 1 }));
	world.levels.set(id, { id, name, detailRows });
	world.last.level = Math.max(world.last.level, id);
}

function addDoor(world: World, id: number, name: string, areaID: number): void {
	world.doors.set(id, {
		id,
		name,
		areaID,
		status: {
			intruderAlarmArmed: false,
			psuContactClosed: true,
			tamperContactClosed: true,
			doorContactClosed: true,
			alarmTripped: false,
			doorRelayOpen: false,
		},
	});
}

/** Four users who together have everything that an update must not lose. */
function addSmall(world: World): void {
	const ada = world.addUser({
		...blankUser(SINCE),
		firstName: 'Ada',
		lastName: 'Lovelace',
		telephone: '020 1111',
		customFields: [
			{ id: 9, value: 'ada@example.com' },
			{ id: 14, value: '00123' },
		],
		departmentId: 1,
		accessLevels: [1],
	});
	const grace = world.addUser({
		...blankUser(SINCE),
		firstName: 'Grace',
		middleName: 'Brewster',
		lastName: 'Hopper',
		pin: '0042',
		extension: '12',
		isAlarmUser: true,
		isLockdownExempt: true,
		customFields: [
			{ id: 10, value: 'Rear admiral' },
			{ id: 13, value: 'Keeps a nanosecond of wire.' },
			{ id: 14, value: '123' },
		],
		departmentId: 2,
		accessLevels: [2, 4],
		individualPermissions: [{ id: 6000002, timezoneId: 1 }],
	});
	world.addUser({
		...blankUser(SINCE),
		firstName: 'Miles',
		lastName: "O'Brien",
		expiryDate: '2024-06-30T00:00:00',
		customFields: [{ id: 14, value: '77001' }],
		departmentId: 4,
	});
	const lukasz = world.addUser({
		...blankUser(SINCE),
		firstName: 'Łukasz',
		lastName: 'Żółć',
		expiryDate: '2099-12-31T00:00:00',
		customFields: [{ id: 14, value: '200' }],
		accessLevels: [3],
	});
	const type = 'ProxCard';
	world.addCard({ userId: ada.id, tokenType: type, tokenValue: '10000001', isLost: false });
	world.addCard({ userId: grace.id, tokenType: 'Keyfob', tokenValue: '10000002', isLost: false });
	world.addCard({ userId: lukasz.id, tokenType: type, tokenValue: '10000004', isLost: true });
}

function addLeaver(world: World): void {
	const leaver = world.addUser({
		...blankUser(SINCE),
		firstName: 'Lena',
		lastName: 'Leaver',
		pin: '0815',
		customFields: [
			{ id: 9, value: 'lena.leaver@example.com' },
			{ id: 14, value: '90001' },
		],
		departmentId: 3,
		accessLevels: [2, 3],
		individualPermissions: [{ id: 6000003, timezoneId: 1 }],
	});
	world.addCard({
		userId: leaver.id,
		tokenType: 'ProxCard',
		tokenValue: '20000001',
		isLost: false,
	});
}

function addCrowd(world: World, count: number): void {
	for (let index = 1; index <= count; index += 1) {
		world.addUser({
			...blankUser(SINCE),
			firstName: FIRST_NAMES[index % FIRST_NAMES.length] ?? null,
			lastName: `${LAST_NAMES[index % LAST_NAMES.length] ?? ''} ${index}`,
			customFields: [{ id: 14, value: String(100_000 + index) }],
			departmentId: 1 + (index % 5),
			accessLevels: [1 + (index % 4)],
		});
	}
}
