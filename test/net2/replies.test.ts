import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../nodes/PaxtonNet2/net2/call';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { jsonOf, piecesOf } from '../../nodes/PaxtonNet2/net2/jsonList';
import { readJson, readList } from '../../nodes/PaxtonNet2/net2/reply';
import { namedSchema, userSchema } from '../../nodes/PaxtonNet2/net2/schemas';
import { VERSION } from '../../nodes/PaxtonNet2/net2/version';
import { type Net2Server, startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';

const CALL: Call = { method: 'GET', path: '/users', route: '/users', right: 'see users' };

let server: Net2Server | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

function responseOf(text: string) {
	return { status: 200, headers: {}, body: new TextEncoder().encode(text) };
}

async function refusalOf(text: string): Promise<Net2Error | undefined> {
	const error: unknown = await readList(CALL, responseOf(text), userSchema).catch(
		(reason: unknown) => reason,
	);
	return error instanceof Net2Error ? error : undefined;
}

/** What a list comes to, piece by piece. */
function parsed(text: string): unknown {
	const pieces = [...piecesOf(text)];
	return pieces.includes(undefined) ? undefined : pieces.flatMap((piece) => piece ?? []);
}

const FILLER = 'x'.repeat(1_000);

describe('a long list', () => {
	it('is parsed to the same as a short one, whatever is in it', () => {
		const padded = fc.array(fc.json(), { minLength: 1, maxLength: 6 }).map((items) => {
			const filler = Array.from({ length: 300 }, (_, n) => JSON.stringify(`${n}[{,"\\${FILLER}`));
			return `[${items.flatMap((item) => [item, ...filler]).join(' , ')}]`;
		});
		fc.assert(
			fc.property(padded, (text) => {
				expect(parsed(text)).toEqual(JSON.parse(text));
			}),
			{ numRuns: 20 },
		);
	});

	it.each([
		['cut off', (text: string) => text.slice(0, -5)],
		['with text after it', (text: string) => `${text} x`],
		['with a second list after it', (text: string) => text + text],
		['with a comma too many at its end', (text: string) => text.replace(/\]$/, ',]')],
		['with another bracket at its end', (text: string) => text.replace(/\]$/, '}')],
		['with a comma too many in the middle', (text: string) => text.replace('"500"', ',"500"')],
		['with a bracket too many', (text: string) => text.replace('"500"', '["500"')],
	])('is refused if it is %s', (_what, spoil) => {
		const list = Array.from({ length: 1_000 }, (_, n) => [String(n), FILLER]).flat();
		const text = spoil(JSON.stringify(list));
		expect(jsonOf(text)).toBeUndefined();
		expect(parsed(text)).toBeUndefined();
	});

	it('lets other work of the process run while it is read', async () => {
		const text = JSON.stringify(
			Array.from({ length: 20_000 }, (_, id) => ({
				id,
				name: `Department ${id} ${'x'.repeat(50)}`,
			})),
		);
		let turns = 0;
		let isDone = false;
		const others = (async () => {
			while (!isDone) {
				turns += 1;
				await nextTurn();
			}
		})();
		const list = await readList(CALL, responseOf(text), namedSchema);
		isDone = true;
		await others;
		expect(list).toHaveLength(20_000);
		expect(turns).toBeGreaterThan(80);
	});
});

describe('a reply of another shape', () => {
	it('is refused at the first of a million problems', async () => {
		const error = await refusalOf(
			`[${Array.from({ length: 1_000_000 }, () => '{"id":"x"}').join()}]`,
		);
		expect(error).toMatchObject({
			reason: 'badReply',
			message: expect.stringContaining('JSON of another shape (at 0.id)'),
		});
	});

	it.each([
		['a list of numbers', `[${'1,'.repeat(5_000_000)}1]`],
		['a text of 10 MiB', JSON.stringify('x'.repeat(10 * 1024 * 1024))],
		['an entry of 10 MiB', JSON.stringify([{ id: 'x'.repeat(10 * 1024 * 1024) }])],
		['a name that is a list', JSON.stringify([{ id: 1, firstName: [FILLER] }])],
		['lists within lists', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
	])('is refused with a short message: %s', async (_what, text) => {
		const error = await refusalOf(text);
		expect(error?.reason).toBe('badReply');
		expect(error?.message.length).toBeLessThan(200);
		expect(error?.message).not.toContain('xxx');
	});

	it('is refused at the first of a million problems in one entry', () => {
		let looked = 0;
		const wrong = v.pipe(
			v.unknown(),
			v.check(() => {
				looked += 1;
				return false;
			}, 'Wrong'),
		);
		const body = responseOf(JSON.stringify({ all: Array.from({ length: 1_000_000 }, () => 0) }));
		const reading = () => readJson(CALL, body, v.object({ all: v.array(wrong) }));
		expect(reading).toThrow('(at all.0)');
		expect(looked).toBe(1);
	});

	it('is refused after the first piece, however long it is', async () => {
		const parse = vi.spyOn(JSON, 'parse');
		const error = await refusalOf(`[${'{"id":"x"},'.repeat(1_000_000)}{"id":1}]`);
		expect(error?.message).toContain('(at 0.id)');
		expect(parse).toHaveBeenCalledTimes(1);
		expect(String(parse.mock.calls[0]?.[0]).length).toBeLessThan(300_000);
	});

	it('is refused if it has more than a million entries', async () => {
		const list = (count: number) => `[${'null,'.repeat(count - 1)}null]`;
		expect((await refusalOf(list(1_000_001)))?.message).toContain('more than 1,000,000 entries');
		expect(await readList(CALL, responseOf(list(1_000_000)), namedSchema)).toEqual([]);
	});

	it('is refused with the number of the entry', async () => {
		const users = [{ id: 1 }, null, { id: 2, expiryDate: 'soon' }];
		expect((await refusalOf(JSON.stringify(users)))?.message).toContain('(at 2.expirydate)');
	});
});

describe('every request', () => {
	it('names the package and its version', async () => {
		server = await startServer(signedIn({ 'GET /departments': { json: [] } }));
		await openClient(server).client.departments.list();
		for (const { headers } of server.seen)
			expect(headers['user-agent']).toBe(`n8n-nodes-paxton-net2/${VERSION}`);
		const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
		expect(manifest).toMatchObject({ version: VERSION });
	});
});

describe('the stack of an error', () => {
	it.each([
		['that Net2 answered', { status: 403 }],
		[
			'of a broken connection',
			() => (request: { socket: { destroy(): void } }) => request.socket.destroy(),
		],
		['of a reply of another shape', { json: [{ id: 'x' }] }],
	] as const)('%s leads back to the function that sent the request', async (_what, reply) => {
		server = await startServer(signedIn({ 'GET /users': reply, 'GET /operators': { json: [] } }));
		const { client } = openClient(server, { initialRequests: 1 });
		async function theCallerOfTheClient() {
			return await client.users.list();
		}
		// Three requests at once, so that two of them wait for their place.
		const results = await Promise.allSettled([
			theCallerOfTheClient(),
			theCallerOfTheClient(),
			theCallerOfTheClient(),
		]);
		for (const result of results) {
			const error: unknown = result.status === 'rejected' ? result.reason : undefined;
			expect(error instanceof Net2Error && error.stack).toContain('theCallerOfTheClient');
		}
	});
});

describe('a reply that is no JSON of the expected shape', () => {
	it.each([
		['', 'nothing at all'],
		['  \n', 'nothing at all'],
		['<!DOCTYPE html><title>x</title>', 'a web page'],
		['{"id":', 'broken JSON'],
		['[1]', 'JSON of another shape (at id)'],
		['{"id":"seven"}', 'JSON of another shape (at id)'],
	])('%j is reported as such', (text, what) => {
		const read = () => readJson(CALL, responseOf(text), v.object({ id: v.number() }));
		expect(read).toThrowError(
			`Net2 answered GET /users with ${what} instead of what the API promises.`,
		);
	});
});
