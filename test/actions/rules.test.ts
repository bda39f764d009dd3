import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ENTRIES } from '../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import {
	deriveMarkerKey,
	markerKeySource,
	writeMarker,
} from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const held = (id: number) =>
	net2.emulator.state().users.find((user) => user.id === id)?.accessLevelNames;

async function applyRules(items: IDataObject[]) {
	return await net2.run(
		{
			resource: 'accessLevel',
			operation: 'applyRules',
			user: locator('key', '={{ $json.key }}'),
			hrDepartment: '={{ $json.department }}',
			mapping: {
				source: 'csvText',
				csvText: [
					'Department;AccessLevel;Exclusive',
					'Logistics;Warehouse;',
					'IT;Server room;',
					'IT;Office hours;',
					'Board;All hours, all doors;yes',
					'Home;-;',
					'Forgotten;;',
				].join('\n'),
			},
			options: { markerField: 'Notes' },
		},
		items,
		{ onError: 'continueErrorOutput' },
	);
}

test('grants the levels of all contracts, and stops a user whose other contract is unknown', async () => {
	const both = net2.emulator.addUser({ lastName: 'Both', personnelNumber: '501' });
	const half = net2.emulator.addUser({ lastName: 'Half', personnelNumber: '502' });
	const board = net2.emulator.addUser({ lastName: 'Board', personnelNumber: '503' });
	const { json, errors } = await applyRules([
		{ key: '501', department: 'Logistics' },
		{ key: '502', department: 'Logistics' },
		{ key: '501', department: 'IT' },
		{ key: '502', department: 'Catering' },
		{ key: '503', department: 'Board' },
		{ key: '503', department: 'IT' },
	]);
	expect(json.map(({ key, outcome }) => `${String(key)} ${String(outcome)}`)).toEqual([
		'501 updated',
		'501 unchanged',
		'503 updated',
		'503 unchanged',
	]);
	expect(errors.map((item) => item.json)).toMatchObject([
		{ error: { key: '502', reason: 'unknownDepartment' } },
		{ error: { key: '502', reason: 'unknownDepartment' } },
	]);
	expect(held(both)?.sort()).toEqual(['Office hours', 'Server room', 'Warehouse']);
	expect(held(half)).toEqual([]);
	expect(held(board)).toEqual(['All hours, all doors']);
});

test('removes only the levels of the rules if no contract is left, and keeps them on doubt', async () => {
	const id = net2.emulator.addUser({ lastName: 'Ends', personnelNumber: '506', accessLevels: [4] });
	const held506 = () => [...(held(id) ?? [])].sort();
	await applyRules([{ key: '506', department: 'Logistics' }]);
	expect(held506()).toEqual(['Server room', 'Warehouse']);

	// An item without the column: a wrong name in the expression says nothing about contracts.
	const doubt = [{ key: '506' }, { key: '506', department: 'Catering' }];
	for (const item of doubt) {
		const { errors } = await applyRules([item]);
		expect(errors).toHaveLength(1);
		expect(held506()).toEqual(['Server room', 'Warehouse']);
	}
	const [missing] = (await applyRules([{ key: '506' }])).errors;
	expect(JSON.stringify(missing?.json)).toContain('The item has these columns: key.');

	// One contract of two is blank: the other one counts.
	await applyRules([
		{ key: '506', department: '' },
		{ key: '506', department: 'Logistics' },
	]);
	expect(held506()).toEqual(['Server room', 'Warehouse']);

	const { json } = await applyRules([{ key: '506', department: null }]);
	expect(json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(held506()).toEqual(['Server room']);
});

test('takes - for no level, and refuses an empty cell', async () => {
	const id = net2.emulator.addUser({ lastName: 'Dash', personnelNumber: '507', accessLevels: [2] });
	await applyRules([{ key: '507', department: 'Logistics' }]);
	const { json } = await applyRules([{ key: '507', department: 'Home' }]);
	expect(json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(held(id)).toEqual(['Office hours']);
	const { errors } = await applyRules([{ key: '507', department: 'Forgotten' }]);
	expect(errors.map((item) => item.json)).toMatchObject([{ error: { reason: 'badInput' } }]);
	expect(JSON.stringify(errors)).toContain('write - if this value has no access level');
});

test('grants nothing for a time without a marker field', async () => {
	const id = net2.emulator.addUser({ lastName: 'None', personnelNumber: '504' });
	const { json } = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'grant',
			user: locator('key', '504'),
			accessLevels: 'Warehouse',
			until: '2199-01-01T12:00',
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([{ error: { reason: 'badInput', key: '504' } }]);
	expect(held(id)).toEqual([]);
});

test('Revoke Expired removes a level whose time has passed, once for all items', async () => {
	const userId = Math.max(...net2.emulator.state().users.map((user) => user.id)) + 1;
	const id = net2.emulator.addUser({
		lastName: 'Ended',
		personnelNumber: '505',
		accessLevels: [2, 3],
		customFields: [{ id: 13, value: `Left-handed ${expiredMarker(userId)}` }],
	});
	expect(id).toBe(userId);
	const { json } = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'revokeExpired',
			options: { markerField: 'Notes' },
		},
		[{}, {}, {}],
	);
	expect(json).toMatchObject([{ outcome: 'revoked', userId: id, verified: true }]);
	expect(held(id)).toEqual(['Office hours']);
});

/** As the node would have written it when it granted level 3 until a time in 2020. */
function expiredMarker(userId: number): string {
	const { clientId } = net2.emulator.operator;
	const key = deriveMarkerKey(markerKeySource({ clientId }));
	const temporary = [{ levelId: 3, until: Date.UTC(2020, 0, 1) }];
	const marker = writeMarker(null, { ...NO_ENTRIES, temporary }, { userId, key, room: 0 });
	if (marker === 'noRoom') throw new Error('the marker has no room');
	return marker.text;
}

const exclusiveFor = async (header: string, word: string, more: IDataObject = {}) => {
	const key = String((numbers += 1));
	const id = net2.emulator.addUser({ lastName: `Rule${key}`, personnelNumber: key });
	const { json, errors } = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'applyRules',
			user: locator('key', key),
			hrDepartment: '={{ $json.department }}',
			mapping: {
				source: 'csvText',
				csvText: [header, `Lab;Server room;${word}`, 'IT;Warehouse;'].join('\n'),
				...more,
			},
			options: { markerField: 'Notes' },
		},
		[{ department: 'Lab' }, { department: 'IT' }],
		{ onError: 'continueErrorOutput' },
	);
	return { held: held(id), json, errors: JSON.stringify(errors.map((item) => item.json)) };
};
let numbers = 900;
const HEADER = 'Department;AccessLevel;Exclusive';

test.each([
	['as documented', HEADER, 'yes', {}],
	['with the header in another case', 'Department;AccessLevel;EXCLUSIVE', 'yes', {}],
	['with the level column in another case', HEADER, 'yes', { levelColumn: 'accesslevel' }],
	['with ja', HEADER, 'Ja', {}],
	['with y', HEADER, 'y', {}],
])('an exclusive level excludes all others, %s', async (_, header, word, more) => {
	const { held: levels, errors } = await exclusiveFor(header, word, more);
	expect([levels, errors]).toEqual([['Server room'], '[]']);
});

test.each(['no', 'n', 'nee', 'nein', 'FALSE', '0', '-'])(
	'%s in the column Exclusive excludes nothing',
	async (word) => {
		const { held: levels } = await exclusiveFor(HEADER, word);
		expect([...(levels ?? [])].sort()).toEqual(['Server room', 'Warehouse']);
	},
);

test.each([
	['another word in the column', HEADER, 'maybe', 'row 1'],
	['a header that is nearly Exclusive', 'Department;AccessLevel;Exclusief', 'yes', 'Exclusief'],
])('%s is an error, and nothing is written', async (_, header, word, named) => {
	const { held: levels, json, errors } = await exclusiveFor(header, word);
	expect([levels, json]).toEqual([[], []]);
	expect(errors).toContain(named);
});
