import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator';
import { locator, mapper, setUp } from '../actions/setUp';

/**
 * How far it is from the node to the socket. A short and whole stack lets a reader follow a request in an editor. In a
 * log it shows which operation a failure belongs to. Counted are the frames of this package in Node's trace of each
 * request: look-ups, readings, writes and read-backs.
 */
const CHANNEL = 'undici:request:create';
const PRODUCT = join(__dirname, '../../nodes/PaxtonNet2/');
const Created = v.object({ request: v.object({ method: v.string(), path: v.string() }) });

/**
 * A request that finds no token signs in first. The trace of that sign-in contains the whole way of the request. The
 * ways to a token come on top of it: the saved sign-in, the refresh token and the password.
 */
const SIGN_IN = { route: 'POST /authorization/tokens', most: 24 };

/** Where the work on an item begins. p-limit calls that work later, so Node's trace goes no further back. */
const WORK_ON_ITEM = /^(workOn|applyOne) /;
/**
 * Where a run begins something that several items wait for. That is a list, a shared reading, or the version of a site
 * with a profile. It is also what is read ahead, or once more at the end. Node follows a promise to the one function that
 * awaits it. With several, its trace ends.
 */
const SHARED =
	/^(run\/(readAhead|batchLookups|referenceData|changeEvents|userWrites)|users\/correlate|apply\/settle\w+|synchronize\/snapshot)\.ts$/;

interface Sent {
	request: string;
	/** Functions and files, the newest call first. */
	frames: string[];
}

let sent: Sent[];
const usualLimit = Error.stackTraceLimit;
beforeEach(() => {
	sent = [];
	Error.stackTraceLimit = 200;
	subscribe(CHANNEL, onRequest);
});
afterEach(() => {
	unsubscribe(CHANNEL, onRequest);
	Error.stackTraceLimit = usualLimit;
});

function onRequest(message: unknown): void {
	const { request } = v.parse(Created, message);
	const stack = new Error('stack').stack ?? '';
	const frames = stack
		.split('\n')
		.filter((line) => line.includes(PRODUCT))
		.map((line) => line.trim().replace(/^at (async )?/, ''));
	// While all connections are busy, undici itself creates the request later, and there is no trace of ours.
	if (frames.length === 0) return;
	const path = request.path.replace(/\?.*/, '').replace('/api/v1', '').replace(/\d+/g, '{id}');
	sent.push({ request: `${request.method} ${path}`, frames });
}

/** Whether a trace goes back to the node, to the work on an item, or to something shared. */
function isWhole({ frames }: Sent): boolean {
	const first = frames.at(-1) ?? '';
	const file = first.slice(first.indexOf(PRODUCT) + PRODUCT.length).replace(/:.*/, '');
	const isShared = SHARED.test(file.replace('lifecycle/', ''));
	return file === 'actions/router.ts' || WORK_ON_ITEM.test(first) || isShared;
}

const upsert: INodeParameters = {
	resource: 'user',
	operation: 'upsert',
	key: '={{ $json.key }}',
	fields: mapper({ telephone: '020 3333', lastName: '={{ $json.lastName }}' }),
	departmentMode: 'direct',
	department: locator('name', 'Sales'),
	accessLevels: 'Warehouse',
};
const disable: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
	leaverDepartment: locator('name', 'Sales'),
	removeAccess: 'levels',
	cards: 'lost',
	onNotFound: 'report',
};
const synchronize: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	mode: 'apply',
	missing: 'ignore',
	safetyLimits: {
		maxChangePercent: 100,
		maxGrantPercent: 100,
		maxJoinerPercent: 100,
		minMatchPercent: 0,
	},
};

const ADA = { key: '00123', lastName: 'Lovelace', phone: '020 9', accessLevels: 'Warehouse' };
const NEW = { ...ADA, key: '800', lastName: 'Berg' };
/** So many that one reading serves several of them. */
const MANY = [ADA, ...Array.from({ length: 9 }, (_, n) => ({ ...NEW, key: `80${n}` }))];
const NO_SQL: EmulatorOptions = { querydb: 'off' };

test.each<[string, number, INodeParameters, IDataObject[], EmulatorOptions?]>([
	['user: upsert', 20, upsert, [ADA]],
	['user: upsert of a new user', 20, upsert, [NEW]],
	['user: upsert of a new user without SQL', 20, upsert, [NEW], NO_SQL],
	['user: upsert of several users', 20, upsert, MANY],
	['user: disable', 18, disable, [ADA]],
	['user: disable without SQL', 18, disable, [ADA], NO_SQL],
	['user: disable of several users, most of which are not there', 18, disable, MANY],
	['a line of user: synchronize', 24, synchronize, [ADA]],
	['lines of user: synchronize', 24, synchronize, MANY],
	['a line of user: synchronize without SQL', 24, synchronize, [ADA], NO_SQL],
])(
	'each request of %s reaches the socket in at most %i frames of our own',
	async (_, most, parameters, items, options = {}) => {
		const net2 = await setUp(options);
		try {
			const { error } = await net2.run(parameters, items);
			expect(error).toBeUndefined();
		} finally {
			await net2.emulator.stop();
		}
		const isSignIn = ({ request }: Sent) => request === SIGN_IN.route;
		const isLong = (one: Sent) => one.frames.length > (isSignIn(one) ? SIGN_IN.most : most);
		expect(sent.filter(isLong).map(({ request, frames }) => [request, frames])).toEqual([]);
		// A trace that breaks off earlier would be short, and of no use.
		expect(sent.filter((one) => !isSignIn(one) && !isWhole(one))).toEqual([]);
		const writes = sent.filter(({ request }) => /^(PUT|POST) \/users\b/.test(request));
		expect(writes.length).toBeGreaterThan(1);
		expect(writes.filter(({ frames }) => !WORK_ON_ITEM.test(frames.at(-1) ?? ''))).toEqual([]);
		expect(sent.filter(({ request }) => /^GET \/users\/\{id\}/.test(request))).not.toEqual([]);
		expect(sent.some(({ frames }) => frames.at(-1)?.includes('actions/router.ts'))).toBe(true);
	},
);
