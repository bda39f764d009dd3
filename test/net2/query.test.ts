import type { IncomingMessage } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { openNet2 } from '../../nodes/PaxtonNet2/net2/openNet2';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { endsTheRun, isTransient, Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { chunkByLength, sqlEndsWith, sqlText } from '../../nodes/PaxtonNet2/net2/sql';
import { startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';
import { scriptedServer, scriptedServerOptions } from './support/scriptedServer';

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

describe('queries at the emulator', () => {
	let emulator: Emulator;
	let client: Net2Client;
	beforeAll(async () => {
		const started = await scriptedServer({ signInRate: 'off' });
		emulator = started.emulator;
		client = openNet2(scriptedServerOptions(emulator, started.clock));
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

	it('finds by field, by ending and by id, and all users', async () => {
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

	it('sends nothing for nothing', async () => {
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

	/** A server with a limit for the query string, and 400 beyond it. */
	async function limitedTo(length: number, rows: unknown[] = []) {
		const lengths: number[] = [];
		const server = await startServer(
			signedIn({
				'GET /customquery/querydb': () => (request, response) => {
					const sent = (request.url?.split('?')[1] ?? '').length;
					lengths.push(sent);
					response.writeHead(sent > length ? 400 : 200);
					response.end(sent > length ? '<html></html>' : JSON.stringify(rows));
				},
			}),
		);
		return { server, lengths, query: openClient(server).client.query };
	}

	it.each([
		['personnel numbers of six digits', (n: number) => String(100_000 + n)],
		['text that is encoded', (n: number) => `Żółć-${n}`],
	])('never exceed 1,900 characters, and are as few as fit, for %s', async (_what, keyOf) => {
		const { server, lengths, query } = await limitedTo(1_900);
		await query.usersByField(
			14,
			Array.from({ length: 500 }, (_, n) => keyOf(n)),
		);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(1_900);
		const fullest = [...lengths].sort((one, other) => other - one).slice(0, -1);
		expect(Math.min(...fullest)).toBeGreaterThan(1_800);
		await server.close();
	});

	it('need one query for 80 personnel numbers of eight characters', async () => {
		const { server, lengths, query } = await limitedTo(1_900);
		await query.usersByField(
			14,
			Array.from({ length: 80 }, (_, n) => `A${1_000_000 + n}`),
		);
		expect(lengths).toHaveLength(1);
		await server.close();
	});

	it.each([1_200, 600])(
		'become shorter where the server accepts %i characters only, and stay so',
		async (limit) => {
			const { server, lengths, query } = await limitedTo(limit, [row]);
			const keys = Array.from({ length: 100 }, (_, n) => `key-${n}`);
			expect(await query.usersByField(14, keys)).toMatchObject([{ userId: 7 }]);
			expect(lengths.some((length) => length > limit)).toBe(true);
			lengths.splice(0);
			await query.usersByField(14, keys);
			expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
			await server.close();
		},
	);

	it('count as refused only after the shortest form was refused', async () => {
		const { server, lengths, query } = await limitedTo(100);
		const keys = Array.from({ length: 100 }, (_, n) => `key-${n}`);
		await expect(query.usersByField(14, keys)).rejects.toMatchObject({ reason: 'badReply' });
		expect(Math.min(...lengths)).toBeLessThanOrEqual(500);
		await server.close();
	});

	it('are not repeated if they are short already', async () => {
		const { server, lengths, query } = await limitedTo(100);
		await expect(query.usersByField(14, ['1'])).rejects.toMatchObject({ reason: 'badReply' });
		expect(lengths).toHaveLength(1);
		await server.close();
	});

	it('take the length from the site profile', async () => {
		const { server, lengths } = await limitedTo(800);
		const { query } = openClient(server, { maxQueryLength: 800 }).client;
		await query.usersByField(
			14,
			Array.from({ length: 100 }, (_, n) => `key-${n}`),
		);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(800);
		await server.close();
	});

	it.each([
		['breaks off', () => (request: IncomingMessage) => request.socket.destroy()],
		['takes too long', () => () => undefined],
	] as const)(
		'that %s is no reason to give up the route, nor to end the run',
		async (_what, treat) => {
			const server = await startServer(
				signedIn({
					'GET /customquery/querydb': (_seen, nth) => (nth <= 2 ? treat() : { json: [row] }),
				}),
			);
			const { query } = openClient(server, { timeoutMs: 100 }).client;
			const error: unknown = await query.allUsers(14).catch((reason: unknown) => reason);
			expect(isTransient(error)).toBe(true);
			expect(error instanceof Net2Error && endsTheRun(error.reason)).toBe(false);
			expect(await query.allUsers(14)).toMatchObject([{ userId: 7 }]);
			await server.close();
		},
	);
});
