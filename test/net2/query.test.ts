import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { openNet2 } from '../../nodes/PaxtonNet2/net2/openNet2';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { chunkByLength, sqlEndsWith, sqlText } from '../../nodes/PaxtonNet2/net2/sql';
import { startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';
import { standIn, standInOptions } from './support/standIn';

describe('SQL text', () => {
	it.each([
		['00123', "N'00123'"],
		["O'Brien", "N'O''Brien'"],
		["'; DROP TABLE x --", "N'''; DROP TABLE x --'"],
		["''", "N''''''"],
		['Żółć ’‘ʼ', "N'Żółć ’‘ʼ'"],
		['line\r\nend\t/* */', "N'line\r\nend\t/* */'"],
	])('%j', (value, expected) => expect(sqlText(value)).toBe(expected));

	it.each(['a\0b', 'half \ud83d', '\udc00'])('refuses %j', (value) => {
		expect(() => sqlText(value)).toThrowError(expect.objectContaining({ reason: 'badInput' }));
	});

	it('takes wildcards for text', () => {
		expect(sqlEndsWith('F', "5%_[x]!'")).toBe("RTRIM(F) LIKE N'%5!%!_![x]!!''' ESCAPE '!'");
	});
});

describe('chunks', () => {
	const lengthOf = (terms: readonly string[]) => `IN (${terms.join(', ')})`.length;

	it('are as few as fit, lose nothing, and stay below the limit', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 })), (terms) => {
				const chunks = chunkByLength(terms, lengthOf, 40);
				expect(chunks.flat()).toEqual(terms);
				for (const chunk of chunks) expect(lengthOf(chunk)).toBeLessThanOrEqual(40);
			}),
		);
	});

	it('refuse what fits by itself in none', () => {
		expect(() => chunkByLength(['x'.repeat(50)], lengthOf, 40)).toThrowError(
			expect.objectContaining({ reason: 'badInput' }),
		);
	});
});

describe('queries at the stand-in', () => {
	let emulator: Emulator;
	let client: Net2Client;
	beforeAll(async () => {
		const started = await standIn({ signInRate: 'off' });
		emulator = started.emulator;
		client = openNet2(standInOptions(emulator, started.clock));
	});
	afterAll(async () => await emulator.stop());

	const plant = async (key: string, fieldId = 14) => {
		const id = await client.users.create({
			firstName: 'Query',
			lastName: 'Test',
			customFields: [{ id: fieldId, value: key }],
		});
		return id ?? 0;
	};

	it('finds by field, by ending and by id, and everybody', async () => {
		const id = await plant('00777');
		const row = {
			userId: id,
			firstName: 'Query',
			lastName: 'Test',
			active: true,
			key: '00777',
		};
		expect(await client.query.usersByField(14, ['00777', 'nobody'])).toMatchObject([row]);
		expect(await client.query.usersByField(14, ['777'])).toEqual([]);
		expect(await client.query.usersByFieldEnding(14, ['777'])).toMatchObject([row]);
		expect(await client.query.usersById([id, id], 14)).toMatchObject([row]);
		const all = await client.query.allUsers(14);
		expect(all.find((one) => one.userId === id)).toMatchObject(row);
		expect(all.map((one) => one.userId)).toEqual(
			[...all.map((one) => one.userId)].sort((a, b) => a - b),
		);
	});

	it('asks nothing for nothing', async () => {
		emulator.clearRequests();
		expect(await client.query.usersByField(14, [])).toEqual([]);
		expect(await client.query.usersByFieldEnding(14, ['', ''])).toEqual([]);
		expect(await client.query.usersById([], 14)).toEqual([]);
		expect(emulator.requests()).toEqual([]);
	});

	it.each([1, 2, 3, 5, 6, 7, 9, 11, 12, 13, 14])(
		'knows the column of field %i',
		async (fieldId) => {
			const id = await plant(`field ${fieldId}`, fieldId);
			expect(await client.query.usersByField(fieldId, [`field ${fieldId}`])).toMatchObject([
				{ userId: id, key: `field ${fieldId}` },
			]);
			expect(await client.query.usersByFieldEnding(fieldId, [`eld ${fieldId}`])).toMatchObject([
				{ userId: id },
			]);
		},
	);

	it.each([0, 15, 1.5, -1])('refuses field %d', async (fieldId) => {
		await expect(client.query.usersByField(fieldId, ['x'])).rejects.toMatchObject({
			reason: 'badInput',
		});
	});

	it.each([
		"O'Brien",
		"'; DROP TABLE users; --",
		"x' OR '1'='1",
		'/* comment */ --',
		'[brackets] {braces} (round)',
		'100%_match',
		'’‘ʼ“”',
		'Łukasz Żółć 日本語 🙂',
		'tab\tline\nend',
		'"double" `back` \\slash\\',
		'+ & = ? #',
		'!escape!',
	])('finds %j as text, and nothing else', async (key) => {
		const id = await plant(key);
		expect((await client.query.usersByField(14, [key])).map((row) => row.userId)).toEqual([id]);
		const ending = await client.query.usersByFieldEnding(14, [key]);
		expect(ending.map((row) => row.userId)).toEqual([id]);
	});

	it('needs one request for as many people as fit, and splits the rest', async () => {
		emulator.clearRequests();
		await client.query.usersByField(
			14,
			Array.from({ length: 100 }, (_, index) => `key-${index}`),
		);
		expect(emulator.requests()).toHaveLength(1);
		emulator.clearRequests();
		const values = Array.from({ length: 1_000 }, (_, index) => `Żółć-${index}`);
		await client.query.usersByField(14, values);
		const lengths = emulator.requests().length;
		expect(lengths).toBeGreaterThan(5);
	});

	it('reports a server that refuses the route, so that callers can go around it', async () => {
		emulator.config({ querydb: 'off' });
		try {
			await expect(client.query.allUsers(14)).rejects.toMatchObject({ reason: 'notAllowed' });
		} finally {
			emulator.config({ querydb: 'on' });
		}
	});
});

describe('queries at other servers', () => {
	const row = {
		UserID: 7,
		Active: 1,
		Surname: 'X',
		FieldValue: 'v',
		ExpiryDate: '0001-01-01T00:00:00',
	};

	it.each([400, 500])('tries the other column of fields 6 and 7 after a %i', async (status) => {
		const server = await startServer(
			signedIn({
				'GET /customquery/querydb': (seen) =>
					seen.query['query']?.includes('Field6_60')
						? { status, json: { message: 'Invalid column name' } }
						: { json: [row] },
			}),
		);
		const { client } = openClient(server);
		const found = await client.query.usersByField(6, ['v']);
		expect(found).toMatchObject([{ userId: 7, active: true, key: 'v', expiryDate: null }]);
		const before = server.seen.length;
		await client.query.usersByField(6, ['v']);
		expect(server.seen.length).toBe(before + 1);
		await server.close();
	});

	it.each([
		[400, 'badReply'],
		[404, 'badReply'],
		[500, 'badReply'],
		[403, 'notAllowed'],
	])('a %i is %s', async (status, reason) => {
		const server = await startServer(signedIn({ 'GET /customquery/querydb': { status } }));
		await expect(openClient(server).client.query.allUsers(14)).rejects.toMatchObject({ reason });
		await server.close();
	});

	it('sends no statement beyond what a web server takes', async () => {
		const server = await startServer(
			signedIn({
				'GET /customquery/querydb': () => (request, response) => {
					response.end((request.url?.length ?? 0) > 6_100 ? 'x' : '[]');
				},
			}),
		);
		const values = Array.from({ length: 500 }, (_, index) => `Żółć-${index}`);
		expect(await openClient(server).client.query.usersByField(14, values)).toEqual([]);
		await server.close();
	});
});
