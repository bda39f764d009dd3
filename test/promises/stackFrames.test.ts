import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';

/**
 * How far it is from the node to the socket. A short and whole stack lets a reader follow a request in an editor. In a
 * log it shows which operation a failure belongs to.
 */
const CHANNEL = 'undici:request:create';
const PRODUCT = join(__dirname, '../../nodes/PaxtonNet2/');
const Created = v.object({ request: v.object({ method: v.string(), path: v.string() }) });

let net2: Awaited<ReturnType<typeof setUp>>;
let sent: Array<{ request: string; frames: string[] }>;
const usualLimit = Error.stackTraceLimit;
beforeEach(async () => {
	net2 = await setUp();
	sent = [];
	Error.stackTraceLimit = 200;
	subscribe(CHANNEL, onRequest);
});
afterEach(async () => {
	unsubscribe(CHANNEL, onRequest);
	Error.stackTraceLimit = usualLimit;
	await net2.emulator.stop();
});

function onRequest(message: unknown): void {
	const { request } = v.parse(Created, message);
	const stack = new Error('stack').stack ?? '';
	const frames = stack.split('\n').filter((line) => line.includes(PRODUCT));
	const path = request.path.replace(/\?.*/, '').replace(/\d+/g, '{id}');
	sent.push({ request: `${request.method} ${path.replace('/api/v1', '')}`, frames });
}

const upsert: INodeParameters = {
	resource: 'user',
	operation: 'upsert',
	key: '00123',
	fields: mapper({ telephone: '020 3333' }),
	departmentMode: 'direct',
	department: locator('name', 'Sales'),
	accessLevels: 'Warehouse',
};
const disable: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '00123'),
	leaverDepartment: locator('name', 'Sales'),
	removeAccess: 'levels',
	cards: 'lost',
};
const synchronize: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	mode: 'apply',
	missing: 'ignore',
	safetyLimits: { maxChangePercent: 100, maxGrantPercent: 100, minMatchPercent: 0 },
};

/** Node's trace of a write starts where the work on one user starts, since p-limit calls that work later. */
test.each<[string, number, string, INodeParameters, IDataObject[]]>([
	['user: upsert', 20, 'workOn', upsert, [{}]],
	['user: disable', 18, 'workOn', disable, [{}]],
	[
		'a line of user: synchronize',
		24,
		'applyOne',
		synchronize,
		[{ key: '00123', lastName: 'Lovelace', phone: '020 9', accessLevels: 'Warehouse' }],
	],
])(
	'each write of %s reaches the socket in at most %i frames of our own',
	async (_, most, first, parameters, items) => {
		const result = await net2.run(parameters, items);
		expect(result.error).toBeUndefined();
		const writes = sent.filter(({ request }) => /^(PUT|POST) \S*\/users\//.test(request));
		expect(writes.length).toBeGreaterThan(1);
		const long = writes.filter(({ frames }) => frames.length > most);
		expect(long.map(({ request, frames }) => [request, frames.length])).toEqual([]);
		// A trace that breaks off earlier would be short, and of no use.
		const broken = writes.filter(({ frames }) => !frames.some((frame) => frame.includes(first)));
		expect(broken).toEqual([]);
	},
);
