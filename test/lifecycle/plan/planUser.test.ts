import { expect, test } from 'vitest';
import { deriveMarkerKey } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import type { CurrentUser } from '../../../nodes/PaxtonNet2/lifecycle/plan/currentUser';
import type { DesiredUser } from '../../../nodes/PaxtonNet2/lifecycle/plan/desiredUser';
import { planUser } from '../../../nodes/PaxtonNet2/lifecycle/plan/planUser';
import type { Policy } from '../../../nodes/PaxtonNet2/lifecycle/plan/policy';

const STAFF = { id: 1, name: 'Staff' };
const OFFICE = { id: 2, name: 'Office' };
const LEAVERS = { id: 9, name: 'Terminated Employment' };
const DAY = { id: 4, name: 'Day' };
const LAB = { id: 5, name: 'Laboratory' };
const NUMBER = 14;

const policy: Policy = {
	now: Date.UTC(2026, 10, 30, 12),
	serverNow: Date.UTC(2026, 10, 30, 12),
	siteZone: 'Europe/Amsterdam',
	workflowZone: 'UTC',
	levels: [DAY, LAB],
	departments: [STAFF, OFFICE, LEAVERS],
	leaverDepartment: LEAVERS,
	markerField: { id: 9, name: 'Notes', maxLength: 0 },
	markerKey: deriveMarkerKey('a test'),
	isLite: false,
	mayEnable: 'any',
	source: 'operation',
};

const fields = (firstName: string, telephone: string): NonNullable<DesiredUser['fields']> => ({
	text: { firstName, lastName: 'Lovelace', telephone },
	flags: {},
	custom: new Map([[NUMBER, '00123']]),
});

const staff: CurrentUser = {
	record: {
		id: 7,
		firstName: 'Ada',
		middleName: null,
		lastName: 'Lovelace',
		activateDate: '2020-01-01T00:00:00',
		expiryDate: null,
		pin: '4711',
		telephone: '0201',
		extension: null,
		fax: null,
		customFields: [
			{ id: 9, value: '' },
			{ id: NUMBER, value: '00123' },
		],
	},
	department: STAFF,
	permissions: { accessLevels: [DAY.id], individualPermissions: [] },
	cards: [{ id: 1, tokenType: 'Card', tokenValue: '10000001', isLost: false }],
};

const leaves: DesiredUser = {
	access: { change: 'disable', clearPin: true },
	levels: { mode: 'removeAll' },
	cards: { mode: 'allLost' },
	fields: fields('Ada', '0299'),
};

/** The user after the plan of the leaver: what the node left behind for a re-hire. */
const left = afterLeave(staff);
function afterLeave(before: CurrentUser): CurrentUser {
	const [ending] = planUser(before, leaves, policy).operations;
	if (ending?.type !== 'writeRecord') throw new Error('The End Date does not come first.');
	const [note] = ending.set.customFields ?? [];
	if (note === undefined) throw new Error('Nothing is stored for a re-hire.');
	const customFields = before.record.customFields.map((one) => (one.id === note.id ? note : one));
	return {
		record: { ...before.record, ...ending.set, customFields },
		department: LEAVERS,
		permissions: { accessLevels: [], individualPermissions: [] },
		cards: [],
	};
}

const card = { tokenType: 'Card', value: '20000002' };
const table: Array<{
	who: string;
	current: CurrentUser | null;
	desired: DesiredUser;
	order: string[];
	outcome: string;
}> = [
	{
		who: 'a joiner, whose cards and access levels come last',
		current: null,
		desired: {
			number: { value: '00123', fieldId: NUMBER },
			fields: fields('Ada', '0201'),
			department: STAFF,
			levels: { mode: 'exactly', levels: [DAY] },
			cards: { mode: 'add', cards: [card] },
			access: { change: 'enable', startNow: true, restore: false },
		},
		order: ['createUser', 'setDepartment', 'addCard', 'setPermissions'],
		outcome: 'created',
	},
	{
		who: 'a mover, whose earlier End Date comes before anything that is given',
		current: staff,
		desired: {
			fields: fields('Ada', '0202'),
			department: OFFICE,
			levels: { mode: 'exactly', levels: [LAB] },
			cards: { mode: 'add', cards: [card] },
			access: { change: 'dates', end: { day: '2027-01-31' } },
		},
		order: ['writeRecord', 'setDepartment', 'setPermissions', 'addCard'],
		outcome: 'updated',
	},
	{
		who: 'a leaver, whose End Date comes first and other fields last',
		current: staff,
		desired: leaves,
		order: ['writeRecord', 'setDepartment', 'setPermissions', 'setCardLost', 'writeRecord'],
		outcome: 'disabled',
	},
	{
		who: 'a re-hire, whose dates come last',
		current: left,
		desired: {
			cards: { mode: 'add', cards: [card] },
			access: { change: 'enable', startNow: true, restore: true, end: 'never' },
		},
		order: ['setDepartment', 'setPermissions', 'addCard', 'writeRecord'],
		outcome: 'enabled',
	},
	{
		who: 'a user who is as desired already',
		current: staff,
		desired: {
			fields: fields('Ada', '0201'),
			department: STAFF,
			levels: { mode: 'exactly', levels: [DAY] },
			cards: { mode: 'add', cards: [{ tokenType: 'Card', value: '10000001' }] },
			access: { change: 'dates', listed: { reopen: true } },
		},
		order: [],
		outcome: 'updated',
	},
];

test.each(table)('plans $who', ({ current, desired, order, outcome }) => {
	const plan = planUser(current, desired, policy);
	expect(plan.operations.map(({ type }) => type)).toEqual(order);
	expect(plan).toMatchObject({ outcome, warnings: [], problems: [] });
});

test.each(table)('plans the same twice from inputs that stay as they are: $who', (row) => {
	const inputs = [row.current, row.desired, policy];
	const before = structuredClone(inputs);
	inputs.forEach(deepFreeze);
	const plan = planUser(row.current, row.desired, policy);
	expect(planUser(row.current, row.desired, policy)).toEqual(plan);
	expect(structuredClone(inputs)).toEqual(before);
});

test('the first write of a leaver sets the End Date to now and clears the PIN', () => {
	const { operations, continueOnError, effect } = planUser(staff, leaves, policy);
	const [first, ...others] = operations;
	expect(first).toMatchObject({
		set: { expiryDate: expect.stringMatching(/^2026-11-/), pin: '' },
		oneByOne: [
			{ set: { expiryDate: expect.any(String) } },
			{ set: { pin: '' } },
			{ set: { customFields: [{}] }, verifyFirst: true },
		],
		verifyFirst: true,
	});
	for (const later of others)
		expect('set' in later && ('expiryDate' in later.set || 'pin' in later.set)).toBe(false);
	expect({ continueOnError, losesAccess: effect.losesAccess }).toEqual({
		continueOnError: true,
		losesAccess: true,
	});
});

test('a re-hire gets back department and levels before the dates that open the doors', () => {
	const { operations } = planUser(left, table[3]?.desired ?? leaves, policy);
	expect(operations).toMatchObject([
		{ to: STAFF },
		{ add: [DAY], remove: [] },
		{ card: { value: card.value } },
		{ set: { expiryDate: null }, givesAccessFrom: left.record.expiryDate },
	]);
});

/** A key is bytes, which cannot be frozen. They are compared afterwards, and so is what a map contains. */
function deepFreeze(value: unknown): void {
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
	Object.freeze(value);
	const parts: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
	parts.forEach(deepFreeze);
}
