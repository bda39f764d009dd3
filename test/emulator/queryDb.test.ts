import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/index';
import { camelCase } from '../../emulator/queryDb';
import { TestClient } from './testClient';

let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off' }));
});
beforeEach(async () => {
	client.net2.reset();
	await client.signIn();
});
afterAll(async () => await client.net2.stop());

/** The user numbers that a condition finds. */
async function found(where: string): Promise<unknown> {
	const reply = await client.query(
		`SELECT UserID AS id FROM sdk.UsersEx WHERE ${where} ORDER BY 1`,
	);
	expect(reply.status, reply.text).toBe(200);
	return Array.isArray(reply.json) ? reply.json.map((row: { id: unknown }) => row.id) : undefined;
}

async function refusal(sql: string): Promise<string> {
	const reply = await client.query(sql);
	expect(reply.status).toBe(400);
	expect(reply.json).toHaveProperty('message');
	return reply.text;
}

describe('rows', () => {
	it('have camelCase keys, booleans, and local dates without offset', async () => {
		const reply = await client.query(
			`SELECT TOP 1 UserID, [Surname], PIN, Active, ExpiryDate, Field14_50, DepartmentName,
			AccessLevelName, Field14_50 AS personnel FROM [sdk].[UsersEx] WHERE ExpiryDate IS NOT NULL`,
		);
		expect(reply.json).toEqual([
			{
				userID: 3,
				surname: "O'Brien",
				pin: null,
				active: true,
				expiryDate: '2024-06-30T00:00:00',
				field14_50: '77001',
				departmentName: "Int'l Trade",
				accessLevelName: 'No access',
				personnel: '77001',
			},
		]);
	});

	it('follow the .NET rule for capitals', () => {
		expect(['UserID', 'PIN', 'UserGUID', 'Field14_50', 'IDNumber', 'a'].map(camelCase)).toEqual([
			'userID',
			'pin',
			'userGUID',
			'field14_50',
			'idNumber',
			'a',
		]);
	});

	it('show levels by name, and several levels or individual doors as Individual', async () => {
		const rows = await client.query('SELECT AccessLevelName FROM UsersEx ORDER BY UserID');
		expect(rows.json).toEqual([
			{ accessLevelName: 'All hours, all doors' },
			{ accessLevelName: 'Individual: Office hours, Server room' },
			{ accessLevelName: 'No access' },
			{ accessLevelName: 'Warehouse' },
		]);
	});

	it('come from the other views too, joined when the query says so', async () => {
		const cards = await client.query(
			`SELECT c.CardNumber, u.Surname FROM sdk.Cards c INNER JOIN sdk.UsersEx AS u
			ON u.UserID = c.UserID WHERE c.LostCard = 1`,
		);
		expect(cards.json).toEqual([{ cardNumber: 10000004, surname: 'Żółć' }]);
		const departments = await client.query(
			`SELECT DepartmentID FROM sdk.Departments WHERE DepartmentName = N'Int''l Trade'`,
		);
		expect(departments.json).toEqual([{ departmentID: 4 }]);
		client.net2.pass({ userId: 1, door: 6000001 });
		expect((await client.query('SELECT UserID FROM EventsEx')).json).toEqual([{ userID: 1 }]);
		expect((await client.query('SELECT COUNT(*) FROM devices')).json).toEqual([{ column1: 3 }]);
	});

	it('follow every write', async () => {
		await client.put('/users/1', { lastName: 'Byron' });
		await client.put('/departments/1', { name: 'Trade' });
		expect(await found(`Surname = N'Byron' AND DepartmentName = N'Trade'`)).toEqual([1]);
	});
});

describe('text', () => {
	it('is compared without case and without trailing blanks', async () => {
		expect(await found(`Surname = N'LOVELACE  '`)).toEqual([1]);
		expect(await found(`Surname = N'żółć'`)).toEqual([4]);
		expect(await found(`surname IN (N'ŻÓŁĆ ', N'hopper')`)).toEqual([2, 4]);
		expect(await found(`Surname IN (N'LOVELACE', N'hopper  ')`)).toEqual([1, 2]);
		expect(await found(`Surname = N' Lovelace'`)).toEqual([]);
		const blank = client.net2.addUser({ lastName: 'Blank', personnelNumber: '55  ' });
		expect(await found(`Field14_50 = N'55'`)).toEqual([blank]);
	});

	it('keeps leading zeros apart', async () => {
		expect(await found(`Field14_50 = N'123'`)).toEqual([2]);
		expect(await found(`Field14_50 = N'00123'`)).toEqual([1]);
	});

	it('loses letters outside Latin-1 without N', async () => {
		expect(await found(`Surname = 'Żółć'`)).toEqual([]);
		const id = client.net2.addUser({ lastName: '?ó??' });
		expect(await found(`Surname = 'Żółć'`)).toEqual([id]);
	});

	it('that is compared with a number is compared as a number', async () => {
		expect(await found('Field14_50 = 123')).toEqual([1, 2]);
		expect(await found(`UserID = N'2'`)).toEqual([2]);
		client.net2.addUser({ lastName: 'Other', personnelNumber: 'A-1' });
		const text = await refusal('SELECT UserID FROM UsersEx WHERE UserID = 1 AND Field14_50 = 123');
		expect(text).toContain("converting the nvarchar value 'A-1' to data type int");
		await refusal(
			`SELECT c.CardNumber FROM Cards c JOIN UsersEx u ON u.UserID = c.UserID
			WHERE u.Field14_50 = 123`,
		);
		await refusal(`SELECT UserID FROM UsersEx WHERE UserID = N'x'`);
	});

	it('matches LIKE, with sets and an escape', async () => {
		expect(await found(`Surname LIKE N'%LOVE%'`)).toEqual([1]);
		expect(await found(`FirstName LIKE '[AG]%'`)).toEqual([1, 2]);
		expect(await found(`FirstName NOT LIKE '[^AG]%'`)).toEqual([1, 2]);
		const id = client.net2.addUser({ lastName: '50%_x' });
		expect(await found(`Surname LIKE N'50\\%\\_x' ESCAPE N'\\'`)).toEqual([id]);
		expect(await found(`Surname LIKE N'5_[%]%'`)).toEqual([id]);
	});
});

describe('conditions', () => {
	it.each([
		[`UserID > 1 AND (Surname = N'Hopper' OR NOT (UserID <> 4))`, [2, 4]],
		[`ExpiryDate IS NULL AND Active = 1`, [1, 2]],
		[`ExpiryDate < '2025-01-01'`, [3]],
		[`ExpiryDate >= N'2024-06-30T00:00:00' AND ExpiryDate < GETDATE()`, [3]],
		[`UserID BETWEEN 2 AND 3`, [2, 3]],
		[`UserID NOT IN (1, 2, '3')`, [4]],
		[`(LTRIM(RTRIM(Field14_50)) = N'123')`, [2]],
		[`CAST(Field14_50 AS int) = 123`, [1, 2]],
		[`CAST(UserID AS nvarchar(10)) = N'3' -- a comment`, [3]],
		[`TRY_CAST(Surname AS int) IS NULL /* another /* nested */ */`, [1, 2, 3, 4]],
		[`FirstName + N' ' + Surname = N'Ada Lovelace'`, [1]],
		[`ISNULL(PIN, N'') <> N''`, [2]],
		[`LEN(Surname) = 4`, [4]],
		[`sdk.UsersEx.UserID = 1`, [1]],
	])('%s', async (where, ids) => {
		expect(await found(where)).toEqual(ids);
	});

	it('limits, orders, groups and counts', async () => {
		const top = await client.query('SELECT TOP (2) UserID FROM UsersEx ORDER BY surname DESC');
		expect(top.json).toHaveLength(2);
		const page = await client.query(
			'SELECT UserID FROM UsersEx ORDER BY UserID OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY;',
		);
		expect(page.json).toEqual([{ userID: 2 }, { userID: 3 }]);
		const groups = await client.query(
			`SELECT DepartmentID, COUNT(*) AS users FROM UsersEx GROUP BY DepartmentID
			HAVING COUNT(*) > 0 ORDER BY users DESC, DepartmentID`,
		);
		expect(groups.json).toContainEqual({ departmentID: 4, users: 1 });
		expect((await client.query('SELECT DISTINCT Active FROM UsersEx')).json).toEqual([
			{ active: true },
		]);
	});
});

describe('refusals', () => {
	it.each([
		'DROP TABLE UsersRows',
		'SELECT UserID FROM UsersEx; DELETE FROM UsersRows',
		`UPDATE UsersEx SET PIN = '1'`,
		'SELECT UserID FROM sqlite_master',
		'SELECT UserID FROM dbo.UsersEx',
		'SELECT Nothing FROM UsersEx',
		'SELECT UserID UsersEx',
		'SELECT UserID FROM UsersEx WHERE',
		`SELECT UserID FROM UsersEx WHERE Surname = N'O'Brien'`,
		`SELECT UserID FROM UsersEx WHERE Surname = N'open`,
		'SELECT load_extension(Surname) FROM UsersEx',
		'SELECT UserID FROM UsersEx UNION SELECT 1',
		`SELECT UserID FROM UsersEx WHERE ExpiryDate > '2024-01-01T00:00:00Z'`,
		`SELECT UserID FROM UsersEx WHERE ExpiryDate > '2024-13-01'`,
		'',
	])('%s', async (sql) => {
		await refusal(sql);
		expect(client.net2.state().users).toHaveLength(4);
	});

	it.each([
		`' OR 1=1 --`,
		`'; DROP TABLE UsersRows; --`,
		'[x] "y" ? ?1 :a $b @c',
		'/* */ -- \u2019 \u02bc \uff07',
		'a\u0000b',
		`${"'".repeat(100)}${'x'.repeat(3900)}`,
	])('%s is only text inside a literal', async (text) => {
		client.net2.addUser({ lastName: text, personnelNumber: 'mine' });
		const quoted = text.replaceAll("'", "''");
		const reply = await client.query(
			`SELECT Field14_50 FROM UsersEx WHERE Surname = N'${quoted}' AND Active = 1`,
		);
		expect(reply.json).toEqual([{ field14_50: 'mine' }]);
		expect((await client.query(`SELECT UserID FROM UsersEx`)).json).toHaveLength(5);
	});

	it('all, where the route is off', async () => {
		client.net2.config({ querydb: 'off' });
		expect((await client.query('SELECT UserID FROM UsersEx')).status).toBe(403);
	});

	it('and every query can be read in the log', async () => {
		await client.query(`SELECT UserID FROM UsersEx WHERE Surname = N'Żółć'`);
		expect(client.net2.requests().at(-1)).toMatchObject({
			path: '/api/v1/customquery/querydb',
			query: `SELECT UserID FROM UsersEx WHERE Surname = N'Żółć'`,
		});
	});
});
